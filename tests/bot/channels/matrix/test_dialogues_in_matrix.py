"""One dialogue in nine, through encrypted rooms.

`python -m tests.benchmarks.matrix_dialogues` plays all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.matrix.playing import play_all
from tests.bot.open_aids import with_live_aids
from tests.bot.test_dialogues import FOLDER, dialogues

if TYPE_CHECKING:
    from tests.bot.channels.matrix.running import Town


@pytest.mark.slow
def test_dialogues_go_as_written_in_encrypted_rooms(town: Town) -> None:
    assert asyncio.run(play_all(town, list(dialogues(FOLDER))[::9], people=4)) == []


@pytest.mark.slow
def test_dialogues_about_aids_go_as_written_in_encrypted_rooms(town: Town) -> None:
    town.world = with_live_aids(town.world)
    assert asyncio.run(play_all(town, list(dialogues(FOLDER / "aides"))[::9], people=4)) == []
