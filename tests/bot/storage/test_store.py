"""The store: what is put in comes out, and goes when its time has come."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.conversation.retention import RETENTION
from bot.conversation.session import Answered, Note, Session, session_from_json
from bot.conversation.subscription import Subscription
from bot.conversation.usage import Use
from bot.storage.curators_list import KeptNote, Unmatched
from bot.storage.store import ChatStanding, Store

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
KEPT = Session(
    place="80",
    folder=("45", "T"),
    assessment=Answered({"q": 2}, {"q": "à revoir"}, "2026-11-20"),
    seen=NOW,
)
FOLLOWED = Subscription(
    active=True, themes=("eau",), words=("city-stade",), place="02", day=3, kept=("at-1",)
)


def test_a_session_comes_back_as_it_was(
    store: Store, path: Path, opened: Callable[[Path], Store]
) -> None:
    store.save_session("1", KEPT)
    store.save_session("2", Session(seen=NOW))
    assert opened(path).load_session("1") == KEPT
    assert store.load_session("3") == Session()


def test_what_was_asked_is_not_stored_with_the_chat(store: Store) -> None:
    store.save_session(
        "1",
        Session(need="besoin", added=("seniors",), dropped=("jeunes",), offered=("45",), seen=NOW),
    )
    assert store.load_session("1") == Session(offered=("45",), seen=NOW)


def test_a_deleted_session_is_gone_and_others_stay(store: Store) -> None:
    store.save_session("1", KEPT)
    store.save_session("2", KEPT)
    store.delete_session("1")
    assert (store.load_session("1"), store.load_session("2")) == (Session(), KEPT)


def test_notes_are_kept_with_their_day_and_needs_without_answer_are_counted(store: Store) -> None:
    for note in (
        Note("useful", "bus"),
        Note("error", "numéro faux", "45"),
        Note("unmatched", "fusée"),
        Note("unmatched", "fusée"),
    ):
        store.keep_note(note, TODAY)
    assert store.notes() == [
        KeptNote("error", "numéro faux", "45", "2026-11-23"),
        KeptNote("useful", "bus", "", "2026-11-23"),
    ]
    assert store.unmatched() == [Unmatched("fusée", 2, "2026-11-23")]


BY_THE_OUTBOX = {"deliveries", "told", "turns"}


@pytest.mark.parametrize(
    ("table", "days"),
    [
        (table, kept.days)
        for table, kept in RETENTION.items()
        if kept.days and table not in BY_THE_OUTBOX
    ],
)
def test_each_thing_goes_when_its_time_has_come_and_not_before(
    store: Store, path: Path, table: str, days: int
) -> None:

    def left(after: timedelta) -> int:
        store.apply_retention(NOW + after)
        return _count(path, table)

    store.save_session("1", KEPT, {(TODAY, Use("cards", "45")): 1})
    store.keep_note(Note("useful", "bus"), TODAY)
    store.keep_note(Note("unmatched", "fusée"), TODAY)
    store.save_standings({"1": ChatStanding(suspended=True)}, NOW)
    assert [left(timedelta(days=days - 1)), left(timedelta(days=days + 1))] == [1, 0]


def test_a_subscription_outlives_its_session_and_a_restart_until_it_is_stopped(
    store: Store, path: Path, opened: Callable[[Path], Store]
) -> None:
    store.save_session("1", replace(KEPT, subscription=FOLLOWED))
    store.apply_retention(NOW + timedelta(days=4000))
    assert _count(path, "sessions") == 0
    assert opened(path).load_session("1") == Session(subscription=FOLLOWED)
    store.save_session(
        "1", Session(subscription=Subscription(since="2026-11-23T09:00:00+00:00"), seen=NOW)
    )
    assert _count(path, "subscriptions") == 0


@pytest.mark.parametrize(
    ("subscription", "stored"),
    [(Subscription(themes=("eau",)), 0), (Subscription(kept=("at-1",)), 1)],
)
def test_what_is_only_being_chosen_is_not_stored_and_what_is_kept_is(
    store: Store, path: Path, subscription: Subscription, stored: int
) -> None:
    store.save_session("1", replace(KEPT, subscription=subscription))
    assert _count(path, "subscriptions") == stored


def test_a_subscription_is_written_when_it_changes_only(store: Store, path: Path) -> None:
    for seen in (NOW, NOW + timedelta(hours=1)):
        store.save_session("1", replace(KEPT, subscription=FOLLOWED, seen=seen))
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("select updated from subscriptions").fetchone() == (
            NOW.isoformat(timespec="microseconds"),
        )


def test_erasing_takes_the_subscription_too(store: Store, path: Path) -> None:
    store.save_session("1", replace(KEPT, subscription=FOLLOWED))
    store.erase("1")
    assert (store.load_session("1"), _count(path, "subscriptions")) == (Session(), 0)


def test_the_digest_is_given_every_subscription_that_can_be_read(
    store: Store, path: Path, notices: list[str]
) -> None:
    for chat in ("2", "1", "3"):
        store.save_session(chat, replace(KEPT, subscription=FOLLOWED))
    _change(path, "update subscriptions set subscription = '[' where chat = '3'")
    assert list(store.subscriptions()) == [("1", FOLLOWED), ("2", FOLLOWED)]
    assert store.load_session("3") == KEPT
    assert "abonnement" in notices[0]


def test_everything_kept_has_its_time(store: Store, path: Path) -> None:
    store.notes()
    with closing(sqlite3.connect(path)) as database:
        tables = {
            name
            for (name,) in database.execute("select name from sqlite_master where type = 'table'")
        }
    of_people = {name for name in tables if not name.startswith(("_", "sqlite_"))} - {
        "channel_keys"
    }
    assert of_people == set(RETENTION) - BY_THE_OUTBOX


def test_a_secret_of_a_channel_is_never_replaced(store: Store) -> None:
    assert store.keep_channel_keys({"master": "first"}) == {"master": "first"}
    assert store.keep_channel_keys({"master": "second", "names": "n"}) == {
        "master": "first",
        "names": "n",
    }
    assert store.channel_keys() == {"master": "first", "names": "n"}


def test_a_database_of_the_first_form_is_brought_up_to_date(path: Path, store: Store) -> None:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    from bot.storage.tables import unmatched_needs

    first = Migrations("tambour")
    first()(unmatched_needs)
    old = Database(path)
    first.apply(old)
    old.execute("insert into unmatched values ('fusée', 3, '2026-11-01')")
    old.conn.close()
    store.save_session("1", KEPT)
    assert (store.unmatched(), store.load_session("1")) == (
        [Unmatched("fusée", 3, "2026-11-01")],
        KEPT,
    )


def test_a_database_from_before_subscriptions_is_brought_up_to_date(
    path: Path, store: Store
) -> None:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    from bot.storage.tables import sessions_and_notes, unmatched_needs

    before = Migrations("tambour")
    before()(unmatched_needs)
    before()(sessions_and_notes)
    old = Database(path)
    before.apply(old)
    old.execute("insert into sessions values ('1', ?, '2026-11-01')", (KEPT.to_json(),))
    old.conn.close()
    assert store.load_session("1") == KEPT
    store.save_session("1", replace(KEPT, subscription=FOLLOWED))
    assert store.load_session("1").subscription == FOLLOWED


def test_the_file_is_read_by_its_owner_only(store: Store, path: Path) -> None:
    store.save_session("1", KEPT)
    assert {
        file.name: oct(file.stat().st_mode & 0o777) for file in path.parent.iterdir()
    } == dict.fromkeys(("tambour.db", "tambour.db-wal", "tambour.db-shm"), "0o600")


def test_a_session_that_cannot_be_read_is_kept_aside_until_erased(
    store: Store, path: Path, notices: list[str]
) -> None:
    store.save_session("1", KEPT)
    _change(path, "update sessions set session = '[1'")
    assert store.load_session("1") == Session()
    assert "illisible" in notices[0]
    store.save_session("1", KEPT)
    assert _count(path, "sessions") == 2
    store.erase("1")
    assert _count(path, "sessions") == 0


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"folder": 3}', '{"assessment": []}', '{"seen": "hier"}']
)
def test_what_is_no_session_is_told(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        session_from_json(text)


def _change(path: Path, statement: str) -> None:
    database = sqlite3.connect(path)
    with database:
        database.execute(statement)
    database.close()


def _count(path: Path, table: str) -> int:
    database = sqlite3.connect(path)
    count: int = database.execute(f"select count(*) from {table}").fetchone()[0]
    database.close()
    return count
