"""Sends administrators what they must know, each in their chat with the bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.channels.telegram.rendering import render
from bot.channels.telegram.sending import ALERTS, Done
from bot.channels.telegram.todo import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.channels.telegram.sending import Sender
    from bot.conversation.replies import Reply


class TelegramAdmins:
    """The administrators, by their Telegram user ids."""

    def __init__(self, admins: frozenset[int], sender: Sender) -> None:
        self._admins, self._sender = admins, sender

    async def send(self, replies: Sequence[Reply], _: str) -> bool:
        """Send to every administrator.

        Tell whether one got it: where none did, it is told again the next minute.
        """
        return Done.SENT in await asyncio.gather(
            *(self._send_to(admin, replies) for admin in self._admins)
        )

    async def _send_to(self, admin: int, replies: Sequence[Reply]) -> Done:
        ended = Done.SENT
        for call in (call for reply in replies for call in render(reply, Source(admin, admin))):
            ended = await self._sender.send(call, admin, ALERTS)
            if ended is not Done.SENT:
                break
        return ended
