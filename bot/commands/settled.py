"""What several commands need, as the settings say: the world, what answers and remembers.

The lines that are typed are read here too.
"""

from __future__ import annotations

import logging
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click
from typing_extensions import override

from bot.commands.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.channels.keeper import Keeper
    from bot.conversation.world import World
    from bot.world.live import LiveLookout


def settled_world() -> World:
    """Return the world of the settings' collection."""
    from bot.settings import read_settings
    from bot.world.bootstrap import build_world_beside

    return build_world_beside(read_settings().collection)


@contextmanager
def settled_aids() -> Iterator[LiveLookout]:
    """Give what keeps the live aids of the settings' database up to date."""
    from bot.settings import read_settings
    from bot.world.live import LiveLookout
    from knowledge.live_aids.memory import Memory

    settings = read_settings()
    database = settings.database
    with closing(LiveLookout(Memory(database), database, settings.collection)) as lookout:
        yield lookout


@contextmanager
def settled_keeper() -> Iterator[Keeper]:
    """Give what answers and remembers, with the database of the settings."""
    from bot.channels.keeper import Keeper
    from bot.settings import read_settings
    from bot.storage.store import Store

    store = Store(read_settings().database)
    with settled_aids() as lookout, shown_notices():
        yield Keeper(settled_world(), store, lookout)


@contextmanager
def shown_notices() -> Iterator[None]:
    """Show on standard error what the operator must know, as it comes."""

    class Shown(logging.Handler):
        @override
        def emit(self, record: logging.LogRecord) -> None:
            warn(record.getMessage())

    notices, shown = logging.getLogger("tambour.notices"), Shown()
    notices.addHandler(shown)
    try:
        yield
    finally:
        notices.removeHandler(shown)


def warn(warning: str) -> None:
    """Show a warning apart from the data."""
    click.echo(f"({warning})", err=True)


def typed_lines() -> Iterator[str]:
    """Yield the lines of standard input.

    Those that are not UTF-8 are read as Windows-1252, which is said once.
    """
    told = False
    try:
        for line in sys.stdin.buffer:
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                text = line.decode("cp1252", "replace")
                if not told:
                    warn(sentence("not_utf8"))
                told = True
            yield text.lstrip("\ufeff").rstrip("\r\n")
    except KeyboardInterrupt:
        return
