"""What the Telegram bot needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.settings.reading import PREFIX, is_address, values_of, working_copy_of, wrong
from bot.settings.watch import Listening, WatchSettings, listening_of, watch_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_TELEGRAM_API = "https://api.telegram.org/bot"
_TELEGRAM_ON_THE_WEB = "https://web.telegram.org"


@dataclass(frozen=True)
class WebhookSettings:
    """Where Telegram brings updates.

    It has the address it calls behind a proxy, and the secret it shows.
    """

    url: str
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """Return the part of the address that requests are made to."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True)
class TelegramSettings:
    """What the Telegram bot needs; with no webhook it asks for updates itself.

    `listening` is where its HTTP server does, for the webhook, its health and its metrics;
    `working_copy` is the folder of the collection that administrators complete, None where they
    can't; `page` the web page that the menu button opens, "" for none.
    """

    token: str = field(repr=False)
    api: str
    webhook: WebhookSettings | None = None
    watch: WatchSettings = field(default_factory=WatchSettings)
    working_copy: Path | None = None
    listening: tuple[Listening, ...] = ()
    page: str = ""


def read_telegram_settings(
    environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")
) -> TelegramSettings:
    """Read what the Telegram bot needs. Raises SettingError."""
    values = values_of(environment, dotenv)
    token = values.get(f"{PREFIX}TELEGRAM_TOKEN", "").strip()
    if not token:
        raise wrong("token_missing")
    if not re.fullmatch(r"[0-9]{3,20}:[A-Za-z0-9_-]{30,64}", token):
        raise wrong("token_form")
    api = values.get(f"{PREFIX}TELEGRAM_API", "").strip() or _TELEGRAM_API
    if not is_address(api, ("http", "https")):
        raise wrong("telegram_address", example=_TELEGRAM_API)
    webhook = _webhook(values)
    listening = listening_of(values, webhook is not None)
    return TelegramSettings(
        token,
        api.rstrip("/"),
        webhook,
        watch_of(values),
        working_copy_of(values),
        listening,
        _mini_app(values),
    )


def _webhook(values: Mapping[str, str]) -> WebhookSettings | None:
    url = values.get(f"{PREFIX}WEBHOOK_URL", "").strip()
    secret = values.get(f"{PREFIX}WEBHOOK_SECRET", "").strip()
    if not url:
        return None
    if not is_address(url, ("https",)):
        raise wrong("webhook_address")
    if (path := urlsplit(url).path) in ("/sante", "/metrics"):
        raise wrong("webhook_path", path=path)
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise wrong("webhook_secret")
    return WebhookSettings(url, secret)


def _mini_app(values: Mapping[str, str]) -> str:
    """Return the web page that Telegram may show: one that lets it, at an address that it takes."""
    lets = _TELEGRAM_ON_THE_WEB in values.get(f"{PREFIX}WEB_EMBED", "").split()
    url = values.get(f"{PREFIX}WEB_URL", "").strip()
    return url if lets and url.startswith("https://") else ""
