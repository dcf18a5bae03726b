"""The SQLite file as the store has it.

It is opened with care, moved aside where it is damaged, and its errors are told as StoreError.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from typing_extensions import override

from bot.conversation.notices import notice
from bot.errors import StoreError
from bot.storage.tables import migrations
from knowledge.sqlite_file import DAMAGED, SqliteFile, code

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

_notices = logging.getLogger("tambour.notices")
PATIENCE = 0.5  # seconds that another program may hold the database


class DatabaseFile(SqliteFile):
    """The database of the store.

    A damaged one is moved aside, and a new one begun: the operator is told. `renewals` counts the
    times that another file took the place of the one opened before.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, migrations, PATIENCE, "synchronous = normal", "secure_delete = on", checked=True
        )
        self.renewals = 0

    @override
    def told(self, error: sqlite3.Error | OSError) -> StoreError:
        """Return the error of the store."""
        return StoreError(self.unusable(error))

    @override
    def moved(self) -> None:
        """Tell that the file was moved, removed or replaced since it was opened."""
        self.renewals += 1
        _notices.warning(notice("database_moved", path=self.path))

    @override
    def connect(self) -> Database:
        """Open the file, or a new one where it is damaged: it is then moved aside."""
        try:
            return super().connect()
        except sqlite3.DatabaseError as error:
            if code(error) not in DAMAGED:
                raise
        aside = move_aside(self.path, notice("aside_damaged"))
        self.renewals += 1
        _notices.warning(
            notice("database_set_aside", path=self.path, aside=aside.name if aside else "")
        )
        return super().connect()


def move_aside(path: Path, why: str, replacement: Path | None = None) -> Path | None:
    """Rename a database, with its journal, to a name not taken that says why and the day.

    It returns that name, None where there was no database. A `replacement` takes the old name in
    the same step, so that a kill leaves either file there. The journal goes first: left beside
    another database, it would be read into it.
    """
    first = f"{path.name}.{why}-{datetime.now(UTC).date()}"
    names = (first if count == 1 else f"{first}-{count}" for count in range(1, 1_000_000))
    aside = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(f"{aside}{suffix}")
    was_there = path.exists()
    if replacement is None:
        path.rename(aside)
    else:
        if was_there:
            _link(path, aside)
        replacement.replace(path)
    return aside if was_there else None


def _link(path: Path, other: Path) -> None:
    """Give a file a second name, or where the disk has no such thing, another one."""
    try:
        other.hardlink_to(path)
    except OSError:
        path.rename(other)
