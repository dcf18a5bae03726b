"""Tells administrators, unasked, what they must know.

Troubles are told once, their end once, and each month what people looked for.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from bot.conversation.replies import Reply
from bot.conversation.usage import Use
from bot.curator.admin import figures
from bot.errors import StoreError
from bot.watching.alerts import alerts, standing, summary_due, summary_reply, to_reply
from bot.watching.stats import gather

if TYPE_CHECKING:
    from bot.channels.conversation_thread import ConversationThread
    from bot.channels.keeper import Keeper
    from bot.storage.store import Store
    from bot.watching.health import Condition

T = TypeVar("T")
# Sends replies, under a name of their own, to every administrator; tells whether one got them.
Send = Callable[[Sequence[Reply], str], Awaitable[bool]]
_log = logging.getLogger("tambour.admins")


class AlertsSender:
    """Remembers what was told by counting it in the store: told once, whatever restarts.

    Where several channels share a store, the counts of each begin with its `prefix`: each tells its
    own administrators.
    """

    def __init__(
        self,
        send: Send,
        memory: ConversationThread,
        keeper: Keeper,
        store: Store | None,
        prefix: str = "",
    ) -> None:
        self._send, self._memory, self._keeper, self._store = send, memory, keeper, store
        self._prefix = prefix
        # What was told, and all else that was counted before; None until it is read.
        self._used: dict[Use, int] | None = None

    async def tell(self, condition: Condition) -> None:
        """Tell what is new in a condition."""
        if self._used is None:
            counted = await self._try(lambda store: store.used(date.min))
            self._used = None if counted is None else self._own(counted)
        used = self._used or {}
        for alert in alerts(condition, standing(used)):
            if await self._send((to_reply(alert, condition),), _name(alert.use, used)):
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
        if due and found:
            told = summary_reply(figures(found, self._keeper.world.collection), found)
            if await self._send(told, _name(due.use, used)):
                await self._remember(used, due.use, condition)

    def _own(self, used: dict[Use, int]) -> dict[Use, int]:
        """Return what this channel counted, without its prefix."""
        return {
            Use(use.what, use.name.removeprefix(self._prefix)): times
            for use, times in used.items()
            if use.name.startswith(self._prefix)
        }

    async def _remember(self, used: dict[Use, int], use: Use, condition: Condition) -> None:
        used[use] = used.get(use, 0) + 1
        self._used = used
        counted = Use(use.what, f"{self._prefix}{use.name}")
        await self._try(lambda store: store.count({(condition.taken.date(), counted): 1}))

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


def _name(use: Use, used: dict[Use, int]) -> str:
    """Return a name for what is told, the same when it is told again after a crash."""
    return f"{use.what} {use.name} {used.get(use, 0)}"
