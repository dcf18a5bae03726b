"""A database of every earlier version is brought up to date, and holds all it held.

The dumps are those of real versions.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.storage.backup import MIGRATIONS, Restored, restore
from bot.storage.store import Store

DUMPS = sorted((Path(__file__).parent / "databases").glob("*.sql"))


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_a_database_of_every_earlier_version_is_restored_and_brought_up_to_date(
    dump: Path, tmp_path: Path, notices: list[str]
) -> None:
    old, path = tmp_path / "ancienne.db", tmp_path / "tambour.db"
    _load(dump, old)
    done = restore(old, path)
    assert done == Restored(None, done.migrated)
    assert done.migrated
    with closing(sqlite3.connect(old)) as before, closing(sqlite3.connect(path)) as after:
        for table in Database(before).tables:
            if table.name != "_sqlite_migrations":
                names = ", ".join(table.columns_dict)
                rows = [
                    each.execute(f"select {names} from {table.name}").fetchall()
                    for each in (before, after)
                ]
                assert rows[0] == rows[1]
                assert rows[0], "an empty table shows nothing"
    with closing(Store(path)) as store:
        assert store.unmatched()[0].need == "fusée lunaire"
        assert notices == []


def test_every_step_of_the_migrations_can_be_the_last_one_of_an_old_database(
    tmp_path: Path,
) -> None:
    for each in MIGRATIONS:
        with closing(sqlite3.connect(":memory:")) as blank:
            names = [step.name for step in each.pending(Database(blank))]
        for count, name in enumerate(names[1:], 1):
            old, path = (
                tmp_path / f"{each.name}-{count}.db",
                tmp_path / f"{each.name}-{count}-neuve.db",
            )
            with closing(sqlite3.connect(old)) as opened:
                MIGRATIONS[0].apply(
                    Database(opened), stop_before=names[1] if each is not MIGRATIONS[0] else name
                )
                each.apply(Database(opened), stop_before=name)
                opened.commit()
            restore(old, path)


def _load(dump: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(dump.read_text(encoding="utf-8"))
