"""How the sending of a message to a chat can end.

It says too what a channel must offer to send digests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.replies import Reply


@dataclass(frozen=True)
class Sent:
    """The message was received.

    `message_id` is the channel's number of the last one, 0 where it gives none.
    """

    message_id: int = 0


@dataclass(frozen=True)
class Deferred:
    """It was surely not received, and may be sent again from a moment on."""

    until: datetime
    why: str = ""


@dataclass(frozen=True)
class Blocked:
    """The chat gets nothing until it comes back."""

    why: str = ""


@dataclass(frozen=True)
class Migrated:
    """The chat has become another: `chat` is its new key."""

    chat: str


@dataclass(frozen=True)
class Refused:
    """It can never be received."""

    why: str = ""


@dataclass(frozen=True)
class Uncertain:
    """It may have been received, or not."""

    why: str = ""


Outcome = Sent | Deferred | Blocked | Migrated | Refused | Uncertain


class Channel(Protocol):
    """What carries messages to chats whose keys begin with `prefix`.

    Where it `keeps_once`, a digest sent again under its name is received once: nobody need be told
    that it may be twice.
    """

    prefix: str
    keeps_once: bool

    async def send(self, chat: str, replies: tuple[Reply, ...], name: str) -> Outcome:
        """Send the messages of the digest of this name, at their turn, each at most once."""
