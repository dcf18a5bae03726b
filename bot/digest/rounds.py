"""One run of the digest.

It takes the lease, marks what a crash left, chooses for everyone due, sends, and reports.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bot.conversation.days import day_of
from bot.conversation.notices import notice
from bot.conversation.retention import DELIVERED_DAYS
from bot.digest.deliver import Delivering
from bot.digest.deliveries import RunReport
from bot.errors import ToldError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.digest.choosing import Choosing
    from bot.digest.deliver import Worker
    from bot.digest.deliveries import Chosen
    from bot.digest.outbox import Outbox
    from bot.digest.outcomes import Channel
    from bot.digest.tellable import Tellable

# Deliveries of a run, some minutes' worth: new subscribers wait no longer, and seeing who is due is
# a small part of it.
MOST_SENT = 6_000
_LEASE = timedelta(seconds=60)
# People chosen for and written down in one transaction: some hundredths of a second.
_TOGETHER = 200


class Rounds:
    """Runs, one after the other.

    `work` is where the database may be used, `now` the time of day.
    """

    def __init__(
        self,
        choosing: Choosing,
        outbox: Outbox,
        channel: Channel,
        now: Callable[[], datetime],
        work: Worker,
    ) -> None:
        self._choosing, self._outbox, self._channel, self._now, self._work = (
            choosing,
            outbox,
            channel,
            now,
            work,
        )
        self._owner = uuid4().hex
        self._stopped = self._lost_lease = False
        self._purged: date | None = None

    async def run(self, limit: int = MOST_SENT) -> RunReport:
        """Do one run, sending up to `limit` messages.

        What goes wrong is in its report, and the next run goes on from there.
        """
        started = self._now().isoformat(timespec="seconds")
        counts: Counter[str] = Counter()
        trouble: list[str] = []
        if not await self._try(trouble, self._take_lease):
            return RunReport(started, trouble=tuple(trouble) or (notice("digest_busy"),))
        self._lost_lease = False
        keeping = asyncio.create_task(self._keep_lease())
        try:
            counts["recovered"] = await self._try(trouble, self._outbox.recover, self._now()) or 0
            await self._choose_all(counts, trouble)
            if not trouble and self._purged != day_of(self._now()):
                await self._try(trouble, self._purge)
            sent, problems = await self._delivering().run(limit)
            counts += sent
            trouble += problems
        finally:
            keeping.cancel()
            report = RunReport(started, **counts, trouble=tuple(dict.fromkeys(trouble)))
            if not report.is_empty:
                await self._try([], self._outbox.keep_report, report)
            await self._try([], self._outbox.release_lease, self._owner)
        return report

    def stop(self) -> None:
        """Begin nothing more: what is being sent ends."""
        self._stopped = True

    async def _try(self, trouble: list[str], work: Callable[..., Any], *args: Any) -> Any:
        """Do some work with the database; None where it can't be done, and why in `trouble`."""
        try:
            return await self._work(work, *args)
        except ToldError as error:
            trouble.append(str(error))
            return None

    async def _choose_all(self, counts: Counter[str], trouble: list[str]) -> None:
        """Choose for everyone due.

        A few people are taken at a time, so that the thread is never long away.
        """
        due: list[str] = (
            await self._try(
                trouble, self._choosing.due, self._outbox, self._channel.prefix, self._now()
            )
            or []
        )
        tellable = await self._try(trouble, self._choosing.tellable, self._now()) if due else None
        for start in range(0, len(due) if tellable else 0, _TOGETHER):
            some = due[start : start + _TOGETHER]
            chosen = (
                await self._try(trouble, self._choose_some, some, tellable)
                if self._goes_on()
                else None
            )
            if chosen is None:
                return
            counts.update(due=len(chosen), written=sum(each.digest is not None for each in chosen))

    def _choose_some(self, chats: list[str], tellable: Tellable) -> list[Chosen]:
        """Choose for some chats, write it down and return it."""
        pasts = self._outbox.pasts(chats)
        people = self._choosing.people(pasts, self._now())
        chosen = [self._choosing.choose(person, pasts[person.chat], tellable) for person in people]
        self._outbox.enqueue(chosen, self._now())
        return chosen

    def _delivering(self) -> Delivering:
        return Delivering(
            self._outbox,
            self._channel,
            lambda delivery: self._choosing.letter(
                delivery, self._now(), says_again=not self._channel.keeps_once
            ),
            self._now,
            self._work,
            self._goes_on,
        )

    def _purge(self) -> None:
        today = day_of(self._now())
        before = today - timedelta(days=DELIVERED_DAYS)
        ended: set[str] = set()
        going_on = {""}
        for record in self._choosing.records().values():
            is_over = (record.closed or record.aid.deadline or today) < before
            (ended if is_over else going_on).update((record.aid.id, record.aid.twin))
        self._outbox.purge(ended - going_on, before)
        self._purged = today

    def _take_lease(self) -> bool:
        now = self._now()
        return self._outbox.take_lease(self._owner, now, now + _LEASE)

    async def _keep_lease(self) -> None:
        """Renew the lease while the run lasts; where another took it, begin nothing more."""
        with suppress(asyncio.CancelledError):
            while True:
                await asyncio.sleep(_LEASE.total_seconds() / 3)
                if not await self._try([], self._take_lease):
                    self._lost_lease = True

    def _goes_on(self) -> bool:
        return not (self._stopped or self._lost_lease)
