"""What is written to the memory comes back, after a restart and beside another program.

Each failure is said.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.live_aids.changes import Decisions
from knowledge.live_aids.errors import LiveAidsError, StorageError
from knowledge.live_aids.memory import KeptPage, Memory
from knowledge.live_aids.model import AidKind, LiveAid, Record
from knowledge.live_aids.stored import aid_from_json, aid_to_json, record_from_row, record_to_row
from tests.live_aids.conftest import NOW, TODAY

if TYPE_CHECKING:
    from pathlib import Path

FULL = LiveAid(
    "at-1",
    "s",
    "Rénover l’école",
    funders=("Région",),
    kinds=(AidKind.GRANT, AidKind.LOAN),
    themes=("eau",),
    places=frozenset(("02", "59")),
    opens=TODAY,
    deadline=TODAY + timedelta(days=9),
    rate_low=0,
    rate_high=80,
    loan=5000,
    updated=TODAY,
)
RECORD = Record(
    FULL, 2, date(2026, 1, 5), changed=date(2026, 3, 1), reopened=date(2026, 5, 1), silent=True
)
HELD = LiveAid("rss-1", "f", "Appel")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a" / "tambour.db"


def test_what_is_applied_comes_back_after_a_restart(path: Path) -> None:
    with closing(Memory(path)) as memory:
        memory.apply("s", Decisions(new=(RECORD,)), NOW)
    with closing(Memory(path)) as memory:
        assert memory.records() == memory.records("s") == {"at-1": RECORD}
        assert (memory.record("at-1"), memory.record("at-2"), memory.records("t")) == (
            RECORD,
            None,
            {},
        )
        status = memory.status()["s"]
    assert (status.last_success, status.trouble, status.filled) == (NOW, "", True)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_trouble_leaves_the_last_success_and_the_first_filling_as_they_were(
    memory: Memory,
) -> None:
    memory.apply("s", Decisions(), NOW, "panne")
    assert not memory.status()["s"].filled
    memory.apply("s", Decisions(), NOW)
    memory.failed("s", NOW + timedelta(hours=1), "panne")
    status = memory.status()["s"]
    assert (status.last_success, status.last_try, status.trouble, status.filled) == (
        NOW,
        NOW + timedelta(hours=1),
        "panne",
        True,
    )


def test_the_stamp_changes_when_records_do_and_only_then(memory: Memory) -> None:
    stamps = [memory.stamp()]
    for decisions in (
        Decisions(new=(RECORD,)),
        Decisions(unchanged=1),
        Decisions(closed=(replace(RECORD, closed=TODAY),)),
    ):
        memory.apply("s", decisions, NOW)
        stamps.append(memory.stamp())
    assert [before == after for before, after in pairwise(stamps)] == [False, True, False]


def test_a_held_entry_waits_is_accepted_once_and_can_be_withdrawn(memory: Memory) -> None:
    assert [memory.hold("f", [HELD], NOW), memory.hold("f", [HELD], NOW)] == [1, 0]
    assert [(each.aid, each.day) for each in memory.held()] == [(HELD, TODAY)]
    assert memory.accept("rss-1", TODAY) == memory.accept("rss-1", TODAY) == Record(HELD, 1, TODAY)
    assert memory.held() == []
    assert memory.hold("f", [HELD], NOW) == 0
    memory.refuse("rss-1", TODAY)
    assert memory.records()["rss-1"].closed == TODAY
    assert memory.accept("rss-1", TODAY).version == 2


def test_an_unknown_entry_is_told(memory: Memory) -> None:
    for answer in (memory.accept, memory.refuse):
        with pytest.raises(LiveAidsError, match="aucune entrée « rss-9 »"):
            answer("rss-9", TODAY)


def test_pages_are_kept_for_their_day_and_until_the_reading_ends(memory: Memory) -> None:
    page = KeptPage("region", 1, 3, ("at-1", "at-2"), (("at-2", "nom vide"),))
    memory.keep_page("s", TODAY, page, {"at-1": "{}"})
    assert (memory.pages("s", TODAY), memory.drafts("s")) == ([page], {"at-1": "{}"})
    assert memory.pages("s", TODAY - timedelta(days=1)) == []
    assert memory.drafts("s") == {}
    memory.keep_page("s", TODAY, page, {})
    memory.apply("s", Decisions(), NOW, "panne")
    assert memory.pages("s", TODAY) == [page]
    memory.apply("s", Decisions(), NOW)
    assert memory.pages("s", TODAY) == []


def test_a_database_held_by_another_program_is_told_and_readable(memory: Memory) -> None:
    memory.apply("s", Decisions(new=(RECORD,)), NOW)
    with closing(sqlite3.connect(memory._file.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(StorageError, match="un autre programme"):
            memory.apply("s", Decisions(), NOW)
        assert memory.records() == {"at-1": RECORD}
        other.execute("rollback")
    memory.apply("s", Decisions(), NOW)


def test_a_full_disk_keeps_all_or_nothing(memory: Memory) -> None:
    memory.apply("s", Decisions(new=(RECORD,)), NOW)
    with memory._file.reading() as database:
        database.execute("pragma max_page_count = 1").fetchall()
    many = tuple(
        replace(RECORD, aid=replace(FULL, id=f"at-{i}", what="x" * 9000)) for i in range(9)
    )
    with pytest.raises(StorageError, match="le disque est plein"):
        memory.apply("s", Decisions(new=many), NOW + timedelta(days=1))
    assert memory.records() == {"at-1": RECORD}
    assert memory.status()["s"].last_try == NOW


def test_a_damaged_file_is_told(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xa5" * 9000)
    with pytest.raises(StorageError, match="le fichier est abîmé"):
        Memory(path).records()


def test_a_file_replaced_meanwhile_is_opened_again(path: Path) -> None:
    with closing(Memory(path)) as memory:
        memory.apply("s", Decisions(new=(RECORD,)), NOW)
        path.rename(path.with_name("ailleurs.db"))
        assert memory.records() == {}


def test_a_record_that_cannot_be_read_is_named(memory: Memory) -> None:
    memory.apply("s", Decisions(new=(RECORD,)), NOW)
    with memory._file.writing() as database:
        database.execute("update live_aids set aid = '[]'")
    with pytest.raises(StorageError, match="l’aide « at-1 »"):
        memory.records()


dates = st.none() | st.dates()
percents = st.none() | st.integers(min_value=0, max_value=100)


@settings(max_examples=40)
@given(
    st.builds(
        LiveAid,
        id=st.text(),
        source=st.text(),
        name=st.text(),
        funders=st.lists(st.text()).map(tuple),
        kinds=st.lists(st.sampled_from(AidKind)).map(tuple),
        opens=dates,
        deadline=dates,
        updated=dates,
        permanent=st.booleans(),
        rate_low=percents,
        rate_high=percents,
        loan=percents,
        places=st.frozensets(st.text()),
    )
)
def test_any_aid_is_read_back_as_it_was_with_the_same_digest(aid: LiveAid) -> None:
    back = aid_from_json(aid_to_json(aid))
    assert (back, back.digest) == (aid, aid.digest)


def test_fields_of_a_later_version_are_passed_over() -> None:
    assert aid_from_json(aid_to_json(FULL).replace("{", '{"avenir": 1, ', 1)) == FULL
    assert record_from_row(record_to_row(RECORD)) == RECORD
