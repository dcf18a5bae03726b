"""A server that fails in every way: `python -m tests.benchmarks.matrix_faults`.

100 questions in encrypted rooms through each: 5xx, answers lost, too late, pauses asked for by a
proxy and by the server's own limits, a server killed and started again.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from bot.channels.matrix import app
from bot.world.bootstrap import build_world
from tests.benchmarks.machine import load
from tests.bot.channels.matrix.ordeals import crowd
from tests.bot.channels.matrix.running import Town
from tests.homeserver.faulty import Faulty, in_turn
from tests.homeserver.server import Server

if TYPE_CHECKING:
    from bot.conversation.world import World
    from tests.homeserver.faulty import Fate

_PEOPLE, _EACH = 10, 10
_NONE = in_turn("")
_FATES = {
    "a fourth fails (500)": in_turn("", "500", "", ""),
    "a third of the answers is lost": in_turn("", "lost", ""),
    "a third comes too late": in_turn("", "", "slow"),
    "a fifth asks for a pause (429)": in_turn("", "", "", "", "429"),
}
_LIMITS = {"rc_message": {"per_second": 5, "burst_count": 10}}


def main() -> None:
    """Have people ask through each fault, and count; end with 1 where an answer lacks."""
    app._TO_ANSWER = Faulty.slowness - 0.5
    world = build_world()
    wrong = [_through(world, name, fate) for name, fate in _FATES.items()]
    wrong.append(_through(world, "the server limits the bot to 5 messages a second", more=_LIMITS))
    wrong.append(_through(world, "the server is killed and started again", is_killed=True))
    sys.exit(any(wrong))


def _through(
    world: World,
    name: str,
    fate: Fate = _NONE,
    more: dict[str, Any] | None = None,
    is_killed: bool = False,
) -> bool:
    with TemporaryDirectory() as folder, Server(Path(folder) / "server", more) as server:
        town = Town(server, Path(folder), world)
        return asyncio.run(_asked(town, name, fate, is_killed))


async def _asked(town: Town, name: str, fate: Fate, is_killed: bool) -> bool:
    """Return whether something was lost, once it is told."""
    async with Faulty(town.server.address, _NONE) as faulty, town.living(server=faulty.address):
        async with crowd(town, _PEOPLE, _EACH) as crowded:
            faulty.fate, started = fate, time.monotonic()
            if is_killed:
                await crowded.ask()
                await asyncio.to_thread(town.server.stop, kill=True)
                await asyncio.to_thread(town.server.start)
            else:
                await crowded.ask()
            await crowded.until(lambda: len(crowded.answers()) >= crowded.asked)
            seconds, faulty.fate = time.monotonic() - started, _NONE
            for person, room in zip(crowded.people, crowded.rooms, strict=True):
                await person.ask(room, "merci")
            times, unread = Counter(crowded.answers().values()), crowded.unread()
        met = ", ".join(f"{count} {each}" for each, count in faulty.met.items() if each)
    shown = ", ".join(f"{count} answered {number} times" for number, count in sorted(times.items()))
    click.echo(
        f"{name}: {shown}, in {seconds:.0f} s; {met or 'no fault of the proxy'}; {unread} "
        f"undeciphered; {load()}"
    )
    return times != {1: _PEOPLE * _EACH} or unread > 0


if __name__ == "__main__":
    main()
