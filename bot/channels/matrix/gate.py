"""Where requests wait while the server asks for a pause.

One after the other from then on, until it has been calm."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_MARGIN = 0.05  # seconds added to a pause that the server asks for
_CALM = 20.0  # seconds after a pause, from which requests may go side by side again


class Gate:
    """Lets requests through; together after a pause, all but the first would be refused again."""

    def __init__(self) -> None:
        self._open_at = self._calm_at = 0.0
        self._one_by_one, self._behind = asyncio.Lock(), asyncio.Lock()
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def is_slow(self) -> bool:
        """Tell whether the server has asked for a pause a moment ago: what can wait had better."""
        return asyncio.get_running_loop().time() < self._calm_at

    def hold(self, seconds: float) -> None:
        """Let nothing through for some seconds."""
        now = asyncio.get_running_loop().time()
        self._open_at = max(self._open_at, now + seconds + _MARGIN)
        self._calm_at = self._open_at + _CALM

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for one's turn, and hold it while the request is made."""
        self._under_way += 1
        self._idle.clear()
        try:
            if not self.is_slow:
                yield
                return
            async with self._one_by_one:
                while (left := self._open_at - asyncio.get_running_loop().time()) > 0:  # noqa: ASYNC110
                    await asyncio.sleep(left)
                yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    @asynccontextmanager
    async def behind(self, seconds: float) -> AsyncIterator[bool]:
        """Wait until no turn is held, one after the other; tell whether that came in time."""
        try:
            async with asyncio.timeout(seconds):
                await self._behind.acquire()
        except TimeoutError:
            yield False
            return
        try:
            yield await self._calmed(seconds)
        finally:
            self._behind.release()

    async def _calmed(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        return not (self._under_way or self.is_slow)
