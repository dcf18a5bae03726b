"""When a subscription is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.days import PARIS
from bot.conversation.subscription import Subscription
from bot.digest.calendar import Due, due, due_moment
from tests.bot.digest.parts import someone

DUE = [  # day, hour, now in Paris, the moment due in UTC
    (0, 8, "2026-11-23T08:00", "2026-11-23T07:00"),
    (0, 8, "2026-11-23T07:59", "2026-11-16T07:00"),
    (0, 8, "2026-11-29T23:59", "2026-11-23T07:00"),
    (6, 23, "2026-11-23T00:00", "2026-11-22T22:00"),
    # The day after the clocks went forward: eight is still eight.
    (0, 8, "2026-03-30T12:00", "2026-03-30T06:00"),
    (0, 8, "2026-10-26T12:00", "2026-10-26T07:00"),  # and back
    (6, 2, "2026-03-29T03:00", "2026-03-29T01:00"),  # two o'clock does not exist: three
    (6, 2, "2026-03-29T01:59", "2026-03-22T01:00"),
    (6, 2, "2026-10-25T02:00", "2026-10-25T00:00"),  # two o'clock comes twice: the first
    (6, 3, "2026-10-25T03:00", "2026-10-25T02:00"),
]


@pytest.mark.parametrize(("day", "hour", "now", "moment"), DUE)
def test_the_moment_due_is_the_latest_on_the_wall_clock_of_paris(
    day: int, hour: int, now: str, moment: str
) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=PARIS)
    assert due_moment(Subscription(day=day, hour=hour), at) == datetime.fromisoformat(
        moment
    ).replace(tzinfo=UTC)


@given(
    st.integers(0, 6),
    st.integers(0, 23),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_the_moment_due_is_never_later_than_now_nor_a_week_and_an_hour_before(
    day: int, hour: int, now: datetime
) -> None:
    moment = due_moment(Subscription(day=day, hour=hour), now)
    assert timedelta(0) <= now - moment < timedelta(days=7, hours=1, minutes=1)
    assert moment.astimezone(PARIS).weekday() == day


def test_the_first_comes_at_once_then_each_moment_once_and_missed_ones_as_one() -> None:
    subscription = someone(since="2026-11-24T10:00:00+00:00")
    asked = datetime(2026, 11, 24, 10, tzinfo=UTC)
    monday = datetime(2026, 11, 30, 7, tzinfo=UTC)
    assert due(subscription, None, asked) == Due(asked, is_first=True)
    assert due(subscription, asked, asked + timedelta(days=2)) is None
    assert due(subscription, asked, monday) == Due(monday)
    assert due(subscription, monday, monday + timedelta(days=3)) is None
    assert due(subscription, monday, monday + timedelta(days=25)) == Due(
        monday + timedelta(days=21)
    )


def test_who_pauses_or_asks_for_nothing_is_never_due() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert due(someone(paused=True), None, now) is None
    assert due(Subscription(), None, now) is None


def test_who_only_keeps_aids_is_due_each_week_without_a_first_digest() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    found = due(replace(Subscription(), kept=("at-1",)), None, now)
    assert found == Due(datetime(2026, 11, 23, 7, tzinfo=UTC))


def test_a_clock_set_back_makes_nobody_due_again() -> None:
    now = datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert due(someone(), now, now - timedelta(days=20)) is None


def test_a_pause_ends_on_its_day_and_the_next_weekly_moment_is_due() -> None:
    resting = someone(paused=True, pause_ends="2026-12-09", day=0, hour=8)
    before = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert due(resting, before, datetime(2026, 12, 8, 9, tzinfo=UTC)) is None
    # On Wednesday 9, the moment of Monday 7 lies within the pause.
    assert due(resting, before, datetime(2026, 12, 9, 9, tzinfo=UTC)) is None
    later = due(resting, before, datetime(2026, 12, 14, 9, tzinfo=UTC))
    assert later is not None
    assert later.moment == datetime(2026, 12, 14, 7, tzinfo=UTC)
