"""Pauses grow, are bounded, and are never the same for all."""

from __future__ import annotations

import pytest

from bot.channels.back_off import BackOff


@pytest.mark.parametrize(
    ("failures", "about"), [(1, 0.2), (2, 0.4), (5, 3.2), (6, 5.0), (500, 5.0)]
)
def test_each_pause_is_twice_the_last_up_to_the_longest(failures: int, about: float) -> None:
    assert BackOff(0.2, 5.0).after(failures) == pytest.approx(about, rel=0.3)


def test_not_all_come_back_at_once() -> None:
    assert len({BackOff().after(3) for _ in range(10)}) > 1
