"""The settings: environment variables, or lines of .env, that begin with TAMBOUR_.

There is a module a subject, and `reading` for all.
"""

from bot.settings.aids import AidsSettings, read_aids_settings
from bot.settings.matrix import MatrixSettings, read_matrix_settings
from bot.settings.program import Settings, read_settings, shows_traces
from bot.settings.telegram import TelegramSettings, WebhookSettings, read_telegram_settings
from bot.settings.watch import Listening, WatchSettings
from bot.settings.web import WebSettings, read_web_settings

__all__ = [
    "AidsSettings",
    "Listening",
    "MatrixSettings",
    "Settings",
    "TelegramSettings",
    "WatchSettings",
    "WebSettings",
    "WebhookSettings",
    "read_aids_settings",
    "read_matrix_settings",
    "read_settings",
    "read_telegram_settings",
    "read_web_settings",
    "shows_traces",
]
