"""The settings: environment variables, or lines of .env, that begin with TAMBOUR_."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "TAMBOUR_"
_TELEGRAM_API = "https://api.telegram.org/bot"
_WEBHOOK_PORT = 8443


@dataclass(frozen=True)
class Settings:
    """What an operator may set; `database` is the path of the SQLite file."""

    database: Path


@dataclass(frozen=True)
class WebhookSettings:
    """Where Telegram brings updates: the address it calls, the secret it shows, the port listened to behind the proxy."""

    url: str
    secret: str = field(repr=False)
    port: int

    @property
    def path(self) -> str:
        """Return the part of the address that requests are made to."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True)
class TelegramSettings:
    """What the Telegram bot needs; with no webhook it asks for updates itself."""

    token: str = field(repr=False)
    api: str
    webhook: WebhookSettings | None = None


def read_settings(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """Read the settings of the environment, which goes before those of .env. Raises SettingError."""
    values = _dotenv(dotenv) | dict(os.environ if environment is None else environment)
    return Settings(database=_database(values))


def read_telegram_settings(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> TelegramSettings:
    """Read what the Telegram bot needs. Raises SettingError."""
    values = _dotenv(dotenv) | dict(os.environ if environment is None else environment)
    token = values.get(f"{_PREFIX}TELEGRAM_TOKEN", "").strip()
    expected = "attendu : le jeton que donne @BotFather, des chiffres, deux-points, puis 35 lettres ou chiffres"
    if not token:
        raise SettingError(f"{_PREFIX}TELEGRAM_TOKEN manque ; {expected}")
    if not re.fullmatch(r"[0-9]{3,20}:[A-Za-z0-9_-]{30,64}", token):
        raise SettingError(f"{_PREFIX}TELEGRAM_TOKEN n’a pas la forme d’un jeton ; {expected}")
    api = values.get(f"{_PREFIX}TELEGRAM_API", "").strip() or _TELEGRAM_API
    if not _is_address(api, ("http", "https")):
        raise SettingError(f"{_PREFIX}TELEGRAM_API n’est pas une adresse ; attendu : par exemple {_TELEGRAM_API}")
    return TelegramSettings(token, api.rstrip("/"), _webhook(values))


def _webhook(values: Mapping[str, str]) -> WebhookSettings | None:
    url, secret = (values.get(f"{_PREFIX}WEBHOOK_{name}", "").strip() for name in ("URL", "SECRET"))
    if not url:
        return None
    if not _is_address(url, ("https",)):
        raise SettingError(f"{_PREFIX}WEBHOOK_URL doit commencer par https:// ; attendu : https://votre.domaine/telegram")
    if urlsplit(url).path == "/sante":
        raise SettingError(f"{_PREFIX}WEBHOOK_URL ne peut pas finir par /sante ; attendu : https://votre.domaine/telegram")
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingError(f"{_PREFIX}WEBHOOK_SECRET manque ou n’est pas sûr ; attendu : 16 à 256 lettres, chiffres, _ ou -")
    port = values.get(f"{_PREFIX}WEBHOOK_PORT", "").strip() or str(_WEBHOOK_PORT)
    if not (re.fullmatch("[0-9]{1,5}", port) and 0 < int(port) < 65536):
        raise SettingError(f"{_PREFIX}WEBHOOK_PORT n’est pas un port ; attendu : un nombre de 1 à 65535")
    return WebhookSettings(url, secret, int(port))


def _is_address(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def _database(values: Mapping[str, str]) -> Path:
    if chosen := values.get(f"{_PREFIX}DATABASE"):
        path = Path(chosen).expanduser()
        if path.is_dir():
            raise SettingError(f"{_PREFIX}DATABASE désigne un dossier ({path}) ; donnez le chemin d’un fichier")
        return path
    data = values.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "tambour" / "tambour.db"


def _dotenv(path: Path) -> dict[str, str]:
    """Return the lines NAME=value of a .env file; blank ones and comments are passed over."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            f"{path} est illisible ({error}) ; enregistrez-le en UTF-8, une ligne NOM=valeur par réglage"
        ) from error
    pairs = (line.partition("=") for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs if name.strip().startswith(_PREFIX)}
