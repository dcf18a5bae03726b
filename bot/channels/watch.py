"""Looks each minute at how the bot does.

It has administrators told, and gives the metrics and the health.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import StoreError
from bot.watching.health import Condition, as_json, can_answer
from bot.watching.inspection import Inspected, inspect, size
from bot.watching.metrics import Measured, Metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.channels.alerts_sender import AlertsSender
    from bot.channels.conversation_thread import ConversationThread
    from bot.channels.keeper import Keeper
    from bot.storage.store import Store
    from bot.world.reload import Reloader

_MINUTE = 60.0
_HOUR = 60  # minutes that failed calls are counted over
_log = logging.getLogger("tambour.watch")


@dataclass(frozen=True)
class Parts:
    """What is looked at each minute, in a messenger of this name.

    Since the start: `failed` counts the calls that failed, by what was decided of each; `not_done`
    those given up or uncertain. Now: `queues` are the lengths of what waits, `suspended` is how
    many chats get nothing, `silence` the seconds since the messenger last answered, `rounds` when
    digests were last looked after, None where they are not. `reloader` takes a changed collection.
    """

    messenger: str
    memory: ConversationThread
    keeper: Keeper
    store: Store | None
    failed: Callable[[], Mapping[str, int]]
    not_done: Callable[[], int]
    queues: Callable[[], Mapping[str, int]]
    suspended: Callable[[], int]
    silence: Callable[[], float]
    rounds: Callable[[], datetime | None]
    reloader: Reloader | None = None


class Watch:
    """The task of each minute."""

    def __init__(
        self, parts: Parts, alerts_sender: AlertsSender | None, now: Callable[[], datetime]
    ) -> None:
        self._parts, self._alerts_sender, self._now = parts, alerts_sender, now
        self._condition: Condition | None = None
        self._started = now()
        # Calls given up or uncertain since the start, minute by minute.
        self._not_done: deque[int] = deque((0,), _HOUR + 1)
        self.metrics = Metrics(self._read)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Look a first time, then each minute."""
        await self._guarded()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more."""
        # A task that ends a wait just then may not notice that it is cancelled.
        while self._task and not self._task.done():
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=0.5)

    @property
    def condition(self) -> Condition:
        """What was seen last."""
        return self._condition or Condition(
            self._now(), self._started, messenger=self._parts.messenger
        )

    def health(self) -> tuple[bool, dict[str, Any]]:
        """Return whether the bot can answer, and how it does."""
        return can_answer(self._condition, self._now()), as_json(self._condition, self._now())

    def answered(self, seconds: float) -> None:
        """Hear how long an answer took."""
        self.metrics.answered(seconds)

    async def look(self) -> Condition:
        """Look at every part, now."""
        parts, now = self._parts, self._now()
        self._not_done.append(parts.not_done())
        inspected = Inspected()
        if parts.store:
            inspected = await asyncio.to_thread(inspect, parts.store.path, now.date(), now)
        self._condition = Condition(
            now,
            self._started,
            await parts.memory.run(self._check, now),
            size(parts.store.path) if parts.store else 0,
            parts.reloader.trouble if parts.reloader else "",
            inspected,
            self._not_done[-1] - self._not_done[0],
            parts.silence(),
            parts.rounds(),
            parts.messenger,
        )
        return self._condition

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(_MINUTE)
            await self._guarded()

    async def _guarded(self) -> None:
        """Look and tell.

        Whatever happens in it, the bot goes on answering and the next minute comes.
        """
        try:
            condition = await self.look()
            if self._alerts_sender:
                await self._alerts_sender.tell(condition)
        except Exception:  # noqa: BLE001 - the next minute looks again
            _log.exception("the bot could not be looked after")

    def _check(self, now: datetime) -> str:
        """Have the keeper look at what changes, and return why the store can't be used.

        It is "" while it can.
        """
        self._parts.keeper.look_out(now)
        try:
            if self._parts.store:
                self._parts.store.used(now.date())
        except StoreError as error:
            return str(error)
        return self._parts.keeper.trouble

    def _read(self) -> Measured:
        """Return what the metrics show."""
        parts = self._parts
        return Measured(
            self._now(),
            dict(parts.keeper.uses),
            parts.failed(),
            parts.queues(),
            parts.suspended(),
            self._condition,
        )
