"""Many people at once on a real Matrix server.

`python -m tests.benchmarks.matrix_load`, each in an encrypted room."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot.world.bootstrap import build_world
from tests.bot.channels.matrix.running import Process, Town
from tests.homeserver.server import Server

if TYPE_CHECKING:
    from tests.homeserver.person import Person

_QUESTION = "mobilité jeunes"


@click.command()
@click.option("--people", default=200, show_default=True)
@click.option(
    "--spread", default=30.0, show_default=True, help="Seconds over which they ask, all once."
)
def main(people: int, spread: float) -> None:
    """Have everyone ask, count the answers, print the times and the memory of the bot."""
    with TemporaryDirectory() as folder, Server(Path(folder) / "server") as server:
        build_world()  # the process finds it built
        town = Town(server, Path(folder), build_world())
        sys.exit(asyncio.run(_load(town, people, spread)))


async def _load(town: Town, people: int, spread: float) -> int:
    async with AsyncExitStack() as stack:
        process = stack.enter_context(Process(town))
        await process.connected()
        persons: list[tuple[Person, str]] = []
        for number in range(people):
            person = await stack.enter_async_context(await town.person(f"p{number}."))
            persons.append((person, await person.meet(town.bot)))
        click.echo(f"{people} people greeted in encrypted rooms; memory {_memory(process):.0f} MB")
        waits = await asyncio.gather(
            *(
                _ask(person, room, spread * number / people)
                for number, (person, room) in enumerate(persons)
            )
        )
        answered = sorted(wait for wait in waits if wait is not None)
        p95 = statistics.quantiles(answered, n=20)[18] if len(answered) > 1 else 0.0
        unread = sum(len(person.unread) for person, _ in persons)
        click.echo(
            f"{len(answered)} of {people} answered, asked over {spread:.0f} s: median "
            f"{statistics.median(answered):.2f} s, p95 {p95:.2f} s, worst {answered[-1]:.2f} s; "
            f"{unread} undeciphered; memory of the bot {_memory(process):.0f} MB"
        )
        return int(len(answered) != people or unread > 0)


async def _ask(person: Person, room: str, wait: float) -> float | None:
    """Ask after a while.

    Return the seconds until the answer is read, None where it does not come."""
    await asyncio.sleep(wait)
    before, began = len(person.heard), time.monotonic()
    try:
        await person.say(room, _QUESTION)
        await person.until(
            lambda: any("fiche 45" in each.text for each in person.heard[before:]), 180
        )
    except TimeoutError:
        return None
    return time.monotonic() - began


def _memory(process: Process) -> float:
    """Return the resident memory of the bot, in MB."""
    status = Path(f"/proc/{process.process.pid}/status").read_text(encoding="utf-8")
    (line,) = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1000


if __name__ == "__main__":
    main()
