"""Many people at once.

`python -m tests.benchmarks.telegram_load` compares the bot with an echo bot on the same library.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from tests.bot.channels.telegram.ordeals import crowd
from tests.bot.channels.telegram.running import Process
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bot.channels.telegram.ordeals import Load

PEOPLE = 200
_ROUNDS = 7  # the first warms up
_ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def running(telegram: StandIn, folder: Path, module: str) -> Iterator[Process]:
    """Run a bot of this folder against the stand-in."""
    command = (sys.executable, "-m", f"tests.benchmarks.{module}")
    with Process(telegram, folder, {"PYTHONPATH": str(_ROOT)}, command=command) as process:
        telegram.wait(lambda: telegram.called("getUpdates"))
        yield process


def load(module: str) -> Load:
    """Return what a crowd costs a bot: the median round."""
    with (
        TemporaryDirectory() as folder,
        StandIn(limits=None) as telegram,
        running(telegram, Path(folder), module) as process,
    ):
        number = process.process.pid
        rounds = [crowd(telegram, number, PEOPLE, 1 + turn * PEOPLE) for turn in range(_ROUNDS)][1:]
    kind = type(rounds[0])
    return kind(
        median(each.a_second for each in rounds), median(each.milliseconds for each in rounds)
    )


@click.command()
def main() -> None:
    """Print what both bots do."""
    echo, ours = load("echo_bot"), load("lifted_bot")
    click.echo(f"{PEOPLE} people at once, {_ROUNDS - 1} times, median\n")
    click.echo("| bot | answers a second | processor a question, ms |\n|---|--:|--:|")
    for name, each in (("echo", echo), ("Tambour", ours)):
        click.echo(f"| {name} | {each.a_second:.0f} | {each.milliseconds:.2f} |")
    ratio = ours.milliseconds / echo.milliseconds
    click.echo(
        f"\nprocessor: {ratio:.1f} times the echo bot (at most 3); answers a second: "
        f"{ours.a_second:.0f} (at least 150)"
    )
    sys.exit(ratio > 3 or ours.a_second < 150)


if __name__ == "__main__":
    main()
