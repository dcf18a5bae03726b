"""What is kept between conversations, in one SQLite file: for now the needs that found nothing, without who asked them."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

_MOST_TEXT = 300  # characters kept of a need: enough to learn words from, too little for a life story
migrations = Migrations("tambour")


@dataclass(frozen=True)
class Unmatched:
    """A need that found nothing: its text, how many times it was asked, the last day."""

    need: str
    times: int
    last_day: str


@migrations()
def unmatched_needs(database: Database) -> None:
    """Create the table of the needs that found nothing."""
    database.table("unmatched").create({"need": str, "times": int, "last_day": str}, pk="need", not_null={"times", "last_day"})


class Store:
    """The database, opened and brought up to date. Raises StoreError where it can't be."""

    def __init__(self, path: Path) -> None:
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=2.0)
            connection.execute("pragma journal_mode = wal")
            self._path, self._database = path, Database(connection)
            migrations.apply(self._database)

    def note_unmatched(self, need: str, today: date) -> None:
        """Remember that a need found nothing today."""
        with _told(self._path), self._database.conn:
            self._database.execute(
                "insert into unmatched values (?, 1, ?) "
                "on conflict (need) do update set times = times + 1, last_day = excluded.last_day",
                (need[:_MOST_TEXT].strip(), today.isoformat()),
            )

    def unmatched(self) -> list[Unmatched]:
        """Return the needs that found nothing, most asked first."""
        with _told(self._path):
            rows = self._database.query("select need, times, last_day from unmatched order by times desc, last_day desc, need")
            return [Unmatched(row["need"], row["times"], row["last_day"]) for row in rows]

    def close(self) -> None:
        """Close the database."""
        self._database.conn.close()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say into a StoreError that a person understands."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"la base {path} ne peut pas être utilisée ({error}) ; vérifiez le disque et les droits") from error
