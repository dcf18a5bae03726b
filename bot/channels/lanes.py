"""One thing at a time in each chat, in order, and all chats side by side."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Work = Callable[[], Awaitable[None]]

_log = logging.getLogger("tambour.channels")


class Lanes:
    """Runs work by lane; a lane lives while it has work."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Work]] = {}
        self._running: set[asyncio.Task[None]] = set()

    def add(self, lane: str, work: Work) -> None:
        """Do some work after all that was added to the lane before."""
        if lane in self._waiting:
            self._waiting[lane].append(work)
            return
        self._waiting[lane] = deque((work,))
        self.start(self._run(lane))

    def start(self, work: Awaitable[None]) -> None:
        """Do some work at once, beside the lanes."""
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def __len__(self) -> int:
        """Return how many works wait or are being done in the lanes."""
        return sum(map(len, list(self._waiting.values())))

    async def finish(self, seconds: float) -> bool:
        """Wait for all work, some seconds at most, and tell whether all was done.

        What is left then is cancelled.
        """
        tasks = set(self._running)
        if not tasks:
            return True
        _, left = await asyncio.wait(tasks, timeout=seconds)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        return not left

    async def _run(self, lane: str) -> None:
        works = self._waiting[lane]
        try:
            while works:
                try:
                    await works[0]()
                except Exception:  # noqa: BLE001 - the next one in the lane is answered all the same
                    _log.exception("an update could not be handled")
                works.popleft()
        finally:
            del self._waiting[lane]
