"""Faults of every kind.

`python -m tests.benchmarks.telegram_faults` asks 500 questions while calls fail in every way.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import click

from tests.bot.channels.telegram.ordeals import under_faults
from tests.bot.channels.telegram.running import Process
from tests.telegram_stand_in.stand_in import StandIn

_MOST_SECONDS = 10.0


@click.command()
@click.option("--count", default=500, show_default=True)
@click.option("--a-second", default=10.0, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(count: int, a_second: float, seed: int) -> None:
    """Ask the real bot, as an operator runs it, and print how long the answers took."""
    with (
        TemporaryDirectory() as folder,
        StandIn() as telegram,
        Process(telegram, Path(folder)) as process,
    ):
        process.wait_until_ready()
        waits = under_faults(telegram, range(1, count + 1), a_second, seed)
        status = process.stop()
        log = process.log
    middle, most = quantiles(waits.seconds, n=20)[9], quantiles(waits.seconds, n=20)[18]
    faults = sum(call.fault is not None for call in telegram.calls)
    click.echo(
        f"{count} questions, {a_second:g} a second, seed {seed}: "
        f"{faults} of {len(telegram.calls)} calls failed"
    )
    click.echo(
        f"answered within: half {middle:.2f} s, 95 % {most:.2f} s, all {max(waits.seconds):.2f} "
        f"s (at most {_MOST_SECONDS})"
    )
    click.echo(
        f"answers given twice: {waits.doubles}; notes of a doubtful answer: {waits.notes}; "
        f"refused: {len(telegram.refused)}"
    )
    sys.exit(
        bool(waits.doubles or max(waits.seconds) > _MOST_SECONDS or status or "Traceback" in log)
    )


if __name__ == "__main__":
    main()
