"""The SQLite file as the store has it: opened with care, moved aside where it is damaged, its errors told as StoreError."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.tables import migrations
from knowledge.sqlite_file import DAMAGED, cause, code, connect, identity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

PATIENCE = 0.5  # seconds that another program may hold the database


class DatabaseFile:
    """The database, opened at first use and again after any failure.

    `warnings` are what happened to the file that its owner must know; who reads them clears them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warnings: list[str] = []
        self._database: Database | None = None
        self._file: tuple[int, int] | None = None  # what told the file opened last from another

    @contextmanager
    def opened(self) -> Iterator[Database]:
        """Give the open database; whatever goes wrong closes it. Raises StoreError."""
        try:
            yield self._open()
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise StoreError(f"la base {self.path} ne peut pas être utilisée : {cause(error)}") from error

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.conn.close()
        self._database = None

    def _open(self) -> Database:
        if self._file not in (None, identity(self.path)):
            self.close()
            self._file = None
            self.warnings.append(f"la base {self.path} a été déplacée, supprimée ou remplacée ; elle est ouverte de nouveau")
        if self._database is None:
            self._database = self._sound()
            self._file = identity(self.path)
        return self._database

    def _sound(self) -> Database:
        """Return the database, or a new one where the file is damaged: it is then moved aside."""
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if code(error) not in DAMAGED:
                raise
        aside = move_aside(self.path, "corrompue")
        self.warnings.append(
            f"la base {self.path} était abîmée : elle est mise de côté ({aside.name}), une nouvelle est commencée ; "
            "supprimez l’ancienne après en avoir tiré ce qui peut l’être, car elle contient des données personnelles"
        )
        return self._connect()

    def _connect(self) -> Database:
        return connect(self.path, migrations, PATIENCE, "synchronous = normal", "secure_delete = on", checked=True)


def move_aside(path: Path, why: str) -> Path:
    """Rename a database, with its journal, to a name not taken that says why and the day; return that name."""
    first = f"{path.name}.{why}-{datetime.now(UTC).date()}"
    names = (first if count == 1 else f"{first}-{count}" for count in range(1, 1_000_000))
    aside = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(f"{aside}{suffix}")
    return aside
