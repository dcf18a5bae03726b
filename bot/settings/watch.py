"""Who watches the bot, and where it listens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.settings.reading import PREFIX, port_of, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

_WEBHOOK_PORT = 8443


@dataclass(frozen=True)
class Listening:
    """Where the bot listens to requests, and the setting that says so."""

    host: str
    port: int
    setting: str


@dataclass(frozen=True)
class WatchSettings:
    """Who watches the bot, and how: administrators by Telegram user id, logs as JSON."""

    admins: frozenset[int] = frozenset()
    json_logs: bool = False


def listening_of(values: Mapping[str, str], is_brought: bool) -> tuple[Listening, ...]:
    """Return where the HTTP server listens.

    It does on every interface where Telegram brings updates, else on this machine alone. One port
    is for all; WEBHOOK_PORT and METRICS_PORT, older, are still read.
    """
    ports = {name: port_of(values, name) for name in ("HTTP_PORT", "WEBHOOK_PORT", "METRICS_PORT")}
    asked = [
        (ports["METRICS_PORT"], "METRICS_PORT")
        if ports["METRICS_PORT"]
        else (ports["HTTP_PORT"], "HTTP_PORT")
    ]
    found = {port: Listening("127.0.0.1", port, f"{PREFIX}{name}") for port, name in asked if port}
    if is_brought:
        name = "WEBHOOK_PORT" if ports["WEBHOOK_PORT"] else "HTTP_PORT"
        port = ports[name] or _WEBHOOK_PORT
        found[port] = Listening("0.0.0.0", port, f"{PREFIX}{name}")  # noqa: S104 - a proxy calls it
    return tuple(found.values())


def watch_of(values: Mapping[str, str]) -> WatchSettings:
    """Return who watches the bot, and how. Raises SettingError."""
    admins = values.get(f"{PREFIX}ADMINS", "").replace(",", " ").split()
    if not all(re.fullmatch("[0-9]{1,19}", admin) for admin in admins):
        raise wrong("admins")
    form = values.get(f"{PREFIX}LOG", "").strip() or "text"
    if form not in ("text", "json"):
        raise wrong("log")
    return WatchSettings(frozenset(map(int, admins)), form == "json")
