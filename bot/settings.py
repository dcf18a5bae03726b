"""The settings: environment variables, or lines of .env, that begin with TAMBOUR_."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.dotenv import UnreadableLineError, read_dotenv
from bot.errors import SettingError
from knowledge.collection import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "TAMBOUR_"
_TELEGRAM_API = "https://api.telegram.org/bot"
_AIDES_TERRITOIRES_API = "https://aides-territoires.beta.gouv.fr/api"
_WEBHOOK_PORT = 8443


@dataclass(frozen=True)
class Settings:
    """What an operator may set: the path of the SQLite file, and the folder of the collection."""

    database: Path
    collection: Path = DATA


@dataclass(frozen=True)
class Listening:
    """Where the bot listens to requests, and the setting that says so."""

    host: str
    port: int
    setting: str


@dataclass(frozen=True)
class WebhookSettings:
    """Where Telegram brings updates: the address it calls behind a proxy, and the secret it shows."""

    url: str
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """Return the part of the address that requests are made to."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True)
class WatchSettings:
    """Who watches the bot, and how: administrators by Telegram user id, logs as JSON."""

    admins: frozenset[int] = frozenset()
    json_logs: bool = False


@dataclass(frozen=True)
class TelegramSettings:
    """What the Telegram bot needs; with no webhook it asks for updates itself.

    `listening` is where its HTTP server does, for the webhook, its health and its metrics; `working_copy` is the folder of the
    collection that administrators complete, None where they can't."""

    token: str = field(repr=False)
    api: str
    webhook: WebhookSettings | None = None
    watch: WatchSettings = WatchSettings()
    working_copy: Path | None = None
    listening: tuple[Listening, ...] = ()


@dataclass(frozen=True)
class MatrixSettings:
    """What the Matrix bot needs: its server's address, its user id, its password for the first start.

    `store` is the folder of its device, `admitted` the servers and domains whose invitations it accepts: none means all."""

    server: str
    user: str
    store: Path
    password: str = field(default="", repr=False)
    admitted: tuple[str, ...] = ()
    json_logs: bool = False


@dataclass(frozen=True)
class AidsSettings:
    """Where live aids come from: the key of Aides-territoires (empty: not read), its API, the addresses of feeds."""

    token: str = field(repr=False)
    api: str
    feeds: tuple[str, ...] = ()


