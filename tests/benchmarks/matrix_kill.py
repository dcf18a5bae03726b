"""A sudden death on Matrix: `python -m tests.benchmarks.matrix_kill`.

It kills the bot amid 100 questions, in encrypted rooms of a real server, and counts the answers.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.world.bootstrap import build_world
from tests.benchmarks.machine import load
from tests.bot.channels.matrix.ordeals import crowd, killed
from tests.bot.channels.matrix.running import Process, Town
from tests.homeserver.server import Server

_PEOPLE, _EACH = 10, 10


@click.command()
@click.option(
    "--after",
    default="15,40,70",
    show_default=True,
    help="Answers given when the bot is killed, each time.",
)
def main(after: str) -> None:
    """Kill, start again, count."""
    moments = [int(each) for each in after.split(",")]
    with TemporaryDirectory() as folder, Server(Path(folder) / "server") as server:
        town = Town(server, Path(folder), build_world())
        sys.exit(asyncio.run(_kill(town, moments)))


async def _kill(town: Town, moments: list[int]) -> int:
    with Process(town) as process:
        await process.connected()
        async with crowd(town, _PEOPLE, _EACH) as crowded:
            process.stop()
            await killed(town, crowded, moments)
            times, unread = Counter(crowded.answers().values()), crowded.unread()
    shown = ", ".join(f"{count} answered {number} times" for number, count in sorted(times.items()))
    click.echo(
        f"killed after {', '.join(map(str, moments))} answers: of {_PEOPLE * _EACH} questions of "
        f"{_PEOPLE} people, {shown}; {unread} undeciphered; {load()}"
    )
    return int(sum(times.values()) != _PEOPLE * _EACH or max(times) > 2 or unread > 0)


if __name__ == "__main__":
    main()
