"""What the Matrix bot needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings.reading import (
    PREFIX,
    database_of,
    is_address,
    port_of,
    values_of,
    working_copy_of,
    wrong,
)
from bot.settings.watch import Listening, watch_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_USER = r"@[^\s:,]+:[A-Za-z0-9.:\[\]-]+"


@dataclass(frozen=True)
class MatrixSettings:
    """What the Matrix bot needs.

    It has its server's address, its user id, and its password for the first start. `store` is the
    folder of its device, `admitted` the servers and domains whose invitations it accepts: none
    means all. `admins` are the user ids of its administrators, `working_copy` the folder of the
    collection that they complete, None where they can't; `listening` is where its HTTP server
    does, for its health and its metrics.
    """

    server: str
    user: str
    store: Path
    password: str = field(default="", repr=False)
    admitted: tuple[str, ...] = ()
    json_logs: bool = False
    admins: tuple[str, ...] = ()
    working_copy: Path | None = None
    listening: tuple[Listening, ...] = ()


def read_matrix_settings(
    environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")
) -> MatrixSettings:
    """Read what the Matrix bot needs. Raises SettingError."""
    values = values_of(environment, dotenv)
    names = ("MATRIX_SERVER", "MATRIX_USER", "MATRIX_STORE")
    server, user, store = (values.get(PREFIX + name, "").strip() for name in names)
    if not is_address(server, ("http", "https")):
        raise wrong("matrix_server")
    if not re.fullmatch(_USER, user):
        raise wrong("matrix_user")
    admitted = _listed(values, "MATRIX_ADMITTED")
    for domain in admitted:
        if not re.fullmatch(r"(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", domain):
            raise wrong("matrix_admitted", domain=domain)
    folder = Path(store).expanduser() if store else database_of(values).parent / "matrix"
    password = values.get(f"{PREFIX}MATRIX_PASSWORD", "")
    return MatrixSettings(
        server.rstrip("/"),
        user,
        folder,
        password,
        admitted,
        watch_of(values).json_logs,
        _admins(values),
        working_copy_of(values),
        _listening(values),
    )


def _admins(values: Mapping[str, str]) -> tuple[str, ...]:
    admins = _listed(values, "MATRIX_ADMINS")
    if not all(re.fullmatch(_USER, each) for each in admins):
        raise wrong("matrix_admins")
    return admins


def _listening(values: Mapping[str, str]) -> tuple[Listening, ...]:
    """Return where the HTTP server listens: on this machine alone, or nowhere."""
    name = "MATRIX_PORT"
    port = port_of(values, name)
    return (Listening("127.0.0.1", port, f"{PREFIX}{name}"),) if port else ()


def _listed(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Return the values of a list, each once."""
    return tuple(dict.fromkeys(values.get(PREFIX + name, "").replace(",", " ").split()))
