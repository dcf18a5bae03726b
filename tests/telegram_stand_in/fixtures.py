"""The fixture: a stand-in that runs for one test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def telegram() -> Iterator[StandIn]:
    """Give a stand-in that listens."""
    with StandIn() as stand_in:
        yield stand_in
