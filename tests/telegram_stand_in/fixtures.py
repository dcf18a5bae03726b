"""The fixtures: a stand-in that runs for one test, and one whose clock stands still."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.telegram_stand_in.clock import Clock
from tests.telegram_stand_in.stand_in import StandIn
from tests.telegram_stand_in.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def telegram() -> Iterator[StandIn]:
    """Give a stand-in that listens."""
    with StandIn() as stand_in:
        yield stand_in


@pytest.fixture
def quiet() -> StandIn:
    """Give a stand-in that is not started and whose time stands still.

    Somebody, 7, has written to it.
    """
    stand_in = StandIn(World(Clock(frozen=True)))
    stand_in.say(7, "bonjour")
    return stand_in
