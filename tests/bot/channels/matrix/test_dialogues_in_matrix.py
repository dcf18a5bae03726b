"""One dialogue in nine, through encrypted rooms.

`python -m tests.benchmarks.matrix_dialogues` plays all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.matrix.playing import can_be_played, play_all
from tests.bot.test_dialogues import _FOLDER, dialogues

if TYPE_CHECKING:
    from tests.bot.channels.matrix.running import Town


@pytest.mark.slow
def test_dialogues_go_as_written_in_encrypted_rooms(town: Town) -> None:
    told = [each for each in dialogues(_FOLDER) if can_be_played(each)][::9]
    assert asyncio.run(play_all(town, told, people=4)) == []
