"""How settings are read.

The environment goes before the lines of .env; the forms that values have stand here.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.dotenv import UnreadableLineError, read_dotenv
from bot.errors import SettingError
from knowledge.collection import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "TAMBOUR_"
_WORDS = Path(__file__).parents[1] / "texts" / "settings.yaml"


def wrong(key: str, **values: object) -> SettingError:
    """Return what to tell of a setting, its {fields} filled: bot/texts/settings.yaml has it."""
    import yaml  # only here: most settings are right

    written = yaml.load(_WORDS.read_text(encoding="utf-8"), yaml.CSafeLoader)[key]
    return SettingError(written.format(**values))


def values_of(environment: Mapping[str, str] | None, dotenv: Path) -> dict[str, str]:
    """Return the values of the environment, which go before those of .env. Raises SettingError."""
    return read_lines(dotenv) | dict(os.environ if environment is None else environment)


def read_lines(path: Path) -> dict[str, str]:
    """Return our lines NAME=value of a .env file; none where there is no such file."""
    try:
        return read_dotenv(path.read_bytes(), PREFIX)
    except FileNotFoundError:
        return {}
    except UnreadableLineError as error:
        raise wrong(
            f"dotenv_{error.why}", path=path, number=error.number, **error.values
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise wrong("dotenv", path=path, error=error) from error


def port_of(values: Mapping[str, str], name: str) -> int:
    """Return a port, 0 where none is set."""
    port = values.get(f"{PREFIX}{name}", "").strip()
    if port and not (re.fullmatch("[0-9]{1,5}", port) and 0 < int(port) < 65536):
        raise wrong("port", name=f"{PREFIX}{name}")
    return int(port or 0)


def is_address(text: str, schemes: tuple[str, ...]) -> bool:
    """Tell whether a text is an address of one of these schemes."""
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def database_of(values: Mapping[str, str]) -> Path:
    """Return the path of the database. Raises SettingError."""
    if chosen := values.get(f"{PREFIX}DATABASE"):
        path = Path(chosen).expanduser()
        if path.is_dir():
            raise wrong("database", path=path)
        return path
    data = values.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "tambour" / "tambour.db"


def collection_of(values: Mapping[str, str], name: str = "COLLECTION") -> Path:
    """Return the folder of a collection, the published one where none is set.

    SettingError is raised where it is no collection.
    """
    path = Path(values.get(f"{PREFIX}{name}", "").strip() or DATA).expanduser()
    if not (path / "themes.yaml").is_file():
        raise wrong("collection", name=f"{PREFIX}{name}", path=path)
    return path.resolve()


def working_copy_of(values: Mapping[str, str]) -> Path | None:
    """Return the folder of the collection that administrators complete, None where they can't."""
    name = "WORKING_COPY"
    return collection_of(values, name) if values.get(f"{PREFIX}{name}", "").strip() else None
