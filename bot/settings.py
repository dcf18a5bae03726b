"""The settings: environment variables, or lines of .env, that begin with TAMBOUR_."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "TAMBOUR_"


@dataclass(frozen=True)
class Settings:
    """What an operator may set; `database` is the path of the SQLite file."""

    database: Path


def read_settings(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """Read the settings of the environment, which goes before those of .env. Raises SettingError."""
    values = _dotenv(dotenv) | dict(os.environ if environment is None else environment)
    return Settings(database=_database(values))


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
