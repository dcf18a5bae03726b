"""How a bot is told to stop: by a signal, by who holds it, or by what can't go on."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from bot.errors import StoppedError


class Stopping:
    """Waits to be told, once, however often it is."""

    def __init__(self) -> None:
        self._told = asyncio.Event()
        self._failure: StoppedError | None = None

    def listen(self) -> None:
        """Hear the signals that ask a program to stop."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            # Windows, or not in the main thread.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self.tell)

    def tell(self) -> None:
        """Ask for a clean end; may be called again."""
        self._told.set()

    def fail(self, error: StoppedError) -> None:
        """Ask for an end because of an error."""
        self._failure = error
        self.tell()

    @property
    def is_told(self) -> bool:
        """Tell whether an end was asked for."""
        return self._told.is_set()

    async def wait(self) -> None:
        """Wait until an end is asked for."""
        await self._told.wait()

    async def until_told(self, work: Awaitable[object]) -> None:
        """Do some work until it ends or an end is asked for."""
        working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(self.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        # A task that ends a wait just then may not notice that it is cancelled.
        while not working.done():
            working.cancel()
            await asyncio.wait({working}, timeout=0.5)
        with suppress(asyncio.CancelledError):
            working.result()

    def raise_failure(self) -> None:
        """Raise the error that asked for the end, a StoppedError, if one did."""
        if self._failure:
            raise self._failure
