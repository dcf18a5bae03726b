"""Keeps the live aids that the conversation knows up to date with their memory.

It does so without a restart and beside the answers.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.conversation.notices import notice
from bot.world.bootstrap import build_world
from bot.world.child import Child
from knowledge.live_aids.errors import StorageError
from knowledge.live_aids.memory import Memory
from matching.aid_index import index_aids
from matching.index import load_index
from matching.known_aids import live_aids
from matching.live_aids import LiveAids

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future
    from datetime import datetime

    from bot.conversation.world import World
    from bot.world.world_in_use import WorldInUse
    from knowledge.live_aids.memory import SourceStatus
    from knowledge.live_aids.model import Record
    from matching.index import Index
    from matching.matcher import Matcher

_notices = logging.getLogger("tambour.notices")
_LOOKS_EVERY = timedelta(minutes=1)
# Seconds that the first message waits, or one in haste: enough where the index was already built.
_FIRST_WAIT = 1.0
# The source whose age counts: the others are read when someone changes them.
_NATIONAL = "Aides-territoires"


class AidMemory(Protocol):
    """What is asked of the memory of live aids (knowledge/live_aids/memory.py)."""

    def stamp(self) -> str:
        """Return a mark that changes when records do."""
        ...

    def records(self, *, known: Mapping[str, Record]) -> dict[str, Record]:
        """Return every record by id, those already `known` for those that are the same."""
        ...

    def status(self) -> dict[str, SourceStatus]:
        """Return how each source does, by its name."""
        ...

    def close(self) -> None:
        """Close what is open."""
        ...


class LiveLookout:
    """Looks at the memory once a minute in a thread of its own.

    Until it has all, or where it can't, what is known stays.

    With the `folder` of the collection, aids that changed are indexed in a process of its own.
    """

    def __init__(
        self,
        memory: AidMemory,
        database: Path,
        folder: Path | None = None,
        worker: Executor | None = None,
    ) -> None:
        self._memory, self._database, self._folder = memory, database, folder
        self._child = Child()
        self._worker = worker or ThreadPoolExecutor(1, "live-aids")
        self._stamp = ""  # of what was read last, for the collection in use
        self._changes = 0
        self._looked: datetime | None = None
        self._looking: Future[_Found] | None = None
        self._trouble = ""
        self._hastened = False

    def hasten(self) -> None:
        """Have the next look read the memory at once, and wait a little for it.

        It is for when something unknown was asked for.
        """
        self._hastened = self._looked is not None

    def look(self, in_use: WorldInUse, now: datetime) -> None:
        """Have the world know the live aids as last read.

        It never waits, but a little the very first time or in haste.
        """
        first, changed = self._looked is None, self._changes != in_use.changes
        is_due = self._looked is None or self._hastened or abs(now - self._looked) >= _LOOKS_EVERY
        waits, self._hastened = first or self._hastened, False
        if self._looking is None and (is_due or changed):
            self._looked, self._changes = now, in_use.changes
            self._looking = self._worker.submit(
                self._read, "" if changed else self._stamp, in_use.world, in_use.changes
            )
        if first:
            in_use.know(replace(in_use.world.live, loading=True))
        if self._looking is not None:
            with suppress(TimeoutError):
                error = self._looking.exception(_FIRST_WAIT if waits else 0)
                done, self._looking = self._looking, None
                self._tell(error)
                found = _Found("", in_use.changes) if error else done.result()
                if found.changes == in_use.changes:
                    self._stamp = found.stamp
                    if found.live is not None or in_use.world.live.loading:
                        in_use.know(found.live or replace(in_use.world.live, loading=False))

    def close(self) -> None:
        """Stop looking."""
        self._child.close()
        self._worker.submit(self._memory.close)
        self._worker.shutdown(wait=True)

    def _read(self, stamp: str, world: World, changes: int) -> _Found:
        found = self._memory.stamp()
        if found != stamp:
            return _Found(
                found,
                changes,
                read_live_aids(self._memory, self._database, world, self._index_elsewhere),
            )
        read = as_of(self._memory.status())
        return _Found(
            stamp, changes, None if read == world.live.as_of else replace(world.live, as_of=read)
        )

    def _index_elsewhere(self) -> None:
        if self._folder:
            self._child.run("bot.world.live", str(self._database), str(self._folder))

    def _tell(self, error: BaseException | None) -> None:
        """Say once that the aids can't be read; answers go on.

        Nothing is said where it is the database that fails: the store tells of it.
        """
        is_told = error is None or isinstance(error, StorageError)
        trouble = "" if is_told else notice("aids_unreadable", error=error)
        if trouble and trouble != self._trouble:
            _notices.warning("%s", trouble)
        self._trouble = trouble


@dataclass(frozen=True)
class _Found:
    """What a look found.

    It is the stamp of the memory, how many collections had been taken, and the live aids where they
    changed.
    """

    stamp: str
    changes: int
    live: LiveAids | None = None


def read_live_aids(
    memory: AidMemory, database: Path, world: World, elsewhere: Callable[[], None] = lambda: None
) -> LiveAids:
    """Read the live aids, keeping the records of a world that have not changed, and their index.

    The index is read where it is kept beside the database, else built, some seconds for 10,000:
    first `elsewhere`, which may put it there.
    """
    stamp, records = memory.stamp(), memory.records(known=world.live.records)
    index = None
    if records:
        path = _index_file(database, world.key, stamp)
        index = _kept_index(path, records)
        if index is None:
            elsewhere()
            index = _kept_index(path, records) or _new_index(path, records, world.matcher)
    return live_aids(records, index, world.matcher, as_of(memory.status()))


def as_of(status: dict[str, SourceStatus]) -> datetime | None:
    """Return when the aids were last read.

    It is from the national source, or from any where there is only a curator.
    """
    successes = {source: each.last_success for source, each in status.items() if each.last_success}
    return successes.get(_NATIONAL) or max(successes.values(), default=None)


def _index_file(database: Path, key: str, stamp: str) -> Path:
    """Return where the index of these very aids, built by this very code, is kept.

    It is beside the database.
    """
    mark = hashlib.sha256(f"{key} {stamp}".encode()).hexdigest()[:16]
    return database.with_name(f"{database.name}.aides-{mark}.npz")


def _kept_index(path: Path, records: dict[str, Record]) -> Index | None:
    try:
        index = load_index(path)
    except Exception:  # noqa: BLE001 - only a copy
        return None
    return index if set(index.ids) == records.keys() else None


def _new_index(path: Path, records: dict[str, Record], cards: Matcher) -> Index:
    """Index live aids, and keep the index in place of those of other aids, or of other words."""
    index = index_aids(records, cards)
    with suppress(OSError):  # a disk that refuses only makes the next start slower
        for older in path.parent.glob(f"{path.name.partition('.aides-')[0]}.aides-*.npz"):
            older.unlink(missing_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        index.save(draft)
        draft.replace(path)
    return index


def main(database: Path, folder: Path) -> None:
    """Index the live aids of a database with the collection of a folder.

    The index is kept beside the database.
    """
    with closing(Memory(database)) as memory:
        read_live_aids(memory, database, build_world(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
