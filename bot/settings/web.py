"""Where the web page listens, and what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings.reading import PREFIX, is_address, port_of, values_of, wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WEB_HOST, _WEB_PORT = "127.0.0.1", 8080
_SHORTEST_KEY = 32


@dataclass(frozen=True)
class WebSettings:
    """Where the web page listens and what it shows.

    `url` is the address that people open, without a final slash.

    `keys` sign what travels with each visitor, the newest first (none: one is made at each start);
    `embed` are the sites that may show the page within theirs, `proxies` the networks whose word on
    a visitor's address is taken; `style` is the address of a style sheet, `legal` a legal notice or
    its address, `telegram` the user name of the bot that sends weekly messages, `token` that bot's
    token, by which visitors that come from it are known.
    """

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


def read_web_settings(
    environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")
) -> WebSettings:
    """Read where the web page listens and what it shows; none is needed. Raises SettingError."""
    values = values_of(environment, dotenv)

    def read(name: str) -> str:
        return values.get(f"{PREFIX}{name}", "").strip()

    host = read("WEB_HOST") or _WEB_HOST
    port = port_of(values, "WEB_PORT") or _WEB_PORT
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


def _site(read: Callable[[str], str], name: str) -> str:
    """Return the address of a page, "" where none is set.

    One without encryption serves this machine alone.
    """
    address = read(name)
    if address and (not is_address(address, ("https", "http")) or re.search(r"[\s;,'\"]", address)):
        raise wrong("site", name=f"{PREFIX}{name}")
    return address


def _keys(written: str) -> tuple[str, ...]:
    keys = tuple(written.split())
    if any(len(key) < _SHORTEST_KEY for key in keys):
        raise wrong("web_keys", shortest=_SHORTEST_KEY)
    return keys


def _origins(written: str) -> tuple[str, ...]:
    """Return the sites that may show the page, as a browser names them."""
    origins = tuple(each.rstrip("/") for each in written.split())
    for each in origins:
        if not re.fullmatch(r"https?://[A-Za-z0-9.*-]+(:[0-9]{1,5})?", each):
            raise wrong("web_embed", site=each)
    return origins


def _networks(written: str) -> tuple[str, ...]:
    networks = tuple(written.replace(",", " ").split())
    for each in networks:
        try:
            ip_network(each)
        except ValueError:
            raise wrong("web_proxies", network=each) from None
    return networks
