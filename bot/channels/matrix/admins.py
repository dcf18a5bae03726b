"""Sends administrators what they must know, each in their room with the bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.channels.matrix.names import transaction
from bot.channels.matrix.reading import Origin
from bot.channels.matrix.rendering import render
from bot.channels.matrix.sending import Ending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.channels.matrix.rooms import Rooms
    from bot.channels.matrix.sending import MatrixSender
    from bot.conversation.replies import Reply

_MOST_TRIES = 4


class MatrixAdmins:
    """The administrators, by the keys of the conversations held with them."""

    def __init__(self, admins: frozenset[str], rooms: Rooms, sender: MatrixSender) -> None:
        self._admins, self._rooms, self._sender = admins, rooms, sender

    async def send(self, replies: Sequence[Reply], name: str) -> bool:
        """Send to every administrator who has invited the bot; under the same name, once.

        Tell whether one got it: where none did, it is told again the next minute.
        """
        sent = await asyncio.gather(*(self._send_to(key, replies, name) for key in self._admins))
        return any(sent)

    async def _send_to(self, key: str, replies: Sequence[Reply], name: str) -> bool:
        room = self._rooms.of_person(key)
        if not room:
            return False
        source = Origin(room, "", "", key)
        messages = [message for reply in replies for message in render(reply, source)]
        for number, message in enumerate(messages):
            txn = transaction(name, key, number)
            if (await self._sender.send(message, room, txn, _MOST_TRIES)).done is not Ending.SENT:
                return False
        return True
