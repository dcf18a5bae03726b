"""What every command reads: the database, the collection, whether traces are shown."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingError
from bot.settings.reading import PREFIX, collection_of, database_of, read_lines, values_of
from knowledge.collection import DATA

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Settings:
    """What an operator may set: the path of the SQLite file, and the folder of the collection."""

    database: Path
    collection: Path = DATA


def read_settings(
    environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")
) -> Settings:
    """Read the settings of the environment, which goes before those of .env.

    SettingError is raised where one is wrong.
    """
    values = values_of(environment, dotenv)
    return Settings(database=database_of(values), collection=collection_of(values))


def shows_traces(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> bool:
    """Tell whether the trace of what goes wrong is shown beside the sentence that tells it."""
    values = dict(os.environ if environment is None else environment)
    with suppress(SettingError):
        values = read_lines(dotenv) | values
    return values.get(f"{PREFIX}DEBUG", "").strip() == "1"