def read_settings(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """Read the settings of the environment, which goes before those of .env. Raises SettingError."""
    values = _dotenv(dotenv) | dict(os.environ if environment is None else environment)
    return Settings(database=_database(values), collection=_collection(values))


def shows_traces(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> bool:
    """Tell whether the trace of what goes wrong is shown beside the sentence that tells it."""
    values = dict(os.environ if environment is None else environment)
    with suppress(SettingError):
        values = _dotenv(dotenv) | values
    return values.get(f"{_PREFIX}DEBUG", "").strip() == "1"


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
    webhook = _webhook(values)
    listening = _listening(values, webhook is not None)
    return TelegramSettings(token, api.rstrip("/"), webhook, _watch(values), _working_copy(values), listening)


def read_matrix_settings(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> MatrixSettings:
    """Read what the Matrix bot needs. Raises SettingError."""
    values = _dotenv(dotenv) | dict(os.environ if environment is None else environment)
    names = ("MATRIX_SERVER", "MATRIX_USER", "MATRIX_STORE")
    server, user, store = (values.get(_PREFIX + name, "").strip() for name in names)
    if not _is_address(server, ("http", "https")):
        raise SettingError(
            f"{_PREFIX}MATRIX_SERVER manque ou n’est pas une adresse ; attendu : celle du serveur du compte, "
            "par exemple https://matrix.agent.dinum.tchap.gouv.fr"
        )
    if not re.fullmatch(r"@[^\s:]+:[A-Za-z0-9.:\[\]-]+", user):
        raise SettingError(
            f"{_PREFIX}MATRIX_USER manque ou n’est pas un compte ; attendu : l’identifiant entier, par exemple "
            "@tambour-aisne.gouv.fr:agent.dinum.tchap.gouv.fr"
        )
    admitted = tuple(dict.fromkeys(values.get(f"{_PREFIX}MATRIX_ADMITTED", "").replace(",", " ").split()))
    for domain in admitted:
        if not re.fullmatch(r"(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", domain):
            raise SettingError(
                f"{_PREFIX}MATRIX_ADMITTED contient « {domain} » ; attendu : des serveurs ou des domaines, "
                "par exemple tchap.gouv.fr, séparés par des espaces"
            )
    folder = Path(store).expanduser() if store else _database(values).parent / "matrix"
    password = values.get(f"{_PREFIX}MATRIX_PASSWORD", "")
    json_logs = _watch(values).json_logs
    return MatrixSettings(server.rstrip("/"), user, folder, password, admitted, json_logs)


def read_aids_settings(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> AidsSettings:
    """Read where live aids come from; none is needed. Raises SettingError."""
    values = _dotenv(dotenv) | dict(os.environ if environment is None else environment)
    token = values.get(f"{_PREFIX}AIDES_TERRITOIRES_TOKEN", "").strip()
    if not re.fullmatch(r"[!-~]*", token):
        raise SettingError(
            f"{_PREFIX}AIDES_TERRITOIRES_TOKEN n’a pas la forme d’une clé ; attendu : celle de « Mon compte, Ma clé API », "
            "sans espace ni accent"
        )
    api = values.get(f"{_PREFIX}AIDES_TERRITOIRES_API", "").strip() or _AIDES_TERRITOIRES_API
    if not _is_address(api, ("http", "https")):
        raise SettingError(
            f"{_PREFIX}AIDES_TERRITOIRES_API n’est pas une adresse ; attendu : par exemple {_AIDES_TERRITOIRES_API}"
        )
    feeds = tuple(dict.fromkeys(values.get(f"{_PREFIX}FEEDS", "").split()))
    for feed in feeds:
        if not _is_address(feed, ("http", "https")):
            raise SettingError(f"{_PREFIX}FEEDS contient « {feed} » ; attendu : des adresses https:// séparées par des espaces")
    return AidsSettings(token, api.rstrip("/"), feeds)


def _webhook(values: Mapping[str, str]) -> WebhookSettings | None:
    url, secret = (values.get(f"{_PREFIX}WEBHOOK_{name}", "").strip() for name in ("URL", "SECRET"))
    if not url:
        return None
    if not _is_address(url, ("https",)):
        raise SettingError(f"{_PREFIX}WEBHOOK_URL doit commencer par https:// ; attendu : https://votre.domaine/telegram")
    if (path := urlsplit(url).path) in ("/sante", "/metrics"):
        raise SettingError(f"{_PREFIX}WEBHOOK_URL ne peut pas finir par {path} ; attendu : https://votre.domaine/telegram")
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret):
        raise SettingError(f"{_PREFIX}WEBHOOK_SECRET manque ou n’est pas sûr ; attendu : 16 à 256 lettres, chiffres, _ ou -")
    return WebhookSettings(url, secret)


def _listening(values: Mapping[str, str], is_brought: bool) -> tuple[Listening, ...]:
    """Return where the HTTP server listens: on every interface where Telegram brings updates, else on this machine alone.

    One port is for all; WEBHOOK_PORT and METRICS_PORT, older, are still read."""
    ports = {name: _port(values, name) for name in ("HTTP_PORT", "WEBHOOK_PORT", "METRICS_PORT")}
    asked = [(ports["METRICS_PORT"], "METRICS_PORT") if ports["METRICS_PORT"] else (ports["HTTP_PORT"], "HTTP_PORT")]
    found = {port: Listening("127.0.0.1", port, f"{_PREFIX}{name}") for port, name in asked if port}
    if is_brought:
        name = "WEBHOOK_PORT" if ports["WEBHOOK_PORT"] else "HTTP_PORT"
        port = ports[name] or _WEBHOOK_PORT
        found[port] = Listening("0.0.0.0", port, f"{_PREFIX}{name}")  # noqa: S104 - a proxy calls it
    return tuple(found.values())


def _watch(values: Mapping[str, str]) -> WatchSettings:
    admins = values.get(f"{_PREFIX}ADMINS", "").replace(",", " ").split()
    if not all(re.fullmatch("[0-9]{1,19}", admin) for admin in admins):
        raise SettingError(
            f"{_PREFIX}ADMINS n’est pas une liste de personnes ; attendu : des numéros d’utilisateur Telegram (des chiffres, "
            "non un nom en @), séparés par des espaces ou des virgules"
        )
    form = values.get(f"{_PREFIX}LOG", "").strip() or "text"
    if form not in ("text", "json"):
        raise SettingError(f"{_PREFIX}LOG n’est pas une forme de journal ; attendu : text ou json")
    return WatchSettings(frozenset(map(int, admins)), form == "json")


def _port(values: Mapping[str, str], name: str) -> int:
    """Return a port, 0 where none is set."""
    port = values.get(f"{_PREFIX}{name}", "").strip()
    if port and not (re.fullmatch("[0-9]{1,5}", port) and 0 < int(port) < 65536):
        raise SettingError(f"{_PREFIX}{name} n’est pas un port ; attendu : un nombre de 1 à 65535")
    return int(port or 0)


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


def _collection(values: Mapping[str, str], name: str = "COLLECTION") -> Path:
    path = Path(values.get(f"{_PREFIX}{name}", "").strip() or DATA).expanduser()
    if not (path / "themes.yaml").is_file():
        raise SettingError(f"{_PREFIX}{name} ne désigne pas un recueil ({path}) ; attendu : un dossier où est themes.yaml")
    return path.resolve()


def _working_copy(values: Mapping[str, str]) -> Path | None:
    name = "WORKING_COPY"
    return _collection(values, name) if values.get(f"{_PREFIX}{name}", "").strip() else None


def _dotenv(path: Path) -> dict[str, str]:
    """Return our lines NAME=value of a .env file; none where there is no such file."""
    try:
        return read_dotenv(path.read_bytes(), _PREFIX)
    except FileNotFoundError:
        return {}
    except UnreadableLineError as error:
        raise SettingError(f"{path}, {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            f"{path} est illisible ({error}) ; enregistrez-le en UTF-8, une ligne NOM=valeur par réglage"
        ) from error
