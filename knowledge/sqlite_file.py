"""The SQLite file that all that is kept shares.

It says how it is opened and brought up to date, and what its errors mean.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlite_utils import Database

from knowledge.errors import ToldError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils.migrations import Migrations

DAMAGED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_BUSY = "un autre programme l’occupe ; fermez-le, ou attendez qu’il ait fini"
_BROKEN = (
    "le fichier est abîmé ; le bot le met de côté à son prochain essai, ou remettez une sauvegarde"
)
_NO_ACCESS = (
    "elle ne s’ouvre pas ; vérifiez que son dossier existe et que vous avez le droit d’y écrire"
)
_FULL = "le disque est plein ; libérez de la place"
_CAUSES = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: (
        "elle est en lecture seule ; donnez le droit d’écrire dans ce fichier et dans son dossier"
    ),
    sqlite3.SQLITE_CANTOPEN: _NO_ACCESS,
    **dict.fromkeys(DAMAGED, _BROKEN),
}


class DamagedError(sqlite3.DatabaseError):
    """The file can be opened, but what it holds does not stand together."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


class SqliteFile:
    """A SQLite file, opened at first use.

    It is opened again after any failure or where another one took its place. `migrations` are those
    of the tables that the owner knows; `patience` is how many seconds another program may hold it;
    where `checked`, all of it is read when it is opened. Changes are kept as they are made, but
    inside a transaction.
    """

    def __init__(
        self,
        path: Path,
        migrations: Migrations,
        patience: float,
        *pragmas: str,
        checked: bool = False,
    ) -> None:
        self.path = path
        self._migrations, self._patience, self._pragmas, self._checked = (
            migrations,
            patience,
            pragmas,
            checked,
        )
        self._database: Database | None = None
        # What told the file opened last from another of the same name.
        self._file: tuple[int, int] | None = None

    def open(self) -> Database:
        """Return the open database. Raises sqlite3.Error, OSError."""
        if self._file not in (None, _identity(self.path)):
            self.close()
            self._file = None
            self.moved()
        if self._database is None:
            self._database = self.connect()
            self._file = _identity(self.path)
        return self._database

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Give the open database; whatever goes wrong closes it. Raises what `told` makes of it."""
        try:
            yield self.open()
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise self.told(error) from error

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """Give the database inside one transaction that holds it from the start.

        All of what is written in it is kept, or nothing.
        """
        with self.reading() as database, transaction(database.conn):
            yield database

    def told(self, error: sqlite3.Error | OSError) -> Exception:
        """Return the error that the owner raises, whose message a person reads."""
        return ToldError(self.unusable(error))

    def unusable(self, error: sqlite3.Error | OSError) -> str:
        """Return why the file can't be used, and what to do."""
        return f"la base {self.path} ne peut pas être utilisée : {cause(error)}"

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.conn.close()
        self._database = None

    def moved(self) -> None:
        """Hear that the file was moved, removed or replaced since it was opened."""

    def connect(self) -> Database:
        """Open the file, and bring the tables up to date.

        It is made where there is none, for its owner alone.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self.path.exists():
            self.path.touch(mode=0o600)
        connection = sqlite3.connect(self.path, timeout=self._patience, isolation_level=None)
        try:
            for pragma in ("journal_mode = wal", *self._pragmas):
                connection.execute(f"pragma {pragma}").fetchall()
            if self._checked and connection.execute("pragma quick_check(1)").fetchone() != ("ok",):
                raise DamagedError("quick_check")
            database = Database(connection)
            if self._migrations.pending(database):
                # So that two programs that start together do not both make the tables.
                connection.execute("begin immediate")
                self._migrations.apply(database)
                connection.execute("commit")
            return database
        except BaseException:
            connection.close()
            raise


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the database from the start to the end: all that is done is kept, or nothing."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("rollback")
        raise


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
        return _CAUSES.get(code(error), f"{error} ; vérifiez le disque et les droits")
    return _FULL if error.errno == errno.ENOSPC else f"{_NO_ACCESS} ({error.strerror})"


def code(error: sqlite3.Error) -> int:
    """Return the primary code of an error of SQLite.

    It is 0 where the error comes from Python's own checks.
    """
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
