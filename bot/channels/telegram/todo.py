"""What an update asks to be done: one frozen type for each kind of it.

A chat that changed, and where the answer goes, are such types too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.events import Event


@dataclass(frozen=True)
class Source:
    """Where something comes from, and where the answer goes.

    It has the chat, its topic, the message in question, and who wrote it. `pressed` is the identity
    of a press; `message` is then the message pressed, or 0 where it can't be edited. A topic that
    `is_direct` is what one person writes to a channel. `album` is the identity of the album that
    the message is part of.
    """

    chat: int
    person: int
    message: int = 0
    topic: int = 0
    is_group: bool = False
    pressed: str = ""
    date: datetime | None = None
    is_direct: bool = False
    album: str = ""

    @property
    def key(self) -> str:
        """Return the name of the conversation.

        There is one a chat, and one a topic of a group or of a channel's direct messages.
        """
        topic = f"/{'d' if self.is_direct else ''}{self.topic}" if self.topic else ""
        return f"telegram:{self.chat}{topic}"


@dataclass(frozen=True)
class Ask:
    """Something for the conversation to answer.

    `is_unnamed` says of a command in a group that it names no bot.
    """

    event: Event
    source: Source
    is_unnamed: bool = False


@dataclass(frozen=True)
class Tell:
    """Something that the conversation can't answer, and what to say of it.

    Nothing is said for an empty sentence.
    """

    sentence: str
    source: Source


@dataclass(frozen=True)
class Corrected:
    """A message said to be edited, and what it now says.

    That is not always something else: a reaction may be the cause.
    """

    text: str
    source: Source


@dataclass(frozen=True)
class LookUp:
    """An inline query: what is typed after the bot's name in any chat, and from which result on."""

    query: str
    text: str
    offset: str
    person: int


@dataclass(frozen=True)
class ChatChange:
    """A chat that left or blocked the bot, took it back, or changed its number.

    It changes where a group becomes a supergroup.
    """

    chat: int
    is_gone: bool = False
    became: int = 0


Work = Ask | Tell | LookUp | ChatChange
Todo = Work | Corrected
