"""Takes a changed collection into the running bot, built beside the answers.

Where the changed one is broken, it keeps the old one.
"""

from __future__ import annotations

import logging
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.conversation.notices import notice
from bot.errors import NotTakenError
from bot.world.bootstrap import build_world, code_marks, data_marks
from bot.world.child import Child
from bot.world.kept import set_aside
from knowledge.problems import BrokenCollectionError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from datetime import datetime
    from typing import BinaryIO

    from bot.world.world_in_use import WorldInUse

_notices = logging.getLogger("tambour.notices")
LOOKS_EVERY = timedelta(seconds=30)
_MOST_PROBLEMS = 5
_OTHER_CODE, _BROKEN = 3, 4  # exit statuses of the process that builds


@dataclass(frozen=True)
class SeenFiles:
    """What was seen of the data files, as marks.

    It is those in use, those last tried, and those of the last look.
    """

    used: str
    tried: str
    seen: str

    def look(self, marks: str) -> tuple[SeenFiles, bool]:
        """Return what is known after a look, and whether to build.

        What changed must stay the same for two looks, so that a file is not read while it is being
        written.
        """
        settled = marks == self.seen and marks not in (self.used, self.tried)
        return replace(self, seen=marks, tried=marks if settled else self.tried), settled


class Builder(Protocol):
    """Builds the collection of a folder beside the answers."""

    def start(self, folder: Path) -> Future[BinaryIO]:
        """Begin; what comes is a file with the world, pickled, or NotTakenError."""
        ...

    def close(self) -> None:
        """Give up what is being built."""
        ...


class Reloader:
    """Looks at the data files at most every 30 seconds.

    What is being built never holds up an answer.

    Make it before the first world is built, so that no change is missed. `trouble` says why the
    files as they are can't be taken, "" where they are in use; the operator is told of each change.
    """

    def __init__(
        self,
        folder: Path,
        builder: Builder | None = None,
        marks: Callable[[Path], str] = data_marks,
    ) -> None:
        self.trouble = ""
        self.folder, self._builder, self._marks = folder, builder or OtherProcess(), marks
        first = marks(folder)
        self._watch = SeenFiles(first, first, first)
        self._looked: datetime | None = None
        self._hastened = False
        self._building: Future[BinaryIO] | None = None

    def look(self, in_use: WorldInUse, now: datetime) -> None:
        """Have the world of the files take the place of the one in use.

        It does once they changed and were found right.
        """
        if self._building is not None:
            self._finish(self._building, in_use)
        elif self._looked is None or abs(now - self._looked) >= LOOKS_EVERY:
            self._looked = now
            self._look()
        self._hurry()

    def hasten(self) -> None:
        """Tell that the files were changed and are whole.

        They are built at once, or after what is being built.
        """
        self._hastened = True
        self._hurry()

    def close(self) -> None:
        """Give up what is being built."""
        self._builder.close()

    def _hurry(self) -> None:
        if self._hastened and self._building is None:
            self._hastened = False
            self._look()
            self._look()

    def _look(self) -> None:
        self._watch, settled = self._watch.look(self._seen())
        if settled:
            self._building = self._builder.start(self.folder)
        elif self._watch.seen == self._watch.used:
            self.trouble = ""

    def _seen(self) -> str:
        try:
            return self._marks(self.folder)
        except OSError:  # a file that goes while one looks: the next look tells
            return ""

    def _finish(self, building: Future[BinaryIO], in_use: WorldInUse) -> None:
        if not building.done():
            return
        self._building = None
        if self._seen() != self._watch.tried:
            # Changed meanwhile: only what is there now counts.
            self._watch = replace(self._watch, tried=self._watch.used)
            if not building.exception():
                building.result().close()
            return
        try:
            with building.result() as built:
                in_use.take(built)
        except Exception as error:  # noqa: BLE001 - whatever it is, the old one stays
            is_told = isinstance(error, NotTakenError)
            self.trouble = str(error) if is_told else notice("collection_fails", error=repr(error))
            _notices.warning(notice("collection_refused", why=self.trouble))
            return
        self.trouble = ""
        self._watch = replace(self._watch, used=self._watch.tried)
        _notices.warning(notice("collection_taken"))


class OtherProcess:
    """Builds in a process of its own.

    In a thread, it would slow down every answer for some seconds.
    """

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, "collection")
        self._code = code_marks()
        self._child = Child()

    def start(self, folder: Path) -> Future[BinaryIO]:
        """Begin to build; what comes is a file with the world, pickled, or NotTakenError."""
        return self._worker.submit(self._build, folder)

    def close(self) -> None:
        """End the process, if any."""
        self._child.close()
        self._worker.shutdown(wait=True)

    def _build(self, folder: Path) -> BinaryIO:
        built = set_aside()
        try:
            self._build_into(built, folder)
        except BaseException:
            built.close()
            raise
        built.seek(0)
        return built

    def _build_into(self, file: BinaryIO, folder: Path) -> None:
        status, _, told = self._child.run("bot.world.reload", str(folder), self._code, into=file)
        if status == _OTHER_CODE:
            raise NotTakenError(notice("program_changed"))
        if status == _BROKEN:
            raise NotTakenError(told.decode())
        if status:
            end = told.decode(errors="replace")[-300:]
            raise NotTakenError(notice("collection_unread", status=status, told=end))


def main(folder: Path, code: str) -> int:
    """Build a collection and write it to standard output, pickled.

    It is for another running program of the same code.
    """
    if code_marks() != code:
        return _OTHER_CODE
    try:
        world = build_world(folder)
    except BrokenCollectionError as error:
        sys.stderr.buffer.write(first_problems(error).encode())
        return _BROKEN
    pickle.dump(world, sys.stdout.buffer, protocol=5)
    return 0


def first_problems(error: BrokenCollectionError) -> str:
    """Return the first problems of a collection, a line each, and how many more there are."""
    told = [str(problem) for problem in error.problems[:_MOST_PROBLEMS]]
    left = len(error.problems) - len(told)
    return "\n".join([*told, *([notice("problems_more", count=left)] if left else [])])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
