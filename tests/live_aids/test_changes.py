"""Changes: what a reading decides, and what no sequence of readings can do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.live_aids.changes import SourceReading, decide, missing
from knowledge.live_aids.model import LiveAid, Record, State

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
AID = LiveAid("at-1", "s", "Rénover", deadline=TODAY + 10 * DAY)
KNOWN = Record(AID, 1, TODAY - 30 * DAY, silent=True)
CLOSED = replace(KNOWN, closed=TODAY - DAY)
PAST = replace(KNOWN, aid=replace(AID, deadline=TODAY - DAY))
LATER = replace(AID, deadline=TODAY + 365 * DAY)
OPENS = replace(KNOWN, aid=replace(AID, opens=TODAY - 30 * DAY))
PUT_OFF = replace(AID, opens=TODAY + DAY)


@pytest.mark.parametrize(
    ("known", "read", "kind", "becomes"),
    [
        (None, AID, "new", Record(AID, 1, TODAY)),
        (KNOWN, AID, "", None),
        (
            KNOWN,
            replace(AID, updated=TODAY),
            "touched",
            replace(KNOWN, aid=replace(AID, updated=TODAY)),
        ),
        (
            KNOWN,
            replace(AID, themes=("eau",)),
            "touched",
            replace(KNOWN, aid=replace(AID, themes=("eau",))),
        ),
        (
            KNOWN,
            replace(AID, name="Agrandir"),
            "changed",
            replace(KNOWN, aid=replace(AID, name="Agrandir"), changed=TODAY),
        ),
        (
            KNOWN,
            replace(AID, deadline=TODAY + DAY),
            "changed",
            replace(KNOWN, aid=replace(AID, deadline=TODAY + DAY), changed=TODAY),
        ),
        (KNOWN, LATER, "reopened", Record(LATER, 2, KNOWN.first_seen, reopened=TODAY)),
        (OPENS, PUT_OFF, "reopened", Record(PUT_OFF, 2, KNOWN.first_seen, reopened=TODAY)),
        (CLOSED, AID, "reopened", Record(AID, 2, KNOWN.first_seen, reopened=TODAY)),
        (PAST, LATER, "reopened", Record(LATER, 2, KNOWN.first_seen, reopened=TODAY)),
        (PAST, PAST.aid, "", None),
        (CLOSED, PAST.aid, "changed", replace(CLOSED, aid=PAST.aid, changed=TODAY)),
    ],
)
def test_a_reading_decides(
    known: Record | None, read: LiveAid, kind: str, becomes: Record | None
) -> None:
    decided = decide({"at-1": known} if known else {}, SourceReading((read,)), TODAY)
    assert decided.written == ((becomes,) if becomes else ())
    assert decided.unchanged == (becomes is None)
    assert not kind or getattr(decided, kind) == (becomes,)


def test_an_aid_twice_in_a_reading_counts_once() -> None:
    assert len(decide({}, SourceReading((AID, AID)), TODAY).new) == 1


def test_a_first_run_is_silent() -> None:
    (record,) = decide({}, SourceReading((AID,)), TODAY, first_run=True).new
    assert record.silent
    assert record.state(TODAY) is not State.NEW


@pytest.mark.parametrize(
    ("reading", "closes"),
    [
        (SourceReading((), complete=True, gone=frozenset(("at-1",))), True),
        (SourceReading((), complete=True), False),
        (SourceReading((), complete=False, gone=frozenset(("at-1",))), False),
        (
            SourceReading(
                (), complete=True, unread=frozenset(("at-1",)), gone=frozenset(("at-1",))
            ),
            False,
        ),
    ],
)
def test_an_aid_closes_only_when_a_whole_reading_lacks_it_and_it_is_confirmed(
    reading: SourceReading, closes: bool
) -> None:
    assert (
        decide({"at-1": KNOWN}, reading, TODAY).closed == (replace(KNOWN, closed=TODAY),)
    ) is closes


def test_a_closed_aid_is_not_asked_about_again() -> None:
    assert missing({"at-1": CLOSED}, SourceReading((), complete=True)) == ()


days = st.integers(min_value=-400, max_value=400).map(lambda count: TODAY + count * DAY)
read_aids = st.builds(
    LiveAid,
    id=st.sampled_from(["at-1", "at-2", "at-3"]),
    source=st.just("s"),
    name=st.sampled_from(["a", "b"]),
    deadline=st.none() | days,
    updated=st.none() | days,
)
readings = st.builds(
    SourceReading,
    aids=st.lists(read_aids, max_size=4).map(tuple),
    complete=st.booleans(),
    unread=st.frozensets(st.sampled_from(["at-1", "at-2"])),
    gone=st.frozensets(st.sampled_from(["at-1", "at-2", "at-3"])),
)


@settings(max_examples=50)
@given(st.lists(st.tuples(readings, days), max_size=12))
def test_whatever_is_read_and_whatever_the_clock_says_stories_only_go_forward(
    story: list[tuple[SourceReading, date]],
) -> None:
    known: dict[str, Record] = {}
    for count, (reading, today) in enumerate(story):
        decided = decide(known, reading, today, first_run=count == 0)
        after = known | {record.aid.id: record for record in decided.written}
        assert after.keys() >= known.keys()
        for id_, before in known.items():
            now = after[id_]
            assert now.version - before.version in (0, 1)
            assert now.first_seen == before.first_seen
            assert _last_day(now) >= _last_day(before)
            assert (now.version > before.version) == (now in decided.reopened)
            if before.closed is None and not (reading.complete and id_ in reading.gone):
                assert now.closed is None
        assert decide(after, reading, today).written == ()
        known = after


def _last_day(record: Record) -> date:
    return max(
        day for day in (record.first_seen, record.changed, record.reopened, record.closed) if day
    )
