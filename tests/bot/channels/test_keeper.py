"""The keeper remembers through the store.

When the store fails it answers, warns once, loses nothing, and recovers.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.channels import keeper as keeping
from bot.channels.keeper import Keeper
from bot.conversation.events import Event, Pressed, Said
from bot.conversation.session import Answered, Session
from bot.conversation.usage import CARDS, Use
from bot.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.conversation.world import World

pytestmark = pytest.mark.usefixtures("impatient")

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
KEPT = Session(
    place="80",
    folder=("44",),
    assessment=Answered({"q": 2}, {"q": "à revoir"}, "2026-11-20"),
    seen=NOW,
)
ERASE = Pressed(f"erase-yes:{NOW.date()}")


@pytest.fixture
def keeper(world: World, store: Store) -> Keeper:
    return Keeper(world, store)


@pytest.fixture
def lock(store: Store, path: Path) -> Iterator[sqlite3.Connection]:
    """Another connection that holds the whole database until it is closed."""
    store.save_session("1", KEPT)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("pragma locking_mode = exclusive").fetchall()
        other.execute("begin exclusive")
        yield other


def _say(keeper: Keeper, event: Event | str, now: datetime = NOW, chat: str = "1") -> str:
    _, replies = keeper.handle(chat, Said(event) if isinstance(event, str) else event, now)
    return "\n".join(reply.text for reply in replies)


def test_chats_are_told_apart(keeper: Keeper) -> None:
    _say(keeper, "mobilité jeunes", chat="1")
    _say(keeper, "nos anciens sont seuls", chat="2")
    assert "Fiche 45" in _say(keeper, "la 1", chat="1")
    assert "Fiche 45" not in _say(keeper, "la 1", chat="2")


def test_the_words_of_a_need_live_in_memory_and_the_rest_outlives_it(
    world: World, store: Store, keeper: Keeper
) -> None:
    _say(keeper, "mobilité jeunes")
    assert "mobilité · seniors" in _say(keeper, "et pour les seniors ?")
    again = Keeper(world, store)
    assert "Fiche" in _say(again, "la 1")
    assert "(fiche 46)" in _say(again, "retour")
    assert "mobilité" not in _say(again, "et pour les jeunes ?").partition("1.")[0]


def test_what_another_program_changed_is_seen(store: Store, keeper: Keeper) -> None:
    _say(keeper, "mobilité jeunes")
    store.save_session("1", replace(KEPT, seen=NOW + timedelta(seconds=1)))
    _say(keeper, "bonjour", LATER)
    assert store.load_session("1").folder == ("44",)


def test_notes_are_kept(keeper: Keeper, store: Store) -> None:
    _say(keeper, "mobilité jeunes")
    _say(keeper, "utile")
    _say(keeper, "fusée lunaire téléguidée")
    assert [(note.kind, note.text) for note in store.notes()] == [("useful", "mobilité jeunes")]
    assert [each.need for each in store.unmatched()] == ["fusée lunaire téléguidée"]


def test_retention_is_applied_at_the_first_use_of_a_day(keeper: Keeper, store: Store) -> None:
    store.save_session("ancien", Session(folder=("44",), seen=NOW - timedelta(days=400)))
    _say(keeper, "bonjour")
    assert store.load_session("ancien").folder == ("44",)
    _say(keeper, "bonjour", NOW + timedelta(days=1))
    assert store.load_session("ancien") == Session()


def test_one_who_comes_back_too_late_is_not_brought_back(keeper: Keeper, store: Store) -> None:
    store.save_session("1", KEPT)
    _say(keeper, "bonjour", NOW + timedelta(days=401))
    assert store.load_session("1").folder == ()


def test_old_words_leave_memory(keeper: Keeper) -> None:
    _say(keeper, "mobilité jeunes")
    _say(keeper, "bonjour", NOW + timedelta(days=2), chat="2")
    assert "1" not in keeper._held


@pytest.mark.usefixtures("impatient", "lock")
def test_a_locked_database_is_said_once_and_answers_go_on(
    keeper: Keeper, notices: list[str]
) -> None:
    assert "(fiche 45)" in _say(keeper, "mobilité jeunes")
    assert "Fiche 45" in _say(keeper, "la 1", LATER)
    assert len(notices) == 1
    assert "un autre programme" in notices[0]


def test_between_two_tries_a_failing_store_is_left_alone(
    keeper: Keeper, lock: sqlite3.Connection, notices: list[str]
) -> None:
    _say(keeper, "mobilité jeunes")
    lock.close()
    _say(keeper, "utile", NOW + timedelta(seconds=1))
    assert len(notices) == 1
    _say(keeper, "bonjour", LATER)
    assert "de nouveau" in notices[1]


def test_what_was_lived_meanwhile_joins_what_was_stored(
    keeper: Keeper, store: Store, lock: sqlite3.Connection
) -> None:
    _say(keeper, "mobilité jeunes")
    _say(keeper, Pressed("keep:45"))
    _say(keeper, "utile")
    _say(keeper, "nos anciens sont seuls", chat="2")
    lock.close()
    _say(keeper, "bonjour", LATER, chat="3")
    stored = store.load_session("1")
    assert (stored.place, stored.folder, stored.assessment) == (
        KEPT.place,
        ("44", "45"),
        KEPT.assessment,
    )
    assert store.load_session("2").offered
    assert [note.kind for note in store.notes()] == ["useful"]


def test_an_erasure_that_fails_is_said_and_done_as_soon_as_it_can_be(
    keeper: Keeper, store: Store, lock: sqlite3.Connection
) -> None:
    assert "Je n’arrive pas à effacer" in _say(keeper, ERASE)
    _say(keeper, "mobilité jeunes")
    lock.close()
    _say(keeper, "bonjour", LATER, chat="2")
    assert store.load_session("1").folder == ()
    assert store.load_session("1").offered, "what came after stays"


def test_an_erasure_not_followed_by_anything_leaves_no_row(
    keeper: Keeper, store: Store, lock: sqlite3.Connection
) -> None:
    _say(keeper, ERASE)
    lock.close()
    _say(keeper, "bonjour", LATER, chat="2")
    assert store.load_session("1") == Session()
    assert "C’est effacé" in _say(keeper, ERASE, LATER)


def test_with_a_full_disk_what_is_stored_is_still_read(
    keeper: Keeper, store: Store, notices: list[str]
) -> None:
    store.save_session("1", KEPT)
    keeper.handle("0", Said("bonjour"), NOW)
    store._file.open().execute("pragma max_page_count = 1").fetchall()
    huge = Said("fusée " * 50)
    for count in range(60):
        keeper.handle(f"neuf-{count}", huge, NOW)
    assert len(notices) == 1
    assert "le disque est plein" in notices[0]
    keeper.handle("1", Pressed("keep:45"), NOW)
    assert keeper._held["1"].session.folder == ("44", "45")
    assert store.load_session("1") == KEPT
    _say(keeper, "bonjour", LATER)
    assert store.load_session("1").folder == ("44", "45")
    assert store.load_session("neuf-59") != Session()


def test_a_base_damaged_or_deleted_meanwhile_is_begun_anew_from_memory(
    keeper: Keeper, store: Store, path: Path, notices: list[str]
) -> None:
    _say(keeper, Pressed("keep:45"))
    store.close()
    path.write_bytes(b"\xa5" * 10_000)
    _say(keeper, "bonjour", LATER, chat="2")
    assert "mise de côté" in notices[0]
    _say(keeper, "bonjour", LATER, chat="2")
    assert store.load_session("1").folder == ("45",)
    store.close()
    path.unlink()
    _say(keeper, "bonjour", LATER)
    assert store.load_session("1").folder == ("45",)


def test_a_base_damaged_while_it_is_open_is_mended_in_the_end(
    keeper: Keeper, store: Store, path: Path
) -> None:
    _say(keeper, Pressed("keep:45"))
    for file in (path, path.with_name("tambour.db-wal"), path.with_name("tambour.db-shm")):
        with file.open("r+b") as opened:
            opened.write(b"\xa5" * file.stat().st_size)
    for minutes in range(4):
        text = _say(keeper, "mobilité jeunes", NOW + timedelta(minutes=minutes))
        assert "(fiche 45)" in text
    store.close()
    assert store.load_session("1").folder == ("45",)


def test_without_a_store_memory_is_bounded_and_erases(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_MOST_SAVED", 0)
    monkeypatch.setattr(keeping, "_MOST_CHATS", 3)
    keeper = Keeper(world, None)
    for chat in "12345":
        _say(keeper, "mobilité jeunes", chat=chat)
    assert list(keeper._held) == ["3", "4", "5"]
    assert "C’est effacé" in _say(keeper, ERASE, chat="4")
    assert list(keeper._held) == ["3", "5"]


def test_of_sessions_that_are_stored_the_latest_alone_stay_in_memory(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_MOST_SAVED", 2)
    for chat in "12345":
        _say(keeper, "mobilité jeunes", chat=chat)
    assert list(keeper._held) == ["4", "5"]


@pytest.mark.usefixtures("impatient", "lock")
def test_an_erasure_to_be_done_is_never_pushed_out_of_memory(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "_MOST_SAVED", 0)
    monkeypatch.setattr(keeping, "_MOST_CHATS", 3)
    _say(keeper, ERASE)
    for chat in "12345":
        _say(keeper, "mobilité jeunes", chat=chat)
    assert list(keeper._held) == ["1", "4", "5"]


def test_of_a_session_that_its_channel_carries_only_notes_and_counts_are_stored(
    keeper: Keeper, store: Store
) -> None:
    session, _ = keeper.answer(Session(), Said("xyzzy plugh"), NOW)
    assert [each.need for each in store.unmatched()] == ["xyzzy plugh"]
    session, replies = keeper.answer(session, Pressed("card:45"), NOW + timedelta(seconds=1))
    assert "Fiche 45" in replies[0].text
    keeper.flush(NOW + timedelta(seconds=2))
    assert Use(CARDS, "45") in store.used(NOW.date())
    assert store.tallies()["chats"] == 0


def test_notes_of_a_carried_session_wait_for_the_store(
    keeper: Keeper, store: Store, lock: sqlite3.Connection, notices: list[str]
) -> None:
    _, replies = keeper.answer(Session(), Said("xyzzy plugh"), NOW)
    assert replies
    assert len(notices) == 1
    lock.close()
    keeper.flush(LATER)
    assert [each.need for each in store.unmatched()] == ["xyzzy plugh"]
