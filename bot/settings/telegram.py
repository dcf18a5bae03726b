"""What the Telegram bot needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import SettingError
from bot.settings.reading import PREFIX, is_address, values_of, working_copy_of
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
    expected = (
        "attendu : le jeton que donne @BotFather, des chiffres, deux-points, "
        "puis 35 lettres ou chiffres"
    )
    if not token:
        raise SettingError(f"{PREFIX}TELEGRAM_TOKEN manque ; {expected}")
    if not re.fullmatch(r"[0-9]{3,20}:[A-Za-z0-9_-]{30,64}", token):
        raise SettingError(f"{PREFIX}TELEGRAM_TOKEN n’a pas la forme d’un jeton ; {expected}")
    api = values.get(f"{PREFIX}TELEGRAM_API", "").strip() or _TELEGRAM_API
    if not is_address(api, ("http", "https")):
        raise SettingError(
            f"{PREFIX}TELEGRAM_API n’est pas une adresse ; attendu : par exemple {_TELEGRAM_API}"
        )
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
    url, secret = (values.get(f"{PREFIX}WEBHOOK_{name}", "").strip() for name in ("URL", "SECRET"))
    if not url:
        return None
    if not is_address(url, ("https",)):
        raise SettingError(
            f"{PREFIX}WEBHOOK_URL doit commencer par https:// ; attendu : "
            "https://votre.domaine/telegram"
        )
    if (path := urlsplit(url).path) in ("/sante", "/metrics"):
        raise SettingError(
            f"{PREFIX}WEBHOOK_URL ne peut pas finir par {path} ; attendu : "
            "https://votre.domaine/telegram"
        )
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingError(
            f"{PREFIX}WEBHOOK_SECRET manque ou n’est pas sûr ; attendu : 16 à 256 lettres, "
            "chiffres, _ ou -"
        )
    return WebhookSettings(url, secret)


def _mini_app(values: Mapping[str, str]) -> str:
    """Return the web page that Telegram may show: one that lets it, at an address that it takes."""
    lets = _TELEGRAM_ON_THE_WEB in values.get(f"{PREFIX}WEB_EMBED", "").split()
    url = values.get(f"{PREFIX}WEB_URL", "").strip()
    return url if lets and url.startswith("https://") else ""
