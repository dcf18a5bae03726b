"""What the outbox holds.

It is deliveries and how far they went, what was decided for a chat, and the reports of runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.digest.content import Digest


class DeliveryState(StrEnum):
    """How far a delivery went.

    `sending` is on disk before the call, the end after: what a crash leaves there is uncertain.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"  # it may have been received: sent again, saying so
    DEFERRED = "deferred"  # surely not received: not again before `until`
    REFUSED = "refused"  # for good
    BLOCKED = "blocked"  # the chat gets nothing until it comes back


@dataclass(frozen=True)
class Delivery:
    """One message to one chat; `again` tells how many times it may have been received already."""

    id: int
    chat: str
    digest: Digest
    state: DeliveryState
    again: int = 0

    @property
    def name(self) -> str:
        """What names it for ever, even in a database put back.

        It says who it is for and what it tells, never the same twice.
        """
        return sha256(f"{self.chat}\n{self.digest.to_json()}".encode()).hexdigest()


@dataclass(frozen=True)
class Chosen:
    """What was decided for a chat at a moment it was due: a digest, or none."""

    chat: str
    moment: datetime
    kind: str
    digest: Digest | None


@dataclass(frozen=True)
class HeldDelivery:
    """A delivery as it is kept.

    It has what it tells, how far it went, when it was written and when it ended (ISO, UTC).
    """

    digest: Digest
    state: DeliveryState
    written: str
    ended: str


@dataclass(frozen=True)
class KeptOfChat:
    """All that is kept of a chat.

    It is the last moment dealt with (ISO, "" for none), the keys told with their day, and
    deliveries.
    """

    last: str = ""
    told: tuple[tuple[str, str], ...] = ()
    deliveries: tuple[HeldDelivery, ...] = ()


@dataclass(frozen=True)
class RunReport:
    """What a run did, in numbers of people or of messages, and what went wrong in words."""

    started: str
    due: int = 0
    written: int = 0
    recovered: int = 0
    sent: int = 0
    blocked: int = 0
    deferred: int = 0
    uncertain: int = 0
    refused: int = 0
    dropped: int = 0
    trouble: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether there was nothing to do, and nothing went wrong."""
        return self == RunReport(self.started)
