"""The tables of live aids in the SQLite file, and how they are read and written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations
from typing_extensions import override

from knowledge.live_aids.errors import StorageError
from knowledge.sqlite_file import SqliteFile

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from sqlite_utils import Database

migrations = Migrations("live_aids")


@migrations()
def live_aids(database: Database) -> None:
    """Create the tables of live aids.

    They hold the aids and their story, their sources, entries held, and a reading under way.
    """
    days = {"first_seen": str, "changed": str, "reopened": str, "closed": str}
    columns = {"id": str, "source": str, "aid": str, "version": int, **days, "silent": int}
    database.table("live_aids").create(
        columns, pk="id", not_null={"source", "aid", "version", "first_seen", "silent"}
    )
    database.table("live_aids").create_index(["source"])
    database.table("aid_stamp").create({"id": int, "stamp": int}, pk="id", not_null={"stamp"})
    database.execute("insert into aid_stamp values (1, 0)")
    columns = {"source": str, "last_try": str, "last_success": str, "trouble": str, "filled": int}
    database.table("aid_sources").create(columns, pk="source", not_null={"trouble", "filled"})
    columns = {"id": str, "source": str, "aid": str, "day": str, "answer": str}
    database.table("held_aids").create(
        columns, pk="id", not_null={"source", "aid", "day", "answer"}
    )
    columns = {
        "source": str,
        "day": str,
        "listing": str,
        "number": int,
        "count": int,
        "ids": str,
        "skipped": str,
    }
    database.table("aid_pages").create(
        columns, pk=("source", "listing", "number"), not_null={"day", "count", "ids", "skipped"}
    )
    columns = {"source": str, "id": str, "draft": str}
    database.table("aid_drafts").create(columns, pk=("source", "id"), not_null={"draft"})


@migrations()
def judged_again(database: Database) -> None:
    """Keep more days of entries and sources.

    Of an entry of a feed, the day of a change that waits for a curator, and that one last said it
    open; of a source, when it was first tried.
    """
    for column in ("changed", "confirmed"):
        database.table("held_aids").add_column(column, str, not_null_default="")
    database.table("aid_sources").add_column("first_try", str)
    database.execute("update aid_sources set first_try = last_try")
    database.execute("update held_aids set confirmed = day where answer = 'accepted'")


class AidsFile(SqliteFile):
    """The SQLite file; its errors are StorageError.

    `patience` is how many seconds another program may hold it.
    """

    def __init__(self, path: Path, patience: float) -> None:
        super().__init__(path, migrations, patience, "synchronous = normal")

    @override
    def told(self, error: sqlite3.Error | OSError) -> StorageError:
        """Return the error of the open aids."""
        return StorageError(self.unusable(error))
