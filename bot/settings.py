"""The settings: environment variables, or lines of .env, that begin with TAMBOUR_."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.dotenv import UnreadableLineError, read_dotenv
from bot.errors import SettingError
from knowledge.collection import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PREFIX = "TAMBOUR_"
_TELEGRAM_API = "https://api.telegram.org/bot"
_AIDES_TERRITOIRES_API = "https://aides-territoires.beta.gouv.fr/api"
_WEBHOOK_PORT = 8443
_WEB_HOST, _WEB_PORT = "127.0.0.1", 8080
_SHORTEST_KEY = 32
_TELEGRAM_ON_THE_WEB = "https://web.telegram.org"


@dataclass(frozen=True)
class Settings:
    """What an operator may set: the path of the SQLite file, and the folder of the collection."""

    database: Path
    collection: Path = DATA


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
class WatchSettings:
    """Who watches the bot, and how: administrators by Telegram user id, local port of the metrics (0: none), logs as JSON."""

    admins: frozenset[int] = frozenset()
    metrics_port: int = 0
    json_logs: bool = False


@dataclass(frozen=True)
class TelegramSettings:
    """What the Telegram bot needs; with no webhook it asks for updates itself.

    `working_copy` is the folder of the collection that administrators complete, None where they can't; `page` the web page that
    the menu button opens, "" for none."""

    token: str = field(repr=False)
    api: str
    webhook: WebhookSettings | None = None
    watch: WatchSettings = WatchSettings()
    working_copy: Path | None = None
    page: str = ""


@dataclass(frozen=True)
class AidsSettings:
    """Where live aids come from: the key of Aides-territoires (empty: not read), its API, the addresses of feeds."""

    token: str = field(repr=False)
    api: str
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class WebSettings:
    """Where the web page listens and what it shows; `url` is the address that people open, without a final slash.

    `keys` sign what travels with each visitor, the newest first (none: one is made at each start); `embed` are the sites that
    may show the page within theirs, `proxies` the networks whose word on a visitor's address is taken; `style` is the address
    of a style sheet, `legal` a legal notice or its address, `telegram` the user name of the bot that sends weekly messages,
    `token` that bot's token, by which visitors that come from it are known."""

    host: str = _WEB_HOST
    port: int = _WEB_PORT
    url: str = ""
    keys: tuple[str, ...] = field(default=(), repr=False)
    embed: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    style: str = ""
    title: str = ""
    contact: str = ""
    legal: str = ""
    telegram: str = ""
    token: str = field(default="", repr=False)


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
    working_copy, page = _working_copy(values), _mini_app(values)
    return TelegramSettings(token, api.rstrip("/"), _webhook(values), _watch(values), working_copy, page)


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


def read_web_settings(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> WebSettings:
    """Read where the web page listens and what it shows; none is needed. Raises SettingError."""
    values = _dotenv(dotenv) | dict(os.environ if environment is None else environment)

    def read(name: str) -> str:
        return values.get(f"{_PREFIX}{name}", "").strip()

    host = read("WEB_HOST") or _WEB_HOST
    port = _port(values, "WEB_PORT") or _WEB_PORT
    token = read("TELEGRAM_TOKEN")
    return WebSettings(
        host,
        port,
        _site(read, "WEB_URL").rstrip("/") or f"http://{host}:{port}",
        _keys(read("WEB_KEYS")),
        _origins(read("WEB_EMBED")),
        _networks(read("WEB_PROXIES")),
        _site(read, "WEB_STYLE"),
        read("WEB_TITLE"),
        read("WEB_CONTACT"),
        read("WEB_LEGAL"),
        read("WEB_TELEGRAM").removeprefix("@"),
        token,
    )


def _mini_app(values: Mapping[str, str]) -> str:
    """Return the web page that Telegram may show: one that lets it, at an address that it takes."""
    lets = _TELEGRAM_ON_THE_WEB in values.get(f"{_PREFIX}WEB_EMBED", "").split()
    url = values.get(f"{_PREFIX}WEB_URL", "").strip()
    return url if lets and url.startswith("https://") else ""


def _site(read: Callable[[str], str], name: str) -> str:
    """Return the address of a page, "" where none is set; one without encryption serves this machine alone."""
    address = read(name)
    if address and (not _is_address(address, ("https", "http")) or re.search(r"[\s;,'\"]", address)):
        raise SettingError(f"{_PREFIX}{name} n’est pas une adresse ; attendu : par exemple https://tambour.exemple.fr")
    return address


def _keys(written: str) -> tuple[str, ...]:
    keys = tuple(written.split())
    if any(len(key) < _SHORTEST_KEY for key in keys):
        raise SettingError(
            f"{_PREFIX}WEB_KEYS contient une clé trop courte ; attendu : {_SHORTEST_KEY} signes au moins chacune, la plus "
            "récente d’abord, séparées par des espaces ; openssl rand -hex 32 en donne une"
        )
    return keys


def _origins(written: str) -> tuple[str, ...]:
    """Return the sites that may show the page, as a browser names them."""
    origins = tuple(each.rstrip("/") for each in written.split())
    for each in origins:
        if not re.fullmatch(r"https?://[A-Za-z0-9.*-]+(:[0-9]{1,5})?", each):
            raise SettingError(
                f"{_PREFIX}WEB_EMBED contient « {each} » ; attendu : des sites, sans page, séparés par des espaces, par "
                "exemple https://www.prefecture.exemple.fr"
            )
    return origins


def _networks(written: str) -> tuple[str, ...]:
    networks = tuple(written.replace(",", " ").split())
    for each in networks:
        try:
            ip_network(each)
        except ValueError:
            raise SettingError(
                f"{_PREFIX}WEB_PROXIES contient « {each} » ; attendu : des adresses IP ou des réseaux, par exemple 127.0.0.1 "
                "172.16.0.0/12"
            ) from None
    return networks


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
    return WebhookSettings(url, secret, _port(values, "WEBHOOK_PORT") or _WEBHOOK_PORT)


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
    return WatchSettings(frozenset(map(int, admins)), _port(values, "METRICS_PORT"), form == "json")


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
