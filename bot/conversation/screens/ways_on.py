"""What an answer to a need offers besides its cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import LONGEST_DATA
from matching.need import Facet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.replies import Button
    from bot.conversation.turn import Turn
    from bot.conversation.understood import Understood
    from matching.need import Need


def carrying(turn: Turn, need: Need) -> str:
    """Return what shows an answer again: its need, else what the session remembers of it."""
    data = f"need:{need.text}"
    refined = turn.session.dropped or turn.session.added
    return data if not refined and buttons.carries_more(data) else "again"


def removing(facets: Sequence[Understood]) -> list[Button]:
    """Return the buttons that take out one thing understood, where there are several."""
    if len(facets) < 2:
        return []
    removable = [
        buttons.press("drop", label("take_away", name=facet.label), facet.name) for facet in facets
    ]
    return [button for button in removable if len(button.data.encode()) <= LONGEST_DATA]


def beside(turn: Turn, need: Need) -> list[Button]:
    """Return the ways to the guide of the first theme understood and to the first partner named."""
    collection = turn.world.collection
    themes = [collection.themes[theme] for theme in need.themes if theme in collection.themes]
    doors = [buttons.to_theme(theme.id, label("guide", theme=theme.short)) for theme in themes[:1]]
    named = [partner for partner in need.partners if partner in collection.partners]
    doors += [
        buttons.press("partner", collection.partners[partner].name, partner)
        for partner in named[:1]
    ]
    return doors


def back(turn: Turn) -> Button:
    """Return the way from a list: to the question that its cards help with, else to the themes."""
    question = turn.session.question if turn.session.sight == Sight.QUESTION else ""
    return buttons.press("q", label("back_to_question"), question) if question else buttons.THEMES


def widening(turn: Turn, need: Need) -> tuple[Button, ...]:
    """Return the way to what was done near the person, where they told their place and no other."""
    if turn.session.place and not any(unit.about(Facet.PLACE) for unit in need.units):
        return (buttons.press("nearme", label("near_me")),)
    return ()
