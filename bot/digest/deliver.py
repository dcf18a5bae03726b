"""Sends what waits in the outbox.

Each delivery is noted as being sent, composed, sent, and how it ended is noted.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypedDict, TypeVar

from bot.digest.deliveries import DeliveryState
from bot.digest.outcomes import Blocked, Deferred, Migrated, Refused, Sent, Uncertain
from bot.errors import ToldError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.conversation.replies import Reply
    from bot.digest.deliveries import Delivery
    from bot.digest.outbox import Outbox
    from bot.digest.outcomes import Channel, Outcome

P = ParamSpec("P")
T = TypeVar("T")
# Deliveries under way together: enough for the rate allowed when a call takes 0.4 s, few to be
# uncertain of.
AT_ONCE = 12
# What is waited for after each uncertain end of a delivery, until it is given up: a Telegram that
# is slow for some minutes delivers all that it does not answer.
AFTER_UNCERTAIN = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
_log = logging.getLogger("tambour.digest")


class _More(TypedDict, total=False):
    until: datetime
    message_id: int
    why: str


class Worker(Protocol):
    """Does some work where the database may be used.

    Nothing it does holds up the channel.
    """

    async def __call__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the work returns."""
        ...


@dataclass(frozen=True)
class Delivering:
    """What sends deliveries.

    `letter` gives the messages of one, none where nothing it tells is left, None where it is no
    longer wanted; `may_go_on` is asked before each.
    """

    outbox: Outbox
    channel: Channel
    letter: Callable[[Delivery], tuple[Reply, ...] | None]
    now: Callable[[], datetime]
    work: Worker
    may_go_on: Callable[[], bool] = lambda: True

    async def run(self, limit: int) -> tuple[Counter[str], list[str]]:
        """Send up to `limit` deliveries.

        It returns how many ended in each state, or "dropped", and what went wrong. Where the
        database can't be used, nothing more is begun: what could not be noted is uncertain at the
        next run.
        """
        ends: Counter[str] = Counter()
        problems: list[str] = []
        try:
            waiting = iter(
                await self.work(self.outbox.ready, self.now(), limit, self.channel.prefix)
            )
        except ToldError as error:
            return ends, [str(error)]
        await asyncio.gather(*(self._send_all(waiting, ends, problems) for _ in range(AT_ONCE)))
        return ends, problems

    async def _send_all(
        self, waiting: Iterator[int], ends: Counter[str], problems: list[str]
    ) -> None:
        for number in waiting:
            if problems or not self.may_go_on():
                return
            try:
                end = await self._send(number)
            except ToldError as error:
                problems.append(str(error))
                return
            ends.update([end] if end else [])

    async def _send(self, number: int) -> str:
        """Send one delivery, and return how it ended.

        It is "" where another had begun it, or where it joined one of the chat that its own moved
        to.
        """
        begun = await self.work(self._begin, number)
        if isinstance(begun, str):
            return begun
        delivery, replies = begun
        try:
            outcome: Outcome = Refused("all that it tells has closed")
            if replies:
                outcome = await self.channel.send(delivery.chat, replies, delivery.name)
        except Exception as error:  # noqa: BLE001 - whatever a channel does, its end is noted
            _log.exception("the channel failed")
            outcome = Uncertain(type(error).__name__)
        end = await self.work(self._end, delivery, outcome)
        return await self._send(number) if isinstance(outcome, Migrated) else end

    def _begin(self, number: int) -> tuple[Delivery, tuple[Reply, ...]] | str:
        """Return a delivery noted as being sent with its messages, or how it ended without."""
        delivery = self.outbox.delivery(number, self.now())
        if delivery is None:
            return ""
        replies = self.letter(delivery)
        if replies is None:
            self.outbox.drop(delivery)
            return "dropped"
        return (delivery, replies) if self.outbox.begin(delivery) else ""

    def _end(self, delivery: Delivery, outcome: Outcome) -> str:
        """Note how a call ended, and return it."""
        outbox, now = self.outbox, self.now()
        state, more = _state_after(outcome, delivery.again, now)
        outbox.end(delivery, state, now, **more)
        if isinstance(outcome, Migrated):
            outbox.move(delivery.chat, outcome.chat)
        elif not isinstance(outcome, Sent):
            _log.info("delivery %s %s: %s", delivery.id, state, outcome.why)
        return state


def _state_after(outcome: Outcome, again: int, now: datetime) -> tuple[DeliveryState, _More]:
    """Return the state that an outcome leads to, and what to keep with it.

    `again` ends were uncertain before.
    """
    if isinstance(outcome, Sent):
        return DeliveryState.SENT, {"message_id": outcome.message_id}
    if isinstance(outcome, Migrated):
        return DeliveryState.WAITING, {}
    if isinstance(outcome, Deferred):
        return DeliveryState.DEFERRED, {"until": outcome.until, "why": outcome.why}
    if isinstance(outcome, Blocked):
        return DeliveryState.BLOCKED, {"why": outcome.why}
    if isinstance(outcome, Uncertain) and again < len(AFTER_UNCERTAIN):
        return DeliveryState.UNCERTAIN, {"until": now + AFTER_UNCERTAIN[again], "why": outcome.why}
    return DeliveryState.REFUSED, {"why": outcome.why}
