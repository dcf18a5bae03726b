"""What a run chooses from.

It is the subscriptions of the store, the live aids as last read, and the collection.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.conversation.days import day_of
from bot.digest.calendar import Due, due, due_moment
from bot.digest.choose import choose, choose_first
from bot.digest.deliveries import Chosen
from bot.digest.letter import compose
from bot.digest.outbox import Outbox
from bot.digest.tellable import Tellable, TraitReader
from bot.storage.store import Store
from knowledge.live_aids.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from bot.conversation.replies import Reply
    from bot.conversation.subscription import Subscription
    from bot.conversation.world import World
    from bot.digest.content import Digest, Past
    from bot.digest.deliveries import Delivery
    from knowledge.live_aids.model import Record

WEEKLY, FIRST = "weekly", "first"


@dataclass(frozen=True)
class DuePerson:
    """Someone whose digest is due."""

    chat: str
    subscription: Subscription
    due: Due


@dataclass
class Choosing:
    """Reads the database, used by one thread, and chooses.

    It raises StoreError or StorageError where the database can't be read.
    """

    world_now: Callable[[], World]
    store: Store
    memory: Memory
    _reader: TraitReader = field(init=False, default_factory=TraitReader)
    _records: Mapping[str, Record] = field(init=False, default_factory=dict)
    _stamp: str = field(init=False, default="")

    @property
    def world(self) -> World:
        """The collection and its matcher, which may be another after a change of the data."""
        return self.world_now()

    def due(self, outbox: Outbox, prefix: str, now: datetime) -> list[str]:
        """Return the chats of a channel that are due.

        Those that a digest is still to be sent to wait for it, and what is new with them: an outage
        or a block of some weeks ends with the digest that waited and one that catches up, not one a
        week.
        """
        last, unfinished = outbox.last_moments(), outbox.unfinished_chats()
        return [
            chat
            for chat, subscription in self.store.subscriptions()
            if chat.startswith(prefix)
            and chat not in unfinished
            and due(subscription, last.get(chat), now)
        ]

    def everyone(self, now: datetime) -> list[str]:
        """Return the chats that may be told something, at the hour of each."""
        today = day_of(now)
        every = self.store.subscriptions()
        return [chat for chat, subscription in every if not subscription.rests(today)]

    def people(
        self, pasts: Mapping[str, Past], now: datetime, early: bool = False
    ) -> list[DuePerson]:
        """Return those who are due of the chats with these pasts.

        Where `early`, they are all due, as if it were the hour of each.
        """
        found = []
        for chat, subscription in self.store.subscriptions(list(pasts)):
            its = due(subscription, pasts[chat].last, now) or (
                Due(due_moment(subscription, now)) if early else None
            )
            found += [DuePerson(chat, subscription, its)] if its else []
        return found

    def tellable(self, now: datetime) -> Tellable:
        """Return what can be told now."""
        return Tellable(self.records().values(), self._reader, self.world.matcher, day_of(now))

    def choose(self, person: DuePerson, past: Past, tellable: Tellable) -> Chosen:
        """Return what is decided for someone due."""
        world, subscription = self.world, person.subscription
        if person.due.is_first:
            digest = choose_first(subscription, past, tellable, world.collection, world.live)
        else:
            digest = choose(subscription, past, tellable, world.collection)
        return Chosen(
            person.chat, person.due.moment, FIRST if person.due.is_first else WEEKLY, digest
        )

    def letter(
        self, delivery: Delivery, now: datetime, says_again: bool = True
    ) -> tuple[Reply, ...] | None:
        """Return the messages of a delivery, or None.

        It is None where nothing it tells is left, and where it is no longer wanted. One that may
        have been received already says so, where it `says_again`.
        """
        subscription = self.store.load_session(delivery.chat).subscription
        if subscription.rests(day_of(now)) or not _is_wanted(delivery.digest, subscription):
            return None
        return self.compose(
            delivery.digest, subscription, now, again=says_again and delivery.again > 0
        )

    def compose(
        self, digest: Digest, subscription: Subscription, now: datetime, again: bool = False
    ) -> tuple[Reply, ...]:
        """Return the messages of a digest."""
        kept = frozenset(subscription.kept)
        return compose(
            digest, self.records(), self.world.collection, day_of(now), kept=kept, again=again
        )

    def records(self) -> Mapping[str, Record]:
        """Return the live aids by id, read again only where they changed."""
        stamp = self.memory.stamp()
        if stamp != self._stamp:
            self._records, self._stamp = self.memory.records(known=self._records), stamp
        return self._records

    def forget_erased(self, outbox: Outbox) -> None:
        """Erase from the outbox those of whom nothing else is kept.

        They had everything erased, or were silent too long.
        """
        dealt_with = outbox.last_moments().keys()
        for chat in dealt_with - self.store.known_chats() if dealt_with else ():
            outbox.forget(chat)

    def close(self) -> None:
        """Close what it reads."""
        self.store.close()
        self.memory.close()


def open_digest(world: Callable[[], World], database: Path) -> tuple[Choosing, Outbox]:
    """Return what chooses and the outbox over a database.

    Each has connections of its own, opened at first use.
    """
    return Choosing(world, Store(database), Memory(database)), Outbox(database)


def _is_wanted(digest: Digest, subscription: Subscription) -> bool:
    """Tell whether someone still asks for what a digest tells: who stopped may still keep aids."""
    only_reminders = digest.items and all(
        each.notice.startswith("closing") for each in digest.items
    )
    return subscription.active or bool(only_reminders and subscription.kept)
