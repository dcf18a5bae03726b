"""All dialogues of the conversation through encrypted rooms of a real Matrix server.

Which do not go as written."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bot.world.bootstrap import build_world
from tests.bot.channels.matrix.playing import can_be_played, play_all
from tests.bot.channels.matrix.running import Town
from tests.bot.test_dialogues import _FOLDER, dialogues
from tests.homeserver.server import Server

_PEOPLE = 6


def main() -> None:
    """Play, and end with 1 where one fails."""
    told = list(dialogues(_FOLDER))
    played = [each for each in told if can_be_played(each)]
    with tempfile.TemporaryDirectory() as folder, Server(Path(folder) / "server") as server:
        started = time.monotonic()
        failed = asyncio.run(play_all(Town(server, Path(folder), build_world()), played, _PEOPLE))
    turns = sum(line.startswith(">") for each in played for _, line in each.lines)
    print("\n\n".join(failed))
    print(
        f"{len(played) - len(failed)} of {len(played)} dialogues go as written, {turns} turns, in "
        f"{time.monotonic() - started:.0f} s; {len(told) - len(played)} need data that nobody "
        "can send"
    )
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
