"""The limiter on a clock of its own.

It lets no more go than Telegram allows in any window, and no chat waits for another.
"""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Literal

import pytest

from bot.channels.courtesy import PersonLimiter
from bot.channels.telegram.rate import Limiter, Limits

Person = Literal["answer", "refuse", "told"]


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limiter(clock: Clock) -> Limiter:
    return Limiter(Limits(), clock)


def _run(limiter: Limiter, clock: Clock, chats: list[int], is_edit: bool = False) -> list[float]:
    """Send to chats one after the other, as soon as each may; return when each went."""
    times = []
    for chat in chats:
        clock.now += limiter.wait(chat, is_edit)
        assert limiter.wait(chat, is_edit) < 1e-6
        limiter.count(chat, is_edit)
        times.append(clock.now)
    return times


def _most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= each < start + seconds for each in times) for start in times)


def test_never_more_than_30_in_any_second(limiter: Limiter, clock: Clock) -> None:
    times = _run(limiter, clock, list(range(1, 301)))
    assert 25 <= _most_within(times, 1.0) <= 30
    assert _most_within(times, 0.1) <= 6, "and no burst"
    assert times[-1] - times[0] < 12


def test_a_chat_gets_a_small_burst_then_one_a_second(limiter: Limiter, clock: Clock) -> None:
    times = _run(limiter, clock, [7] * 10)
    assert times[2] == times[0]
    assert all(later - earlier >= 1.0 for earlier, later in pairwise(times[2:]))


def test_an_edit_is_no_message_more_for_the_chat(limiter: Limiter, clock: Clock) -> None:
    times = _run(limiter, clock, [7] * 10, is_edit=True)
    assert times[-1] - times[0] < 0.5


@pytest.mark.parametrize("is_edit", [False, True])
def test_a_group_gets_20_in_any_minute(limiter: Limiter, clock: Clock, is_edit: bool) -> None:
    assert _most_within(_run(limiter, clock, [-7] * 60, is_edit), 60.0) == 20


def test_any_mix_keeps_every_limit(limiter: Limiter, clock: Clock) -> None:
    chance = random.Random(5)
    chats = [chance.choice([1, 2, 3, -4, -5, *range(10, 60)]) for _ in range(800)]
    times = _run(limiter, clock, chats)
    assert _most_within(times, 1.0) <= 30
    for group in (-4, -5):
        assert (
            _most_within(
                [time for chat, time in zip(chats, times, strict=True) if chat == group], 60.0
            )
            <= 20
        )


def test_a_pause_holds_its_chat_only(limiter: Limiter) -> None:
    limiter.hold(1, 30)
    assert limiter.wait(1) == pytest.approx(30)
    assert limiter.wait(2) == 0


def test_pauses_in_several_chats_hold_all(limiter: Limiter, clock: Clock) -> None:
    for chat in (1, 2, 3):
        limiter.hold(chat, 30)
    assert limiter.wait(4) == pytest.approx(30)
    clock.now += 30
    assert limiter.wait(4) == 0


def test_one_who_floods_is_told_once_then_again_if_they_go_on(clock: Clock) -> None:
    courtesy = PersonLimiter(Limits(person=5, breath=1.0, patience=30.0), clock)
    said: list[Person] = [courtesy.admit(1) for _ in range(8)]
    assert said == ["answer"] * 5 + ["refuse", "told", "told"]
    assert courtesy.admit(2) == "answer", "others are not concerned"
    clock.now += 1.0
    assert [courtesy.admit(1) for _ in range(2)] == ["answer", "told"]
    clock.now += 30.0
    assert [courtesy.admit(1) for _ in range(6)] == ["answer"] * 5 + ["refuse"]


def test_chats_that_wait_for_nothing_are_forgotten(limiter: Limiter, clock: Clock) -> None:
    for chat in range(1, 20_001):
        clock.now += 0.1
        limiter.count(chat)
        limiter.count(-chat)
    assert len(limiter._due) < 10_100
    assert len(limiter._groups) < 10_100
