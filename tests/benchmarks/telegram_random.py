"""Random updates of every kind.

`python -m tests.benchmarks.telegram_random` sends 10,000, and prints what came of them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.benchmarks.telegram_load import running
from tests.bot.channels.telegram.ordeals import megabytes, random_updates
from tests.telegram_stand_in.stand_in import StandIn

_FIRST = 2_000
_MOST_GROWTH = 10.0  # megabytes from the first updates to the last


@click.command()
@click.option("--count", default=10_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(count: int, seed: int) -> None:
    """Send random updates to the real bot, with no limit of rate."""
    held: dict[int, float] = {}
    with (
        TemporaryDirectory() as folder,
        StandIn(limits=None) as telegram,
        running(telegram, Path(folder), "lifted_bot") as bot,
    ):
        number = bot.process.pid

        def measure(done: int) -> None:
            if done % 1_000 == 0:
                held[done] = megabytes(number)
                click.echo(f"{done} updates, {held[done]:.1f} MB", err=True)

        unanswered = random_updates(telegram, count, seed, measure)
        status = bot.stop()
    growth = held.get(count, 0.0) - held.get(_FIRST, 0.0)
    click.echo(
        f"{count} updates, seed {seed}: {len(telegram.calls)} calls, {len(telegram.refused)} "
        "refused"
    )
    click.echo(
        f"private texts without an answer: {len(unanswered)}; exceptions: "
        f"{bot.log.count('Traceback')}; exit {status}"
    )
    click.echo(
        f"memory: {held.get(_FIRST, 0.0):.1f} MB after {_FIRST}, {held.get(count, 0.0):.1f} MB "
        f"after {count}"
    )
    for call in telegram.refused[:10]:
        click.echo(f"  refused: {call}", err=True)
    for line in (
        [*unanswered, *bot.log.splitlines()][:20] if unanswered or "Traceback" in bot.log else ()
    ):
        click.echo(f"  {line}", err=True)
    sys.exit(bool(unanswered or "Traceback" in bot.log or status or growth > _MOST_GROWTH))


if __name__ == "__main__":
    main()
