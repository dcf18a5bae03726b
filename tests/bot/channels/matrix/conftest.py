"""A town of the test: a bot's account on the server that tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.matrix.running import Town

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.world import World
    from tests.homeserver.server import Server


@pytest.fixture
def town(homeserver: Server, tmp_path: Path, world: World) -> Town:
    return Town(homeserver, tmp_path, world)
