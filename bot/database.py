"""One SQLite file: opened with care, its tables brought up to date, moved aside where it is damaged, its errors in words."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlite_utils import Database

from bot.errors import StoreError
from bot.tables import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 0.5  # seconds that another program may hold the database
_DAMAGED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_CAUSES = {
    sqlite3.SQLITE_BUSY: "un autre programme l’occupe ; fermez-le, ou attendez qu’il ait fini",
    sqlite3.SQLITE_LOCKED: "un autre programme l’occupe ; fermez-le, ou attendez qu’il ait fini",
    sqlite3.SQLITE_FULL: "le disque est plein ; libérez de la place",
    sqlite3.SQLITE_READONLY: "elle est en lecture seule ; donnez le droit d’écrire dans ce fichier et dans son dossier",
    sqlite3.SQLITE_CANTOPEN: "elle ne s’ouvre pas ; vérifiez que son dossier existe et que vous avez le droit d’y écrire",
    sqlite3.SQLITE_CORRUPT: "le fichier est abîmé ; il sera mis de côté au prochain essai",
    sqlite3.SQLITE_NOTADB: "le fichier est abîmé ; il sera mis de côté au prochain essai",
}


class _DamagedError(sqlite3.DatabaseError):
    """The file can be opened, but what it holds does not stand together."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


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
        if self._file not in (None, _identity(self.path)):
            self.close()
            self._file = None
            self.warnings.append(f"la base {self.path} a été déplacée, supprimée ou remplacée ; elle est ouverte de nouveau")
        if self._database is None:
            self._database = self._sound()
            self._file = _identity(self.path)
        return self._database

    def _sound(self) -> Database:
        """Return the database, or a new one where the file is damaged: it is then moved aside."""
        _make_room(self.path)
        try:
            return _connect(self.path)
        except sqlite3.DatabaseError as error:
            if _code(error) not in _DAMAGED:
                raise
        aside = move_aside(self.path, "corrompue")
        self.warnings.append(
            f"la base {self.path} était abîmée : elle est mise de côté ({aside.name}), une nouvelle est commencée ; "
            "supprimez l’ancienne après en avoir tiré ce qui peut l’être, car elle contient des données personnelles"
        )
        return _connect(self.path)


def _connect(path: Path) -> Database:
    """Open a file, check that it stands together, and bring its tables up to date."""
    connection = sqlite3.connect(path, timeout=PATIENCE)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma secure_delete = on")
        if connection.execute("pragma quick_check(1)").fetchone() != ("ok",):
            raise _DamagedError("quick_check")
        database = Database(connection)
        if migrations.pending(database):
            connection.execute("begin immediate")  # so that two programs that start together do not both create the tables
            migrations.apply(database)
            connection.execute("commit")
        return database
    except BaseException:
        connection.close()
        raise


def _make_room(path: Path) -> None:
    """Create the folder and an empty file that only their owner reads, where there are none."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)


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


def _identity(path: Path) -> tuple[int, int]:
    """Return what tells a file from another of the same name; (0, 0) where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return 0, 0
    return status.st_dev, status.st_ino


def cause(error: sqlite3.Error | OSError) -> str:
    """Return what went wrong and what to do, for SQLite's errors and for the disk's."""
    if isinstance(error, sqlite3.Error):
        return _CAUSES.get(_code(error), f"{error} ; vérifiez le disque et les droits")
    if error.errno == errno.ENOSPC:
        return _CAUSES[sqlite3.SQLITE_FULL]
    return f"{_CAUSES[sqlite3.SQLITE_CANTOPEN]} ({error.strerror})"


def _code(error: sqlite3.Error) -> int:
    """Return the primary code of an error of SQLite; 0 where the error comes from Python's own checks."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
