"""The keeper and its store in the one thread that may use them.

Nothing they do holds up the network.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from bot.conversation.session import Session
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.channels.keeper import Keeper
    from bot.conversation.events import Event
    from bot.conversation.turn import Outcome
    from bot.conversation.world import World
    from bot.storage.store import Store

P = ParamSpec("P")
T = TypeVar("T")
_log = logging.getLogger("tambour.channels")


class ConversationThread:
    """Asks the conversation, moves what is remembered of a chat, and closes."""

    def __init__(self, keeper: Keeper, store: Store | None) -> None:
        self._keeper, self._store = keeper, store
        self._thread = ThreadPoolExecutor(1, "conversation")

    @property
    def world(self) -> World:
        """What answers are made from now."""
        return self._keeper.world

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do some work in the thread."""
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: work(*args, **kwargs)
        )

    async def ask(self, key: str, event: Event, now: datetime) -> Outcome:
        """Return the session as the conversation leaves it, and what it answers."""
        return await self.run(self._keeper.handle, key, event, now)

    async def ask_for_all(
        self, key: str, event: Event, now: datetime, may_set: Callable[[], Awaitable[bool]]
    ) -> Outcome | None:
        """Ask where several share a conversation.

        It returns None, with nothing done, where the event would set something that they may not.
        """
        foreseen = await self.run(self._keeper.foresee, key, event, now)
        if foreseen.sets_for_all and not await may_set():
            return None
        return await self.run(self._keeper.carry_out, foreseen)

    async def answer(self, session: Session, event: Event, now: datetime) -> Outcome:
        """Answer a session that its channel carries."""
        return await self.run(self._keeper.answer, session, event, now)

    async def move(self, old: int, new: int) -> None:
        """Give what is remembered of a group to the supergroup that it became, once."""
        await self.rename(f"telegram:{old}", f"telegram:{new}")

    async def rename(self, old: str, new: str) -> None:
        """Give what is remembered under a key to another, once."""
        await self.run(self._move, old, new)

    async def flush(self, now: datetime) -> None:
        """Store what waits in memory."""
        await self.run(self._keeper.flush, now)

    async def close(self) -> None:
        """Close the store, once what was being done is done."""
        if self._store:
            await self.run(self._store.close)
        self._thread.shutdown(wait=False)

    def _move(self, old: str, new: str) -> None:
        if self._store is None:
            return
        try:
            moved, there = self._store.load_session(old), self._store.load_session(new)
            if moved == Session():
                return
            self._store.save_session(
                new, replace(there.over(moved), seen=max(there.seen, moved.seen))
            )
            self._store.delete_session(old)
        except StoreError as error:
            _log.warning("%s", error)
