"""Carries digests on Matrix, behind the answers.

Named sendings make a repeated one harmless, so each is received once."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.channels.matrix.names import PREFIX, read_room, transaction
from bot.channels.matrix.offers import Offered
from bot.channels.matrix.reading import Origin
from bot.channels.matrix.rendering import BUTTONS, render
from bot.channels.matrix.sending import Ending, Sending
from bot.digest.outcomes import Blocked, Deferred, Refused, Sent
from bot.errors import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.channels.matrix.offers import Offers
    from bot.channels.matrix.rendering import Message
    from bot.channels.matrix.rooms import Rooms
    from bot.channels.matrix.sending import MatrixSender
    from bot.conversation.replies import Reply
    from bot.digest.outcomes import Outcome

_MOST_TRIES = 4
_LATER = timedelta(minutes=5)
_CALM = timedelta(minutes=1)
_LOST_ACCESS = Sending(Ending.LATER, why="the bot's device is refused")
_log = logging.getLogger("tambour.digest")


class MatrixBroadcast:
    """The channel of digests."""

    prefix, keeps_once = PREFIX, True

    def __init__(
        self, rooms: Rooms, sender: MatrixSender, offers: Offers, now: Callable[[], datetime]
    ) -> None:
        self._rooms, self._sender, self._offers, self._now = rooms, sender, offers, now

    async def send(self, chat: str, replies: tuple[Reply, ...], name: str) -> Outcome:
        """Send the messages of the digest of this name in order, where its chat is now."""
        room, thread = read_room(chat) or (self._rooms.of_person(chat), "")
        if not (room and self._rooms.is_open(room)):
            return Blocked("the bot may write in no room of this chat")
        if self._sender.gate.is_slow:  # answers first
            return Deferred(self._now() + _CALM, "the server asks for pauses")
        source = Origin(room, "", thread, chat, thread, is_shared=bool(thread))
        messages = [message for reply in replies for message in render(reply, source)]
        for number, message in enumerate(messages):
            outcome = await self._send(message, room, transaction(name, number))
            if outcome.done is not Ending.SENT:
                return self._ended(outcome, room)
            self._offers.sent(
                outcome.event, Offered(tuple(message.content.get(BUTTONS, ())), thread)
            )
        if messages:
            self._offers.show(chat, messages[-1].buttons)
        return Sent() if messages else Refused("nothing to send")

    async def _send(self, message: Message, room: str, txn: str) -> Sending:
        try:
            return await self._sender.send(message, room, txn, _MOST_TRIES)
        except StoppedError as error:  # an operator mends that, and nothing is lost
            _log.warning("digests wait: %s", error)
            return _LOST_ACCESS

    def _ended(self, sending: Sending, room: str) -> Outcome:
        """Return the outcome of a digest whose message was not received.

        Nothing of it would come twice."""
        if sending.done is Ending.SUSPENDED:
            self._rooms.note_closed(room)
            return Blocked(sending.why)
        if sending.done is Ending.REFUSED:
            return Refused(sending.why)
        return Deferred(self._now() + max(_LATER, timedelta(seconds=sending.seconds)), sending.why)


class MatrixChats:
    """What the bot's rooms tell of the chats that digests go to."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def moved(self) -> list[tuple[str, str]]:
        """Return the rooms that were replaced, by the keys of both."""
        return self._rooms.replaced()

    def is_back(self, chat: str) -> bool:
        """Tell whether a chat may be written to again: a room of it is open to the bot."""
        named = read_room(chat)
        return self._rooms.is_open(named[0] if named else self._rooms.of_person(chat))
