"""What the Matrix bot needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingError
from bot.settings.reading import PREFIX, database_of, is_address, values_of
from bot.settings.watch import watch_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class MatrixSettings:
    """What the Matrix bot needs.

    It has its server's address, its user id, and its password for the first start. `store` is the
    folder of its device, `admitted` the servers and domains whose invitations it accepts: none
    means all.
    """

    server: str
    user: str
    store: Path
    password: str = field(default="", repr=False)
    admitted: tuple[str, ...] = ()
    json_logs: bool = False


def read_matrix_settings(
    environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")
) -> MatrixSettings:
    """Read what the Matrix bot needs. Raises SettingError."""
    values = values_of(environment, dotenv)
    names = ("MATRIX_SERVER", "MATRIX_USER", "MATRIX_STORE")
    server, user, store = (values.get(PREFIX + name, "").strip() for name in names)
    if not is_address(server, ("http", "https")):
        raise SettingError(
            f"{PREFIX}MATRIX_SERVER manque ou n’est pas une adresse ; attendu : "
            "celle du serveur du compte, par exemple https://matrix.agent.dinum.tchap.gouv.fr"
        )
    if not re.fullmatch(r"@[^\s:]+:[A-Za-z0-9.:\[\]-]+", user):
        raise SettingError(
            f"{PREFIX}MATRIX_USER manque ou n’est pas un compte ; attendu : "
            "l’identifiant entier, par exemple @tambour-aisne.gouv.fr:agent.dinum.tchap.gouv.fr"
        )
    admitted = tuple(
        dict.fromkeys(values.get(f"{PREFIX}MATRIX_ADMITTED", "").replace(",", " ").split())
    )
    for domain in admitted:
        if not re.fullmatch(r"(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", domain):
            raise SettingError(
                f"{PREFIX}MATRIX_ADMITTED contient « {domain} » ; attendu : "
                "des serveurs ou des domaines, par exemple tchap.gouv.fr, séparés par des espaces"
            )
    folder = Path(store).expanduser() if store else database_of(values).parent / "matrix"
    password = values.get(f"{PREFIX}MATRIX_PASSWORD", "")
    json_logs = watch_of(values).json_logs
    return MatrixSettings(server.rstrip("/"), user, folder, password, admitted, json_logs)
