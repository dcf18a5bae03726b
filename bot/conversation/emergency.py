"""Whom to call at once, said before anything else where a text tells a danger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.replies import Reply
from bot.conversation.texts import say

if TYPE_CHECKING:
    from collections.abc import Container

    from bot.conversation.world import World


def calls(world: World, emergencies: Container[str]) -> tuple[Reply, ...]:
    """Return the message that says whom to call in some emergencies; none where there is no emergency."""
    lines = [each.call for each in world.collection.emergencies.emergencies if each.id in emergencies]
    return (Reply(say("urgent", lines=lines)),) if lines else ()


def told(world: World, text: str) -> frozenset[str]:
    """Return the emergencies that a text tells."""
    return world.matcher.parser.read(text).danger.emergencies
