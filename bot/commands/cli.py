"""The command line: each command is also what tests, benchmarks and operators call."""

from __future__ import annotations

import os
import sys
import traceback

import click

from bot.commands.aids import aids
from bot.commands.collection import card, cards, check, learn, search
from bot.commands.conversing import chat, hear, matrix, telegram, web
from bot.commands.curation import export
from bot.commands.digest import digest
from bot.commands.evaluating import evaluate
from bot.commands.operations import backup, links, restore
from bot.commands.sentences import sentence
from bot.commands.stats import stats
from bot.errors import ToldError
from bot.watching.version import running_version
from knowledge.problems import BrokenCollectionError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(
    running_version(), message="%(prog)s %(version)s", help="La version, puis s'arrête."
)
def tambour() -> None:
    """Un besoin, les bonnes pratiques : qui l'a fait, comment, qui appeler, qui peut payer."""


for _command in (
    aids, backup, card, cards, chat, check, digest, evaluate, export, hear, learn, links, matrix,
    restore, search, stats, telegram, web,
):  # fmt: skip
    tambour.add_command(_command)


def main() -> None:
    """Run the command line.

    Whatever happens, the person reads a sentence, and a traceback only where they asked for it.
    """
    try:
        _run()
    except BrokenCollectionError as error:
        click.echo(error, err=True)
        click.echo(sentence("collection_broken"), err=True)
        sys.exit(1)
    except ToldError as error:
        click.echo(sentence("failed", error=error), err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader left: nothing more to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        click.echo(sentence("unexpected", kind=type(error).__name__, error=error), err=True)
        sys.exit(1)


def _run() -> None:
    """Run the command line; where traces are asked for, show that of what goes wrong.

    Whatever goes wrong is raised.
    """
    try:
        tambour(prog_name="tambour", standalone_mode=True)
    except BrokenPipeError:
        raise
    except Exception:
        from bot.settings import shows_traces

        if shows_traces():
            traceback.print_exc()
        raise
