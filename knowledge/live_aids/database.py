"""The tables of live aids in the SQLite file, and how they are read and written."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

from knowledge.live_aids.errors import StorageError
from knowledge.sqlite_file import cause, connect, identity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

migrations = Migrations("live_aids")


@migrations()
def live_aids(database: Database) -> None:
    """Create the tables of live aids and their story, of their sources, of entries held, and of a reading under way."""
    days = {"first_seen": str, "changed": str, "reopened": str, "closed": str}
    columns = {"id": str, "source": str, "aid": str, "version": int, **days, "silent": int}
    database.table("live_aids").create(columns, pk="id", not_null={"source", "aid", "version", "first_seen", "silent"})
    database.table("live_aids").create_index(["source"])
    database.table("aid_stamp").create({"id": int, "stamp": int}, pk="id", not_null={"stamp"})
    database.execute("insert into aid_stamp values (1, 0)")
    columns = {"source": str, "last_try": str, "last_success": str, "trouble": str, "filled": int}
    database.table("aid_sources").create(columns, pk="source", not_null={"trouble", "filled"})
    columns = {"id": str, "source": str, "aid": str, "day": str, "answer": str}
    database.table("held_aids").create(columns, pk="id", not_null={"source", "aid", "day", "answer"})
    columns = {"source": str, "day": str, "listing": str, "number": int, "count": int, "ids": str, "skipped": str}
    database.table("aid_pages").create(columns, pk=("source", "listing", "number"), not_null={"day", "count", "ids", "skipped"})
    columns = {"source": str, "id": str, "draft": str}
    database.table("aid_drafts").create(columns, pk=("source", "id"), not_null={"draft"})


class AidsFile:
    """The SQLite file, opened at first use and again after a failure, or where it was moved; errors become StorageError."""

    def __init__(self, path: Path, patience: float) -> None:
        self._path = path
        self._patience = patience  # seconds that another program may hold it
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None  # what tells the file opened from another of the same name

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give the open database."""
        try:
            yield self._open()
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise StorageError(f"la base {self._path} ne peut pas être utilisée : {cause(error)}") from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the database inside one transaction: all of it is kept, or nothing."""
        with self.reading() as connection:
            connection.execute("begin immediate")
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("rollback")
                raise

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None and self._file != identity(self._path):
            self.close()
        if self._connection is None:
            self._connection = connect(self._path, migrations, self._patience, "synchronous = normal").conn
            self._file = identity(self._path)
        return self._connection
