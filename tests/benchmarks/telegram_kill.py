"""A sudden death: `python -m tests.benchmarks.telegram_kill`.

It kills the bot amid 500 questions and counts the answers.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.bot.channels.telegram.ordeals import killed_amid_questions

_QUESTIONS = 500


@click.command()
@click.option(
    "--after",
    default="20,150,350",
    show_default=True,
    help="Answers given when the bot is killed, run by run.",
)
def main(after: str) -> None:
    """Kill, start again, count; the database is looked through."""
    wrong = False
    for moment in map(int, after.split(",")):
        with TemporaryDirectory() as folder:
            answers = killed_amid_questions(Path(folder), _QUESTIONS, moment)
        times = Counter(answers)
        wrong = wrong or set(times) > {1, 2}
        shown = ", ".join(
            f"{count} answered {number} times" for number, count in sorted(times.items())
        )
        click.echo(
            f"killed after {moment} answers: of {_QUESTIONS} questions, {shown}; database whole"
        )
    sys.exit(wrong)


if __name__ == "__main__":
    main()
