"""Whom to call at once, said before anything else where a text tells a danger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.texts import say

if TYPE_CHECKING:
    from collections.abc import Container

    from bot.conversation.acts import Alarm
    from bot.conversation.turn import Outcome, Turn
    from bot.conversation.world import World


def calls(world: World, emergencies: Container[str]) -> tuple[Reply, ...]:
    """Return the message that says whom to call in some emergencies.

    It is None where there is no emergency.
    """
    lines = [
        each.call for each in world.collection.emergencies.emergencies if each.id in emergencies
    ]
    return (Reply(say("urgent", lines=lines)),) if lines else ()


def alarm(turn: Turn, act: Alarm) -> Outcome:
    """Say whom to call, and nothing else.

    What was in sight stays, and the danger is remembered over the next messages.
    """
    lines = [
        each.call
        for each in turn.world.collection.emergencies.emergencies
        if each.id in act.emergencies
    ]
    subject = _subject(turn, act)
    doors = (*(buttons.to_need(subject, label("cards_on_this")) if subject else ()), buttons.THEMES)
    return turn.says(
        Reply(say("alarm", lines=lines, again=act.again), (doors,)),
        alarmed=act.emergencies,
        alarm_age=0,
    )


def _subject(turn: Turn, act: Alarm) -> str:
    """Return the subject of the cards on a danger: no word of who told it."""
    known = turn.world.collection
    found = [
        each
        for each in known.emergencies.emergencies
        if each.id in act.emergencies and each.concepts
    ]
    names = {concept.id: concept.name for concept in known.concepts}
    return names.get(found[0].concepts[0], "") if found else ""
