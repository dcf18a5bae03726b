"""What administrators are told: each trouble once and its end once, whatever restarts.

The summary of first Mondays, and health, are here too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.usage import Use
from bot.watching.alerts import Alert, alerts, standing, summary_due, to_reply
from bot.watching.health import FEW, MANY, TROUBLES, Condition, as_json, can_answer, troubles
from bot.watching.inspection import Inspected
from bot.watching.version import running_version

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WELL = Condition(NOW, NOW - timedelta(days=3))
HOURS, DAYS = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("seen", "wrong"),
    [
        ({}, ()),
        ({"database": "elle est prise"}, ("database",)),
        ({"inspected": Inspected(trouble="illisible")}, ("database",)),
        ({"inspected": Inspected(waiting_since=NOW - 3 * HOURS)}, ()),
        ({"inspected": Inspected(waiting_since=NOW - 3.1 * HOURS)}, ("digest",)),
        ({"rounds_since": NOW - 4 * HOURS}, ("digest",)),
        ({"rounds_since": NOW - HOURS}, ()),
        ({"inspected": Inspected(aids_as_of=NOW - 8 * DAYS)}, ()),
        ({"inspected": Inspected(aids_as_of=NOW - 8.1 * DAYS)}, ("aids",)),
        ({"failures": MANY}, ()),
        ({"failures": MANY + 1}, ("failures",)),
        ({"collection": "fiche 3 illisible", "failures": 99}, ("failures", "collection")),
    ],
)
def test_a_trouble_is_what_goes_beyond_its_limit(
    seen: dict[str, Any], wrong: tuple[str, ...]
) -> None:
    assert troubles(replace(WELL, **seen)) == set(wrong)


@given(
    st.lists(
        st.frozensets(st.sampled_from(("database", "digest", "aids", "collection"))), max_size=12
    ),
    st.integers(1, 4),
)
def test_each_trouble_is_told_once_and_its_end_once_whatever_restarts(
    states: list[frozenset[str]], restarts: int
) -> None:
    seen: dict[str, dict[str, Any]] = {
        "database": {"database": "x"},
        "digest": {"rounds_since": NOW - DAYS},
        "aids": {"inspected": Inspected(aids_as_of=NOW - 9 * DAYS)},
        "collection": {"collection": "x"},
    }
    used: Counter[Use] = Counter()
    before: frozenset[str] = frozenset()
    for state in states:
        condition = WELL
        for trouble in state:
            condition = replace(condition, **seen[trouble])
        for _ in range(restarts):
            told = alerts(condition, standing(used))
            used.update(each.use for each in told)
            assert {each.trouble for each in told if not each.is_over} == state - before
            assert {each.trouble for each in told if each.is_over} == before - state
            before = state


def test_failed_calls_around_the_limit_are_not_told_again_and_again() -> None:
    used: Counter[Use] = Counter()
    told: list[Alert] = []
    for failures in (MANY + 1, MANY, MANY + 1, FEW + 1, FEW, MANY):
        new = alerts(replace(WELL, failures=failures), standing(used))
        used.update(each.use for each in new)
        told += new
    assert told == [Alert("failures"), Alert("failures", is_over=True)]


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("is_over", [False, True])
def test_every_alert_is_a_sentence(trouble: str, is_over: bool) -> None:
    condition = replace(
        WELL,
        database="elle est prise",
        collection="fiche <3>",
        inspected=Inspected(aids_as_of=NOW - 9 * DAYS),
    )
    text = to_reply(Alert(trouble, is_over), condition).text
    assert text.startswith("⚠") is not is_over
    assert len(text) > 20
    assert "<3>" not in text


@pytest.mark.parametrize(
    ("now", "days"),
    [
        ("2026-12-07T07:59:59+00:00", None),
        ("2026-12-07T08:00:00+00:00", 35),
        ("2026-12-09T22:00:00+00:00", 35),
        ("2026-12-10T08:00:00+00:00", None),
        ("2026-06-01T07:00:00+00:00", 28),
        ("2026-06-01T06:59:00+00:00", None),
        ("2027-01-04T08:00:00+00:00", 28),
    ],
)
def test_a_summary_is_due_on_first_mondays_at_nine_in_paris(now: str, days: int | None) -> None:
    due = summary_due(datetime.fromisoformat(now), {})
    assert (due.days if due else None) == days


def test_a_summary_told_is_not_due_again() -> None:
    due = summary_due(datetime(2026, 12, 7, 8, tzinfo=UTC), {})
    assert due
    assert summary_due(datetime(2026, 12, 8, 8, tzinfo=UTC), {due.use: 1}) is None
    assert summary_due(datetime(2027, 1, 4, 8, tzinfo=UTC), {due.use: 1})


@pytest.mark.parametrize(
    ("condition", "answers", "status"),
    [
        (None, False, "starting"),
        (WELL, True, "ok"),
        (replace(WELL, database="elle est prise"), True, "degraded"),
        (replace(WELL, silence=200.0), False, "down"),
        (replace(WELL, taken=NOW - timedelta(minutes=4)), False, "down"),
    ],
)
def test_the_health_says_whether_who_writes_gets_an_answer(
    condition: Condition | None, answers: bool, status: str
) -> None:
    assert can_answer(condition, NOW) is answers
    told = as_json(condition, NOW)
    assert (told["status"], told["version"]) == (status, running_version())


def test_the_health_tells_strangers_no_path_and_no_reason() -> None:
    condition = replace(WELL, database="la base /srv/tambour.db est pleine", collection="fiche 3")
    told = str(as_json(condition, NOW))
    assert "/srv" not in told
    assert "fiche" not in told
