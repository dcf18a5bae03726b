"""Tells administrators, unasked, what they must know.

Troubles are told once, their end once, and each month what people looked for.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from bot.channels.telegram.rendering import render
from bot.channels.telegram.sending import ALERTS, Done
from bot.channels.telegram.updates import Source
from bot.curator.admin import figures
from bot.errors import StoreError
from bot.watching.alerts import alerts, standing, summary_due, summary_reply, to_reply
from bot.watching.stats import gather

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.channels.conversation_thread import ConversationThread
    from bot.channels.keeper import Keeper
    from bot.channels.telegram.sending import Sender
    from bot.conversation.replies import Reply
    from bot.conversation.usage import Use
    from bot.storage.store import Store
    from bot.watching.health import Condition

T = TypeVar("T")
_log = logging.getLogger("tambour.telegram")


class AlertsSender:
    """Remembers what was told by counting it in the store: told once, whatever restarts."""

    def __init__(
        self,
        admins: frozenset[int],
        memory: ConversationThread,
        keeper: Keeper,
        store: Store | None,
        sender: Sender,
    ) -> None:
        self._admins, self._memory, self._keeper, self._store, self._sender = (
            admins,
            memory,
            keeper,
            store,
            sender,
        )
        # What was told, and all else that was counted before; None until it is read.
        self._used: dict[Use, int] | None = None

    async def tell(self, condition: Condition) -> None:
        """Tell what is new in a condition."""
        if not self._admins:
            return
        if self._used is None:
            self._used = await self._try(lambda store: store.used(date.min))
        used = self._used or {}
        for alert in alerts(condition, standing(used)):
            if await self._send((to_reply(alert, condition),)):
                _log.warning(
                    "administrators are told: %s%s",
                    alert.trouble,
                    " is over" if alert.is_over else "",
                )
                await self._remember(used, alert.use, condition)
        due = summary_due(condition.taken, used)
        found = (
            await self._try(lambda store: gather(store, due.days, condition.taken)) if due else None
        )
        if (
            due
            and found
            and await self._send(
                summary_reply(figures(found, self._keeper.world.collection), found)
            )
        ):
            await self._remember(used, due.use, condition)

    async def _remember(self, used: dict[Use, int], use: Use, condition: Condition) -> None:
        used[use] = used.get(use, 0) + 1
        self._used = used
        await self._try(lambda store: store.count({(condition.taken.date(), use): 1}))

    async def _try(self, action: Callable[[Store], T]) -> T | None:
        """Do something with the store.

        It returns None where it can't be used: that is a trouble told by other means.
        """
        store = self._store
        if store is None:
            return None
        try:
            return await self._memory.run(action, store)
        except StoreError:
            return None

    async def _send(self, replies: Sequence[Reply]) -> bool:
        """Send to every administrator, and tell whether one got it.

        Where none did, it is told again the next minute.
        """
        return Done.SENT in await asyncio.gather(
            *(self._send_to(admin, replies) for admin in self._admins)
        )

    async def _send_to(self, admin: int, replies: Sequence[Reply]) -> Done:
        ended = Done.SENT
        for call in (call for reply in replies for call in render(reply, Source(admin, admin))):
            ended = await self._sender.send(call, admin, ALERTS)
            if ended is not Done.SENT:
                break
        return ended
