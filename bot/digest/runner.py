"""Runs the digest each minute beside the conversation, in a thread of its own.

It is first told who came back, moved or left.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from bot.conversation.notices import notice
from bot.digest.rounds import MOST_SENT, Rounds
from bot.errors import ToldError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from bot.digest.choosing import Choosing
    from bot.digest.deliveries import RunReport
    from bot.digest.outbox import Outbox
    from bot.digest.outcomes import Channel

P = ParamSpec("P")
T = TypeVar("T")
_MINUTE = 60.0
_TO_END = 4.0  # seconds that what is being sent is given when the bot stops
_log = logging.getLogger("tambour.digest")


class Chats(Protocol):
    """What a messenger knows of the chats that digests go to, by their keys."""

    def moved(self) -> Iterable[tuple[str, str]]:
        """Return the chats that became others, old and new."""
        ...

    def is_back(self, chat: str) -> bool:
        """Tell whether a chat that got nothing may be written to again."""
        ...


class DigestRunner:
    """The task that runs the digest.

    Its thread is the only one that uses its `choosing` and its `outbox`.

    `done` is when a run last ended well.
    """

    def __init__(
        self,
        choosing: Choosing,
        outbox: Outbox,
        channel: Channel,
        chats: Chats,
        now: Callable[[], datetime],
    ) -> None:
        self._choosing, self._outbox, self._chats, self._now = choosing, outbox, chats, now
        self.done = now()
        self._thread = ThreadPoolExecutor(1, "digest")
        self._rounds = Rounds(choosing, outbox, channel, now, self._work)
        self._prefix = channel.prefix
        self._moved: dict[str, str] = {}
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to run each minute."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Begin nothing more, let what is being sent end, and close."""
        self._stop.set()
        self._rounds.stop()
        if self._task:
            with suppress(TimeoutError, asyncio.CancelledError):
                await asyncio.wait_for(self._task, _TO_END)
        await self._work(self._close)
        self._thread.shutdown(wait=False)

    async def run_once(self) -> RunReport | None:
        """Do one run; None where something unforeseen ended it."""
        try:
            await self._work(self._note)
            report = await self._rounds.run()
        except ToldError as error:
            _log.warning("digest: %s", error)
            return None
        except Exception:  # noqa: BLE001 - the next minute tries again
            _log.exception("a run of the digest failed")
            return None
        if report.trouble and report.trouble != (notice("digest_busy"),):
            _log.warning("digest: %s", " ; ".join(report.trouble))
            return report
        self.done = self._now()
        if not report.is_empty:
            _log.info("digest: %s", report)
        return report

    async def _run(self) -> None:
        while not self._stop.is_set():
            report = await self.run_once()
            if report is None or report.sent < MOST_SENT:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stop.wait(), _MINUTE)

    async def _work(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: work(*args, **kwargs)
        )

    def _note(self) -> None:
        """Write down what the messenger knows since.

        It knows groups that moved, and people who came back.
        """
        for old, new in self._chats.moved():
            if self._moved.get(old) != new:
                self._outbox.move(old, new)
                self._moved[old] = new
        ours = [chat for chat in self._outbox.blocked_chats() if chat.startswith(self._prefix)]
        if back := [chat for chat in ours if self._chats.is_back(chat)]:
            self._outbox.resume(back)
        self._choosing.forget_erased(self._outbox)

    def _close(self) -> None:
        self._choosing.close()
        self._outbox.close()
