"""The outbox keeps its word whatever happens between two of its methods."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.digest.content import Digest, Item, Past
from bot.digest.deliveries import Chosen, Delivery, DeliveryState, RunReport
from bot.digest.outbox import Outbox
from bot.errors import StoreError
from tests.bot.digest.parts import EIGHT, MONDAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHAT = "telegram:1"
MINUTE = timedelta(minutes=1)
DIGEST = Digest(
    MONDAY, (Item("at-1", "new", ("theme:soins",)),), practice="45", keys=("at-1#1", "card:45")
)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with closing(Outbox(tmp_path / "tambour.db")) as made:
        yield made


def chosen(chat: str = CHAT, moment: datetime = EIGHT, digest: Digest | None = DIGEST) -> Chosen:
    return Chosen(chat, moment, "weekly", digest)


def ready(outbox: Outbox, moment: datetime = EIGHT) -> list[Delivery]:
    """Return what may be sent at a moment, in order."""
    return [
        delivery
        for number in outbox.ready(moment, 100)
        if (delivery := outbox.delivery(number, moment))
    ]


def states(outbox: Outbox) -> list[tuple[str, bool]]:
    return [(each.state, each.again > 0) for each in ready(outbox, EIGHT + timedelta(days=400))]


def test_what_was_decided_is_the_past_of_a_person(outbox: Outbox) -> None:
    outbox.enqueue([chosen(), chosen("telegram:2", digest=None)], EIGHT)
    assert outbox.pasts([CHAT, "telegram:2", "telegram:3"]) == {
        CHAT: Past(EIGHT, MONDAY, frozenset(DIGEST.keys)),
        "telegram:2": Past(EIGHT),
        "telegram:3": Past(),
    }
    assert outbox.last_moments() == {CHAT: EIGHT, "telegram:2": EIGHT}
    assert [each.digest for each in ready(outbox)] == [DIGEST]


DOUBLES = [
    chosen(),  # the same occasion
    chosen(moment=EIGHT + timedelta(days=7)),  # the same aid
    # The same practice.
    chosen(moment=EIGHT + timedelta(days=7), digest=Digest(MONDAY, keys=("card:45",))),
]


@pytest.mark.parametrize("double", DOUBLES)
def test_a_double_is_refused_by_the_database_with_all_that_comes_with_it(
    outbox: Outbox, double: Chosen
) -> None:
    outbox.enqueue([chosen()], EIGHT)
    with pytest.raises(StoreError, match="plus rapide"):
        outbox.enqueue([chosen("telegram:2"), double], EIGHT)
    assert outbox.counts() == {DeliveryState.WAITING: 1}
    assert outbox.pasts(["telegram:2"]) == {"telegram:2": Past()}


def test_what_was_being_sent_at_a_crash_is_uncertain_and_goes_first(
    tmp_path: Path, outbox: Outbox
) -> None:
    outbox.enqueue([chosen(f"telegram:{number}") for number in (1, 2, 3)], EIGHT)
    first, second, _ = ready(outbox)
    outbox.begin(first)
    outbox.end(first, DeliveryState.SENT, EIGHT, message_id=7)
    outbox.begin(second)
    with closing(Outbox(tmp_path / "tambour.db")) as again:
        assert again.recover(EIGHT) == 1
        assert [(each.chat, each.state, each.again) for each in ready(again)] == [
            ("telegram:2", "uncertain", True),
            ("telegram:3", "waiting", False),
        ]


def test_a_delivery_is_begun_once(outbox: Outbox) -> None:
    outbox.enqueue([chosen()], EIGHT)
    (delivery,) = ready(outbox)
    assert [outbox.begin(delivery), outbox.begin(delivery)] == [True, False]
    assert outbox.delivery(delivery.id, EIGHT) is None


def test_the_lease_is_held_renewed_lost_and_freed(outbox: Outbox) -> None:
    assert outbox.take_lease("a", EIGHT, EIGHT + MINUTE)
    assert not outbox.take_lease("b", EIGHT, EIGHT + MINUTE)
    assert outbox.take_lease("a", EIGHT + MINUTE / 2, EIGHT + 3 * MINUTE / 2)
    assert not outbox.take_lease("b", EIGHT + MINUTE, EIGHT + 2 * MINUTE)
    assert outbox.take_lease("b", EIGHT + 3 * MINUTE / 2, EIGHT + 5 * MINUTE / 2)
    assert not outbox.take_lease("a", EIGHT + 3 * MINUTE / 2, EIGHT + 5 * MINUTE / 2)
    outbox.release_lease("b")
    assert outbox.take_lease("a", EIGHT, EIGHT + MINUTE)


def test_a_lease_taken_before_the_clock_was_set_back_holds_nothing(outbox: Outbox) -> None:
    outbox.take_lease("dead", EIGHT, EIGHT + MINUTE)
    earlier = EIGHT - timedelta(hours=3)
    assert outbox.take_lease("b", earlier, earlier + MINUTE)


def test_a_clock_read_just_before_waiting_for_the_lease_does_not_steal_it(outbox: Outbox) -> None:
    later = EIGHT + timedelta(seconds=5)
    assert outbox.take_lease("a", later, later + MINUTE)
    assert not outbox.take_lease("b", EIGHT, EIGHT + MINUTE)


def test_what_is_deferred_waits_for_its_moment(outbox: Outbox) -> None:
    outbox.enqueue([chosen()], EIGHT)
    (delivery,) = ready(outbox)
    outbox.begin(delivery)
    outbox.end(delivery, DeliveryState.DEFERRED, EIGHT, until=EIGHT + MINUTE)
    assert ready(outbox) == []
    assert [(each.state, each.again) for each in ready(outbox, EIGHT + MINUTE)] == [
        (DeliveryState.DEFERRED, 0)
    ]


def test_who_blocked_waits_until_they_come_back(outbox: Outbox) -> None:
    outbox.enqueue([chosen()], EIGHT)
    (delivery,) = ready(outbox)
    outbox.begin(delivery)
    outbox.end(delivery, DeliveryState.BLOCKED, EIGHT)
    assert outbox.blocked_chats() == {CHAT}
    assert outbox.unfinished_chats() == {CHAT}
    assert states(outbox) == []
    assert outbox.resume(["telegram:2", CHAT]) == 1
    assert states(outbox) == [("waiting", False)]


def test_a_group_that_moves_takes_all_along_and_what_both_knew_counts_once(outbox: Outbox) -> None:
    other = Digest(MONDAY, keys=("at-1#1", "at-2#1"))
    outbox.enqueue([chosen("telegram:-5"), chosen("telegram:-100", EIGHT + MINUTE, other)], EIGHT)
    outbox.move("telegram:-5", "telegram:-100")
    assert outbox.pasts(["telegram:-5"]) == {"telegram:-5": Past()}
    assert outbox.pasts(["telegram:-100"])["telegram:-100"].told == {"at-1#1", "at-2#1", "card:45"}
    assert [each.chat for each in ready(outbox)] == ["telegram:-100"] * 2


def test_what_is_dropped_was_not_told(outbox: Outbox) -> None:
    outbox.enqueue([chosen()], EIGHT)
    outbox.drop(ready(outbox)[0])
    assert outbox.pasts([CHAT])[CHAT].told == frozenset()
    assert outbox.counts() == {}


def test_forgetting_a_person_leaves_nothing_of_them_in_the_file(
    outbox: Outbox, tmp_path: Path
) -> None:
    outbox.enqueue([chosen("telegram:424242"), chosen()], EIGHT)
    outbox.forget("telegram:424242")
    outbox.close()
    assert b"telegram:424242" not in (tmp_path / "tambour.db").read_bytes()
    assert outbox.counts() == {DeliveryState.WAITING: 1}


def test_old_rows_of_ended_aids_go_and_the_others_stay(outbox: Outbox) -> None:
    keys = ("at-1#1", "closing-7:at-1#1", "at-2#1", "card:45", "twin:x#1")
    outbox.enqueue([chosen(digest=Digest(date(2025, 1, 6), keys=keys))], EIGHT)
    outbox.enqueue([chosen("telegram:2")], EIGHT)
    outbox.keep_report(RunReport("2025-01-06T07:00:00+00:00"))
    outbox.keep_report(RunReport("2026-11-23T07:00:00+00:00", sent=1, trouble=("à voir",)))
    outbox.purge(["at-1"], date(2025, 10, 19))
    assert outbox.pasts([CHAT])[CHAT].told == {"at-2#1", "card:45", "twin:x#1"}
    outbox.purge(["x"], date(2025, 10, 19))
    assert outbox.pasts([CHAT])[CHAT].told == {"at-2#1", "card:45"}
    assert outbox.pasts(["telegram:2"])["telegram:2"].told == set(DIGEST.keys)
    assert outbox.reports(5) == [
        RunReport("2026-11-23T07:00:00+00:00", sent=1, trouble=("à voir",))
    ]


def test_a_file_that_cannot_be_used_is_said_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "tambour.db"
    path.mkdir()
    with closing(Outbox(path)) as outbox:
        with pytest.raises(StoreError, match="ne peut pas être utilisée"):
            outbox.counts()
        path.rmdir()
        assert outbox.counts() == {}


def test_what_is_kept_follows_the_file_that_bears_the_name(outbox: Outbox, tmp_path: Path) -> None:
    outbox.enqueue([chosen()], EIGHT)
    (tmp_path / "tambour.db").rename(tmp_path / "before.db")
    assert outbox.counts() == {}
    assert (tmp_path / "tambour.db").stat().st_mode & 0o777 == 0o600


def test_a_full_disk_keeps_all_or_nothing(outbox: Outbox, tmp_path: Path) -> None:
    outbox.enqueue([chosen()], EIGHT)
    connection = outbox._file.open().conn
    pages = connection.execute("pragma page_count").fetchone()[0]
    connection.execute(f"pragma max_page_count = {pages}")
    many = [chosen(f"telegram:{number}") for number in range(2, 2000)]
    with pytest.raises(StoreError, match="disque est plein"):
        outbox.enqueue(many, EIGHT)
    with closing(sqlite3.connect(tmp_path / "tambour.db")) as after:
        assert after.execute("select count(*) from turns").fetchone() == (1,)
    outbox.enqueue(many, EIGHT)
    assert outbox.counts() == {DeliveryState.WAITING: 1999}


def test_moments_of_any_zone_are_the_same(outbox: Outbox) -> None:
    outbox.enqueue([chosen(moment=EIGHT.astimezone(datetime.now().astimezone().tzinfo))], EIGHT)
    assert outbox.last_moments() == {CHAT: EIGHT.astimezone(UTC)}
