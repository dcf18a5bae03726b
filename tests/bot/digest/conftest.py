"""The fixture: a village over a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.digest.parts import Village

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.conversation.world import World


@pytest.fixture
def village(world: World, tmp_path: Path) -> Iterator[Village]:
    """Give a village on a Monday at eight."""
    made = Village(world, tmp_path)
    yield made
    made.close()
