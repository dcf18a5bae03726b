"""The themes, and for each its guide: why it matters, the levers, the money, the addresses, the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.replies import Reply
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.world import World


def show_all(world: World) -> Reply:
    """Return the challenges and a button for each theme."""
    collection = world.collection
    doors = [buttons.to_theme(theme.id, theme.short) for theme in collection.themes.values()]
    return Reply(say("themes", collection=collection), buttons.in_rows(doors, 2))


def show(world: World, theme_id: str) -> Reply:
    """Return a theme's guide and its cards; the list of themes where it no longer exists."""
    collection = world.collection
    theme = collection.themes.get(theme_id)
    if theme is None:
        return show_all(world)
    cards = collection.cards_of_theme[theme_id]
    text = say("theme", theme=theme, guide=collection.guides[theme_id], cards=cards)
    doors = [buttons.to_card(card.id, f"Fiche {card.id}") for card in cards]
    return Reply(text, (*buttons.in_rows(doors, 5), (buttons.THEMES,)))
