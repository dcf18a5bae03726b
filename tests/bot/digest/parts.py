"""What the tests of the digest are made of.

It is aids, people, a channel that notes what it carries, and a run over a real file.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from bot.conversation.subscription import Subscription
from bot.digest.choosing import open_digest
from bot.digest.outcomes import Sent
from bot.digest.rounds import Rounds
from knowledge.live_aids.changes import Decisions
from knowledge.live_aids.model import LiveAid, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from bot.conversation.replies import Reply
    from bot.conversation.world import World
    from bot.digest.deliveries import RunReport
    from bot.digest.outcomes import Outcome

MONDAY = date(2026, 11, 23)
BEFORE = "2026-11-18T09:00:00+00:00"
EIGHT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # Monday, 8:00 in Paris


def an_aid(number: int = 1, **known: Any) -> LiveAid:
    """Return a live aid; what is not said of it does not matter."""
    whole: dict[str, Any] = {"name": f"Aide {number}"} | known
    return LiveAid(f"at-{number}", "aides-territoires", **whole)


def a_record(number: int = 1, seen: date = MONDAY, **known: Any) -> Record:
    """Return the record of an aid first seen on a day.

    `version`, `closed`, `reopened`, `silent` are the record's.
    """
    own: dict[str, Any] = {"version": 1}
    own |= {
        name: known.pop(name)
        for name in ("version", "closed", "reopened", "silent")
        if name in known
    }
    return Record(an_aid(number, **known), first_seen=seen, **own)


def someone(**follows: Any) -> Subscription:
    """Return a subscription asked for before the Monday of these tests."""
    whole: dict[str, Any] = {"active": True, "since": BEFORE} | follows
    return Subscription(**whole)


async def at_once(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Do some work here and now: what a thread of its own does for the bot."""
    return work(*args, **kwargs)


@dataclass
class Carrier:
    """A channel that notes what it carries.

    `ends` says how each call ends, and whether the person gets it.
    """

    ends: Callable[[str], tuple[Outcome, bool]] = lambda _: (Sent(1), True)
    prefix: str = "telegram:"
    keeps_once: bool = False
    received: list[tuple[str, str]] = field(default_factory=list)

    async def send(self, chat: str, replies: tuple[Reply, ...], name: str = "") -> Outcome:  # noqa: ARG002
        """Carry the messages of one digest."""
        outcome, is_received = self.ends(chat)
        if is_received:
            self.received.append((chat, "\n".join(reply.text for reply in replies)))
        return outcome

    def texts(self, chat: str) -> list[str]:
        """Return what someone received."""
        return [text for each, text in self.received if each == chat]


class Village:
    """Subscribers, aids and a clock over a real file, and the rounds that serve them."""

    def __init__(self, world: World, folder: Path, now: datetime = EIGHT) -> None:
        self.path = folder / "tambour.db"
        self.now = now
        self.carrier = Carrier()
        self.world = world
        self.restart()

    def restart(self) -> None:
        """Start the program anew over the same file."""
        self.choosing, self.outbox = open_digest(lambda: self.world, self.path)
        list(self.choosing.store.subscriptions())  # its tables are made
        self.rounds = Rounds(self.choosing, self.outbox, self.carrier, lambda: self.now, at_once)

    def subscribe(self, people: dict[str, Subscription]) -> None:
        """Store subscriptions in place of those of the same chats."""
        rows = [
            {"chat": chat, "subscription": each.to_json(), "updated": BEFORE}
            for chat, each in people.items()
        ]
        with Database(self.path) as database:
            database.table("subscriptions").insert_all(rows, pk="chat", replace=True)

    def know(self, *records: Record) -> None:
        """Put records in the memory of live aids."""
        self.choosing.memory.apply("aides-territoires", Decisions(new=records), self.now)

    def run(self, **options: Any) -> RunReport:
        """Do one run."""
        return asyncio.run(self.rounds.run(**options))

    def close(self) -> None:
        """Close the file."""
        self.choosing.close()
        self.outbox.close()


def names_in(text: str, numbers: Iterable[int]) -> set[int]:
    """Return which of the aids "Aide <number>" a text tells."""
    return {number for number in numbers if f"Aide {number}</b>" in text}
