"""Carries digests in Telegram.

Each call is made once at its turn, behind the answers, and the outbox is told how it ended.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.channels.telegram.errors import Remedy
from bot.channels.telegram.rendering import render
from bot.channels.telegram.sending import DIGESTS, Done
from bot.channels.telegram.todo import Source
from bot.digest.outcomes import Blocked, Deferred, Migrated, Refused, Sent, Uncertain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.channels.telegram.errors import Decision
    from bot.channels.telegram.rendering import Call
    from bot.channels.telegram.sending import Sender
    from bot.conversation.replies import Reply
    from bot.digest.outcomes import Outcome

_PREFIX = "telegram:"
_log = logging.getLogger("tambour.digest")
# As failed answers are, so that administrators hear of a Monday that Telegram refuses.
_ENDS = {Sent: Done.SENT, Refused: Done.REFUSED, Uncertain: Done.UNCERTAIN, Blocked: Done.SUSPENDED}
_MARGIN = timedelta(seconds=0.2)  # added to a pause that Telegram asks for
_LATER = timedelta(minutes=5)
_REOPENED = timedelta(days=1)  # after which a topic that was closed may be open again


class Broadcast:
    """The channel of digests.

    Its calls are made by the one caller, which knows who blocked the bot.
    """

    prefix, keeps_once = _PREFIX, False

    def __init__(self, sender: Sender, now: Callable[[], datetime]) -> None:
        self._sender, self._now = sender, now

    async def send(self, chat: str, replies: tuple[Reply, ...], name: str = "") -> Outcome:  # noqa: ARG002
        """Send the messages of one digest in order.

        Where some were received and not all, it is uncertain.
        """
        outcome = await self._send(chat, replies)
        if done := _ENDS.get(type(outcome)):  # one that is deferred or moved has not ended
            self._sender.ended[done] += 1
        return outcome

    async def _send(self, chat: str, replies: tuple[Reply, ...]) -> Outcome:
        try:
            source = read_key(chat)
        except ValueError:
            _log.warning("a weekly message is for a chat whose key can't be read: %r", chat)
            return Refused("no chat has this key")
        outcome: Outcome = Refused("nothing to send")
        for number, call in enumerate(call for reply in replies for call in render(reply, source)):
            outcome = await self._make(call, source)
            if not isinstance(outcome, Sent):
                return Uncertain(f"received in part: {outcome}") if number else outcome
        return outcome

    async def _make(self, call: Call, source: Source) -> Outcome:
        """Make a call until it is done or refused; never again once it may have been done."""
        made = await self._sender.make(call, source.chat, DIGESTS)
        return Sent(made) if isinstance(made, int) else _outcome(made, source, self._now())


def _outcome(decision: Decision, source: Source, now: datetime) -> Outcome:
    """Return what a call that failed means for its digest."""
    match decision.act:
        case Remedy.WAIT:
            return Deferred(now + timedelta(seconds=decision.seconds) + _MARGIN, decision.why)
        case Remedy.SUSPEND:
            return Blocked(decision.why)
        case Remedy.MIGRATE:
            return Migrated(write_key(decision.chat, source.topic, source.is_direct))
        case Remedy.CLOSED:
            return Deferred(now + _REOPENED, decision.why)
        case Remedy.UNCERTAIN:
            return Uncertain(decision.why)
        case (
            Remedy.STOP | Remedy.GIVEN_UP
        ):  # a refused token is mended by an operator, and loses nothing
            return Deferred(now + _LATER, decision.why)
        case _:
            return Refused(decision.why)


class TelegramChats:
    """What the sender of answers knows of the chats that digests go to."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def moved(self) -> list[tuple[str, str]]:
        """Return the groups that have another number, by their keys."""
        return [
            (write_key(old), write_key(new)) for old, new in list(self._sender.migrated.items())
        ]

    def is_back(self, chat: str) -> bool:
        """Tell whether a chat may be written to again.

        One whose key can't be read is tried, so that it is refused and told.
        """
        try:
            return read_key(chat).chat not in self._sender.suspended
        except ValueError:
            return True


def read_key(key: str) -> Source:
    """Return the chat and the topic that a key names.

    A key is "telegram:-100123/7", or ends in "/d7" in direct messages. ValueError is raised for any
    other.
    """
    chat, _, topic = key.removeprefix(_PREFIX).partition("/")
    number = int(topic.removeprefix("d") or 0)
    return Source(
        int(chat), 0, topic=number, is_group=int(chat) < 0, is_direct=topic.startswith("d")
    )


def write_key(chat: int, topic: int = 0, is_direct: bool = False) -> str:
    """Return the key of a chat, or of a topic of it."""
    return Source(chat, 0, topic=topic, is_direct=is_direct).key
