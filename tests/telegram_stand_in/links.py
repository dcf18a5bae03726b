"""Addresses as Telegram accepts them, in texts and under buttons."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+", re.ASCII)
_ADDRESS = re.compile(
    r"(?:(?:https?)://)?(?:[^/?#@]*@)?([^/?#:@]+|\[[0-9a-fA-F:.]+\])(?::(\d+))?(?:[/?#].*)?",
    re.IGNORECASE,
)
_START = re.compile(r"(?:https?://)?t\.me/\w+\?start(?:group|channel)?=(.*)", re.IGNORECASE)
_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LONGEST = 2048


def is_start_parameter(text: str) -> bool:
    """Tell whether a bot can be started with this: 1 to 64 letters, digits, _ and -."""
    return bool(_PARAMETER.fullmatch(text))


def wrong_link(link: str) -> str | None:
    """Return why Telegram would refuse an address, or None.

    It takes http, https, tg and ton, and bare domains.

    A link that starts a bot is refused here where its parameter would not reach the bot.
    """
    if any(character.isspace() or not character.isprintable() for character in link):
        return "Wrong HTTP URL"
    if len(link.encode()) > _LONGEST:
        return "URL is too long"
    if (start := _START.match(link)) and not is_start_parameter(start[1].split("&")[0]):
        return "Wrong start parameter"
    scheme = _SCHEME.match(link)
    if scheme and scheme[1].lower() in ("tg", "ton", "tonsite"):
        return None if re.match(r"\w+:(//)?[A-Za-z0-9_-]+", link) else "Wrong tg URL"
    if scheme and scheme[1].lower() not in ("http", "https"):
        return "Unsupported URL protocol"
    address = _ADDRESS.fullmatch(link)
    if not address:
        return "Wrong HTTP URL"
    if address[2] and not 0 < int(address[2]) < 65536:
        return "Wrong port number specified in the URL"
    try:
        host = address[1].encode("idna").decode()
    except UnicodeError:
        return "Wrong HTTP URL"
    return None if host.startswith("[") or _HOST.fullmatch(host) else "Wrong HTTP URL"
