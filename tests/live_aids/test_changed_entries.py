"""An accepted entry of a feed that changes waits for a curator's yes.

So does, after six months, one that has no deadline.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from knowledge.live_aids.entries import Why
from knowledge.live_aids.model import State
from knowledge.live_aids.sync import Sources, sync
from tests.live_aids.conftest import NOW, TODAY
from tests.live_aids.test_entries import hold

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.live_aids.labels import Labels
    from knowledge.live_aids.memory import Memory


CHANGES = [
    ("Appel vélo|/velo|g1||Deux roues", "Appel vélos et trottinettes|/velo|g1||Deux roues"),
    (
        "Appel vélo|/velo|g1||Avant le 1er décembre",
        "Appel vélo|/velo|g1||Date limite repoussée au 15 décembre 2026",
    ),
    ("Appel vélo|/velo|g1||Deux roues", "Appel vélo|/velo-2|g1||Deux roues"),
]


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_an_accepted_entry_that_changes_waits_for_a_yes_and_is_told_as_changed(
    memory: Memory, before: str, after: str
) -> None:
    hold(memory, before)
    aid = memory.accept(memory.held()[0].aid.id, TODAY, TODAY + timedelta(days=90)).aid
    later = TODAY + timedelta(days=20)
    assert hold(memory, after, days=20) == 1
    assert hold(memory, after, days=21) == 0, "it is asked once"
    (held,) = memory.held()
    assert (held.why, held.day, held.now, held.aid.id) == (Why.CHANGED, later, aid, aid.id)
    assert memory.records()[aid.id].aid == aid, "nothing is shown before a yes"
    record = memory.accept(aid.id, later)
    assert (record.changed, record.version, record.aid.deadline) == (later, 1, aid.deadline)
    assert (record.aid.name, record.state(later), memory.held()) == (
        after.split("|")[0],
        State.CHANGED,
        [],
    )


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_a_change_refused_leaves_the_aid_as_it_was_and_is_not_asked_again(
    memory: Memory, before: str, after: str
) -> None:
    hold(memory, before)
    aid = memory.accept(memory.held()[0].aid.id, TODAY).aid
    hold(memory, after, days=20)
    assert memory.refuse(aid.id, TODAY)
    assert (hold(memory, after, days=21), memory.held()) == (0, [])
    assert (memory.records()[aid.id].aid, memory.records()[aid.id].closed) == (aid, None)
    assert not memory.refuse(aid.id, TODAY)
    assert memory.records()[aid.id].closed == TODAY


def test_a_deadline_put_off_by_a_curator_is_told_as_a_reopening(memory: Memory) -> None:
    hold(memory, CHANGES[1][0])
    aid_id = memory.accept(memory.held()[0].aid.id, TODAY, date(2026, 12, 1)).aid.id
    hold(memory, CHANGES[1][1], days=3)
    record = memory.accept(aid_id, TODAY + timedelta(days=3), date(2026, 12, 15))
    assert (record.version, record.reopened) == (2, TODAY + timedelta(days=3))


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_an_entry_that_waits_is_refreshed(memory: Memory, before: str, after: str) -> None:
    hold(memory, before)
    assert hold(memory, after, days=5) == 0
    (held,) = memory.held()
    assert (held.aid.name, held.aid.what, held.day, held.why) == (
        after.split("|")[0],
        after.split("|")[4],
        TODAY,
        Why.NEW,
    )


SAME_WORDS = [
    ("Appel vélo|/velo|g1||Deux roues", "Appel  vélo|/velo|g1||Deux\n roues"),
    ("Appel vélo|/velo|g1||Deux roues", "Appel vélo|/velo?utm_source=rss|g1||Deux roues"),
    (
        "Appel vélo|/velo|g1||Deux roues",
        "Appel vélo|/velo|g1|Mon, 02 Nov 2026 08:00:00 +0100|Deux roues",
    ),
]


@pytest.mark.parametrize(("before", "after"), SAME_WORDS)
def test_what_says_the_same_is_no_change(memory: Memory, before: str, after: str) -> None:
    hold(memory, before)
    memory.accept(memory.held()[0].aid.id, TODAY)
    assert (hold(memory, after, days=20), memory.held()) == (0, [])


STILL = [
    (182, False, None),
    (183, True, None),
    (400, True, None),
    (400, False, TODAY + timedelta(days=30)),
]


@pytest.mark.parametrize(("days", "asked", "deadline"), STILL)
def test_an_accepted_entry_without_a_deadline_is_asked_about_after_six_months(
    memory: Memory, days: int, asked: bool, deadline: date | None
) -> None:
    hold(memory, "Appel vélo|/velo")
    aid_id = memory.accept(memory.held()[0].aid.id, TODAY, deadline).aid.id
    later = TODAY + timedelta(days=days)
    assert [(each.aid.id, each.why) for each in memory.held(later)] == [
        (aid_id, Why.OPEN_STILL)
    ] * asked
    memory.accept(aid_id, later)
    assert memory.held(later + timedelta(days=100)) == []
    memory.refuse(aid_id, later)
    assert memory.held(later + timedelta(days=400)) == []


def test_a_sync_counts_what_is_to_be_confirmed(
    memory: Memory, labels: Labels, collection: Collection
) -> None:
    hold(memory, "Appel vélo|/velo")
    memory.accept(memory.held()[0].aid.id, TODAY)
    report = sync(memory, Sources(), labels, collection.places, NOW + timedelta(days=200))
    assert (
        report.lines()[-1] == "1 aide sans date limite depuis six mois (tambour aids list --held)"
    )
