"""What Datasette is told to show exists, and what belongs to a conversation is never shown."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import yaml
from sqlite_utils import Database

from bot.conversation.session import Note
from bot.digest.outbox import Outbox
from bot.storage.store import Store
from knowledge.live_aids.memory import Memory
from knowledge.tables import write_tables
from tests.deploy.running import DEPLOY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.collection import Collection

TOLD = yaml.safe_load((DEPLOY / "datasette" / "metadata.yaml").read_text(encoding="utf-8"))[
    "databases"
]
QUERIES = [(database, name) for database, each in TOLD.items() for name in each["queries"]]
WITHOUT_ROWS = {"fiches-sans-contact", "usage-du-mois", "besoins-par-semaine"}


@pytest.fixture(scope="module")
def files(
    tmp_path_factory: pytest.TempPathFactory, collection: Collection
) -> Iterator[dict[str, Database]]:
    """The database as all migrations leave it, with something in it.

    Beside it is the collection exported.
    """
    folder: Path = tmp_path_factory.mktemp("datasette")
    path, day = folder / "tambour.db", date(2026, 11, 23)
    with (
        closing(Store(path)) as store,
        closing(Outbox(path)) as outbox,
        closing(Memory(path)) as memory,
    ):
        for kind in ("unmatched", "error", "useless", "reason"):
            store.keep_note(Note(kind, "fusée lunaire", "45"), day)
        store.keep_note(Note("unmatched", "télescope"), day)
        store.decide("télescope", "uncovered")
        outbox.blocked_chats()
        memory.count_open(datetime(2026, 11, 23, tzinfo=UTC).date())
    write_tables(collection, folder / "recueil.db")
    with (
        closing(sqlite3.connect(path)) as tambour,
        closing(sqlite3.connect(folder / "recueil.db")) as exported,
    ):
        for connection in (tambour, exported):
            connection.create_function("escape_fts", 1, lambda words: f'"{words}"')
        yield {"tambour": Database(tambour), "recueil": Database(exported)}


@pytest.mark.parametrize(("database", "name"), QUERIES)
def test_every_saved_query_runs_and_finds(
    files: dict[str, Database], database: str, name: str
) -> None:
    rows = (
        files[database]
        .execute(TOLD[database]["queries"][name]["sql"], {"mots": "médecin"})
        .fetchall()
    )
    assert rows or name in WITHOUT_ROWS


def test_every_table_and_column_told_exists(files: dict[str, Database]) -> None:
    for name, told in TOLD.items():
        for table, each in told["tables"].items():
            columns = files[name].table(table).columns_dict
            assert columns, f"no table {table} in {name}"
            single = {each[key] for key in ("sort_desc", "label_column") if key in each}
            assert {*each.get("facets", ()), *each.get("columns", ())} | single <= columns.keys(), (
                table
            )


def test_every_table_of_the_database_is_shown_or_refused_on_purpose(
    files: dict[str, Database],
) -> None:
    hidden = {"sqlite_sequence"}  # of SQLite itself
    assert set(files["tambour"].table_names()) - hidden == set(TOLD["tambour"]["tables"])


def test_what_belongs_to_a_conversation_is_refused_and_no_free_query_reads_it(
    files: dict[str, Database],
) -> None:
    tables = TOLD["tambour"]["tables"]
    personal = {
        name
        for name in files["tambour"].table_names()
        if "chat" in files["tambour"].table(name).columns_dict
    }
    assert personal >= {"sessions", "subscriptions", "deliveries", "told"}
    assert {name for name in personal if tables[name].get("allow") is not False} == set()
    assert TOLD["tambour"]["allow_sql"] is False
    refused = {name for name, each in tables.items() if each.get("allow") is False}
    for name, query in TOLD["tambour"]["queries"].items():
        assert refused.isdisjoint(query["sql"].replace(",", " ").split()), name
