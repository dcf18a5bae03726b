"""Reads from the database how the live aids and the weekly messages do, for those who watch."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.digest.outbox import Outbox
from bot.errors import ToldError
from bot.world.live import as_of
from knowledge.live_aids.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path


@dataclass(frozen=True)
class Inspected:
    """What the aids and the outbox look like.

    How many live aids are open and when a source was last read; how many deliveries stand in each
    state, how many were sent since a moment, when the last one was and since when the oldest waits;
    `trouble` says why some of it could not be read.
    """

    aids: int = 0
    aids_as_of: datetime | None = None
    deliveries: Mapping[str, int] = field(default_factory=dict)
    sent: int = 0
    last_sent: datetime | None = None
    waiting_since: datetime | None = None
    trouble: str = ""


def inspect(database: Path, today: date, since: datetime) -> Inspected:
    """Read it all through connections of its own, so in any thread.

    What can't be read is left out, and said.
    """
    try:
        with closing(Memory(database)) as memory, closing(Outbox(database)) as outbox:
            return Inspected(
                memory.count_open(today),
                as_of(memory.status()),
                {str(state): count for state, count in outbox.counts().items()},
                outbox.sent_since(since),
                outbox.last_sent(),
                outbox.waiting_since(),
            )
    except ToldError as error:
        return Inspected(trouble=str(error))


def size(database: Path) -> int:
    """Return the bytes that a database and its journal take."""
    files = (database, database.with_name(f"{database.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
