"""Carries digests in Telegram: each call made once at its turn, behind the answers, and how it ended told to the outbox."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.channels.telegram.errors import Act
from bot.channels.telegram.rendering import render
from bot.channels.telegram.sending import Done
from bot.channels.telegram.updates import Source
from bot.digest.outcomes import Blocked, Deferred, Migrated, Refused, Sent, Uncertain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from telegram import Bot

    from bot.channels.telegram.errors import Decision
    from bot.channels.telegram.rendering import Call
    from bot.channels.telegram.sending import Sender
    from bot.channels.telegram.turnstile import Turnstile
    from bot.conversation.replies import Reply
    from bot.digest.outcomes import Outcome

_PREFIX = "telegram:"
_log = logging.getLogger("tambour.digest")
# As failed answers are, so that administrators hear of a Monday that Telegram refuses.
_ENDS = {Sent: Done.SENT, Refused: Done.REFUSED, Uncertain: Done.UNCERTAIN, Blocked: Done.SUSPENDED}
_PATIENCE = 10.0  # seconds that Telegram is given to answer a call: nobody waits for a digest, and a late answer is one
_MOST_TRIES = 4  # of a call that surely was not done
_PAUSE = 0.5  # seconds; doubled at each try
_MARGIN = 0.2  # seconds added to a pause that Telegram asks for
_LONGEST_HOLD = 30.0  # seconds that a call waits for; beyond, it is deferred
_LATER = timedelta(minutes=5)
_REOPENED = timedelta(days=1)  # after which a topic that was closed may be open again


class Broadcast:
    """The channel of digests; who blocked the bot and what groups became is shared with the sender of answers."""

    prefix, keeps_once = _PREFIX, False

    def __init__(
        self,
        bot: Bot,
        turnstile: Turnstile,
        sender: Sender,
        on_migration: Callable[[int, int], Awaitable[None]],
        now: Callable[[], datetime],
    ) -> None:
        self._bot, self._turnstile, self._sender = bot, turnstile, sender
        self._on_migration, self._now = on_migration, now

    async def send(self, chat: str, replies: tuple[Reply, ...], name: str = "") -> Outcome:  # noqa: ARG002
        """Send the messages of one digest in order; where some were received and not all, it is uncertain."""
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
        chat = source.chat
        for tries in range(_MOST_TRIES):
            if chat in self._sender.migrated:
                return Migrated(write_key(self._sender.migrated[chat], source.topic, source.is_direct))
            if chat in self._sender.suspended:
                return Blocked("suspended")
            await self._turnstile.enter(chat, broadcast=True)
            tried = await self._try(call, chat)
            if isinstance(tried, int):
                return Sent(tried)
            if tried.act is Act.PLAIN and (simpler := call.simpler()):
                call = simpler
            elif tried.act is Act.TOPIC and (elsewhere := call.out_of_topic()):
                call = elsewhere
            elif tried.act is Act.WAIT and tried.seconds <= _LONGEST_HOLD:
                self._turnstile.hold(chat, tried.seconds + _MARGIN)
            elif tried.act is Act.RETRY:
                await asyncio.sleep(_PAUSE * 2**tries)
            else:
                return await self._ended(tried, source)
        return Deferred(self._now() + _LATER, "given up for now")

    async def _try(self, call: Call, chat: int) -> int | Decision:
        """Make a call once; return the number of the message, or what to do of its failure."""
        try:
            message = await getattr(self._bot, call.method)(chat_id=chat, read_timeout=_PATIENCE, **call.arguments)
        except TelegramError as error:
            return self._sender.decide(error)
        self._sender.note_spoken(chat)
        return int(message.message_id)

    async def _ended(self, decision: Decision, source: Source) -> Outcome:
        if decision.act is Act.WAIT:
            self._turnstile.hold(source.chat, decision.seconds + _MARGIN)
            return Deferred(self._now() + timedelta(seconds=decision.seconds + _MARGIN), decision.why)
        if decision.act is Act.SUSPEND:
            self._sender.suspended.add(source.chat)
            return Blocked(decision.why)
        if decision.act is Act.MIGRATE:
            self._sender.migrated[source.chat] = decision.chat
            await self._on_migration(source.chat, decision.chat)
            return Migrated(write_key(decision.chat, source.topic, source.is_direct))
        if decision.act is Act.CLOSED:
            return Deferred(self._now() + _REOPENED, decision.why)
        if decision.act is Act.UNCERTAIN:
            return Uncertain(decision.why)
        if decision.act is Act.STOP:  # the token is refused: that is mended by an operator, and loses nothing
            return Deferred(self._now() + _LATER, decision.why)
        return Refused(decision.why)


class Chats:
    """What the sender of answers knows of the chats that digests go to."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def moved(self) -> list[tuple[str, str]]:
        """Return the groups that have another number, by their keys."""
        return [(write_key(old), write_key(new)) for old, new in list(self._sender.migrated.items())]

    def is_back(self, chat: str) -> bool:
        """Tell whether a chat may be written to again; one whose key can't be read is tried, so that it is refused and told."""
        try:
            return read_key(chat).chat not in self._sender.suspended
        except ValueError:
            return True


def read_key(key: str) -> Source:
    """Return the chat and the topic that a key names: "telegram:-100123/7", "/d7" in direct messages. Raises ValueError."""
    chat, _, topic = key.removeprefix(_PREFIX).partition("/")
    number = int(topic.removeprefix("d") or 0)
    return Source(int(chat), 0, topic=number, is_group=int(chat) < 0, is_direct=topic.startswith("d"))


def write_key(chat: int, topic: int = 0, is_direct: bool = False) -> str:
    """Return the key of a chat, or of a topic of it."""
    return Source(chat, 0, topic=topic, is_direct=is_direct).key
