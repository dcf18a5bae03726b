"""All dialogues of the conversation through encrypted rooms of a real Matrix server.

Which do not go as written."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.world.bootstrap import build_world
from tests.bot.channels.matrix.playing import play_all
from tests.bot.channels.matrix.running import Town
from tests.bot.open_aids import with_live_aids
from tests.bot.test_dialogues import FOLDER, dialogues
from tests.homeserver.server import Server

_PEOPLE = 6


def main() -> None:
    """Play, and end with 1 where one fails."""
    world = build_world()
    failed: list[str] = []
    for named, folder, known in (
        ("dialogues", FOLDER, world),
        ("dialogues about aids", FOLDER / "aides", with_live_aids(world)),
    ):
        told, started = list(dialogues(folder)), time.monotonic()
        with TemporaryDirectory() as place, Server(Path(place) / "server") as server:
            wrong = asyncio.run(play_all(Town(server, Path(place), known), told, _PEOPLE))
        turns = sum(line.startswith(">") for each in told for _, line in each.lines)
        print("\n\n".join(wrong))
        print(
            f"{len(told) - len(wrong)} of {len(told)} {named} go as written, {turns} turns, in "
            f"{time.monotonic() - started:.0f} s"
        )
        failed += wrong
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
