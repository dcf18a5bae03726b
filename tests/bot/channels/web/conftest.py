"""What the tests of the web page share.

It is the application on a clock that is moved, and a visitor.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.web.visiting import SETTINGS, STARTS, Clock, Visitor, parts, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.world import World

_YEARS = timedelta(days=3650)


@pytest.fixture(scope="session")
def web_clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def address(world: World, web_clock: Clock) -> Iterator[str]:
    """The page with no live aid, where a conversation lives a day."""
    with served(SETTINGS, parts(world, web_clock)) as found:
        yield found


@pytest.fixture(scope="session")
def aided_address(aided_world: World, web_clock: Clock) -> Iterator[str]:
    """The page with the made-up live aids, where a conversation lives for years."""
    with served(SETTINGS, parts(aided_world, web_clock, life=_YEARS)) as found:
        yield found


@pytest.fixture(scope="session")
def lasting_address(world: World, web_clock: Clock) -> Iterator[str]:
    """The page with no live aid, where a conversation lives for years, as in the terminal."""
    with served(SETTINGS, parts(world, web_clock, life=_YEARS)) as found:
        yield found


@pytest.fixture
def visitor(address: str, web_clock: Clock) -> Iterator[Visitor]:
    web_clock.now = STARTS
    found = Visitor(address)
    yield found
    found.close()
