"""Reads buttons again from the bot's own messages, where a restart or a year made it forget them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nio import MegolmEvent, RoomGetEventResponse, RoomMessagesResponse
from nio.exceptions import EncryptionError

from bot.channels.matrix.rendering import BUTTONS
from bot.conversation.replies import Button

if TYPE_CHECKING:
    from nio import AsyncClient

_LOOKED_AT = 20  # messages


async def carried_by(client: AsyncClient, room_id: str, message: str) -> tuple[str, ...]:
    """Return what the buttons of a message carry; none where it is not the bot's, or can't be had."""
    answer = await client.room_get_event(room_id, message)
    return _carried(client, room_id, answer.event) if isinstance(answer, RoomGetEventResponse) else ()


async def last_buttons(client: AsyncClient, room_id: str) -> list[Button]:
    """Return the buttons of the last message of the bot in a room; none where it is too far back."""
    answer = await client.room_messages(room_id, client.next_batch, limit=_LOOKED_AT)
    if not isinstance(answer, RoomMessagesResponse):
        return []
    for event in answer.chunk:
        if event.sender == client.user_id and event.source.get("type") != "m.reaction":
            return [Button("", data) for data in _carried(client, room_id, event)]
    return []


def _carried(client: AsyncClient, room_id: str, event: Any) -> tuple[str, ...]:
    if event.sender != client.user_id:
        return ()
    if isinstance(event, MegolmEvent):
        event.room_id = room_id
        try:
            event = client.decrypt_event(event)
        except EncryptionError:
            return ()
    carried = event.source.get("content", {}).get(BUTTONS)
    return tuple(filter(None, map(str, carried))) if isinstance(carried, list) else ()
