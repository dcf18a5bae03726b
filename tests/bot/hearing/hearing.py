"""What is heard in a text, after what was said or pressed before; for the tests of the ear."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.conversation.core import heard_in, respond
from bot.conversation.events import Said
from bot.conversation.session import Session

if TYPE_CHECKING:
    from bot.conversation.acts import Heard
    from bot.conversation.events import Event
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def after(world: World, *events: Event) -> Session:
    """Return the session that some events leave."""
    session = Session()
    for event in events:
        session, _ = respond(world, session, event, NOW)
    return session


def heard(world: World, text: str, *events: Event) -> Heard:
    """Return what is heard in a text after some events."""
    return heard_in(world, after(world, *events), Said(text))
