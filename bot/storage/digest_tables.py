"""The tables of the outbox in the SQLite file, and how it is opened."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations
from typing_extensions import override

from bot.conversation.notices import notice
from bot.errors import StoreError
from knowledge.sqlite_file import SqliteFile

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

_PATIENCE = 5.0  # seconds that another program may hold the database
migrations = Migrations("outbox")


@migrations()
def outbox(database: Database) -> None:
    """Create the tables of the outbox.

    They hold deliveries, what was told, what was dealt with, the lease and the reports of runs.
    """
    for statement in (
        "create table deliveries (id integer primary key, chat text not null, "
        "occasion text not null, kind text not null, content text not null, state text not null, "
        "until text not null default '', again integer not null default 0, "
        "tries integer not null default 0, message_id integer, "
        "why text not null default '', written text not null, "
        "ended text not null default '', unique (chat, occasion))",
        (
            "create index deliveries_to_do on deliveries (state, until, id) "
            "where state not in ('sent', 'refused')"
        ),
        (
            "create table told (chat text not null, key text not null, day text not null, "
            "primary key (chat, key)) without rowid"
        ),
        (
            "create table turns (chat text primary key, moment text not null, practice text) "
            "without rowid"
        ),
        (
            "create table lease (id integer primary key check (id = 1), owner text not null, "
            "until text not null)"
        ),
        "create table runs (id integer primary key, report text not null)",
    ):
        database.execute(statement)


@migrations()
def deliveries_by_state(database: Database) -> None:
    """Create the index by which deliveries are counted by state, each minute.

    500,000 deliveries took three seconds without it.
    """
    database.execute("create index deliveries_by_state on deliveries (state, ended)")


class OutboxFile(SqliteFile):
    """The file of the outbox; what is kept there is on the disk once it is said to be."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, migrations, _PATIENCE, "synchronous = full", "secure_delete = on")

    @override
    def told(self, error: sqlite3.Error | OSError) -> StoreError:
        """Return the error of the store; what another run wrote first is no trouble of the file."""
        if isinstance(error, sqlite3.IntegrityError):
            return StoreError(notice("digest_overtaken"))
        return StoreError(self.unusable(error))
