"""The calendar of deadlines, read back by another reader.

It has whole days, an UID that stays, and alarms that are still to come.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.conversation.calendars import deadlines
from knowledge.live_aids.model import LiveAid, Record

if TYPE_CHECKING:
    from icalendar import Component

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = NOW.date()


def record(number: int = 1, left: int | None = 40, **known: Any) -> Record:
    own = {name: known.pop(name) for name in ("version", "closed") if name in known}
    deadline = None if left is None else TODAY + timedelta(days=left)
    whole: dict[str, Any] = {"name": f"Aide {number}", "deadline": deadline} | known
    return Record(
        LiveAid(f"at-{number}", "Aides-territoires", **whole), own.pop("version", 1), TODAY, **own
    )


def events(*records: Record) -> list[Component]:
    written = deadlines(records, NOW)
    assert written is not None
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    return list(Calendar.from_ical(written.decode()).walk("VEVENT"))


def test_a_deadline_is_a_whole_day_with_what_one_needs_to_apply() -> None:
    (event,) = events(
        record(
            name="Rénover l’école ; toitures, façades",
            what="Jusqu’à 50 %, \n\n• plafond de 10 000 €",
            funders=("Région", "Europe, FEDER"),
            url="https://exemple.fr/aide?a=1;b=2",
            mention="Licence Ouverte",
        )
    )
    assert event.decoded("dtstart") == TODAY + timedelta(days=40)
    assert event.decoded("dtend") == TODAY + timedelta(days=41)
    assert str(event["summary"]) == "Date limite : Rénover l’école ; toitures, façades"
    assert str(event["url"]) == "https://exemple.fr/aide?a=1;b=2"
    for said in (
        "Région, Europe, FEDER",
        "• plafond de 10 000 €",
        "Tout savoir : https://exemple.fr",
        "Source : Licence Ouverte",
    ):
        assert said in str(event["description"])


def test_all_kept_aids_are_there_by_date_but_those_without_one() -> None:
    kept = (
        record(1, 40),
        record(2, None),
        record(3, 5),
        record(4, -1),
        record(5, 9, closed=TODAY),
        record(6, 0),
    )
    assert [str(event["uid"]) for event in events(*kept)] == [
        "at-6@tambour",
        "at-3@tambour",
        "at-1@tambour",
    ]
    assert [event.decoded("dtstart") for event in events(*kept)] == sorted(
        event.decoded("dtstart") for event in events(*kept)
    )


@pytest.mark.parametrize(
    "kept", [(), (record(left=None),), (record(left=-1), record(left=3, closed=TODAY))]
)
def test_nothing_to_come_is_no_calendar(kept: tuple[Record, ...]) -> None:
    assert deadlines(kept, NOW) is None


ALARMS = [(40, [-30, -7, -2]), (30, [-30, -7, -2]), (8, [-7, -2]), (3, [-2]), (1, []), (0, [])]


@pytest.mark.parametrize(("left", "days"), ALARMS)
def test_it_reminds_on_the_mornings_that_are_still_to_come(left: int, days: list[int]) -> None:
    (event,) = events(record(left=left))
    triggers = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    assert triggers == [timedelta(days=each, hours=9) for each in days]


def test_a_deadline_put_off_takes_the_place_of_the_one_before() -> None:
    (before,), (after,) = events(record(left=10)), events(record(left=60, version=2))
    assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 0, 1)


@pytest.mark.parametrize(
    "known", [{"permanent": True}, {"opens": date(2027, 6, 1)}, {"opens": date(2028, 1, 1)}]
)
def test_a_date_that_another_contradicts_is_said_to_be_checked(known: dict[str, Any]) -> None:
    (event,) = events(record(**known))
    assert str(event["summary"]).startswith("Date limite à vérifier : ")


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200)


@given(texts, texts, st.lists(texts, max_size=3).map(tuple))
def test_whatever_an_aid_says_is_read_back(name: str, what: str, funders: tuple[str, ...]) -> None:
    (event,) = events(record(name=name, what=what, funders=funders))
    assert str(event["summary"]) == f"Date limite : {name}"
    assert what.strip() in str(event["description"])
