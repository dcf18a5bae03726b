"""Reads buttons again from the bot's own messages, where a restart made it forget them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nio import MegolmEvent
from nio.exceptions import EncryptionError

from bot.channels.matrix.asking import insist
from bot.channels.matrix.offers import Offered
from bot.channels.matrix.rendering import BUTTONS, WORDS
from bot.conversation.replies import Button

if TYPE_CHECKING:
    from nio import AsyncClient

_LOOKED_AT = 20  # messages


async def offered_by(client: AsyncClient, room_id: str, message: str) -> Offered:
    """Return what a message offers; nothing where it is not the bot's, or can't be had."""
    answer, refused = await insist(lambda: client.room_get_event(room_id, message))
    if refused:
        return Offered()
    return _offered(_source(client, room_id, answer.event))


async def last_buttons(client: AsyncClient, room_id: str) -> list[Button]:
    """Return the buttons of the last words of the bot in a room.

    None where they are too far back."""
    answer, refused = await insist(
        lambda: client.room_messages(room_id, client.next_batch, limit=_LOOKED_AT)
    )
    if refused:
        return []
    for event in answer.chunk:
        source = _source(client, room_id, event)
        if source.get("type") == WORDS:
            return [Button("", data) for data in _offered(source).carried]
    return []


def _source(client: AsyncClient, room_id: str, event: Any) -> dict[str, Any]:
    """Return an event of the bot as it was sent.

    {} for another's, or one that can't be deciphered."""
    if event.sender != client.user_id:
        return {}
    if isinstance(event, MegolmEvent):
        event.room_id = room_id
        try:
            event = client.decrypt_event(event)
        except EncryptionError:
            return {}
    return dict(event.source)


def _offered(source: dict[str, Any]) -> Offered:
    content = source.get("content", {})
    carried, relation = content.get(BUTTONS), content.get("m.relates_to", {})
    thread = str(relation["event_id"]) if relation.get("rel_type") == "m.thread" else ""
    return Offered(tuple(map(str, carried)) if isinstance(carried, list) else (), thread)
