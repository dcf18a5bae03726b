"""The themes, and for each its guide.

It says why it matters, the levers, the money, the addresses, the cards.
"""

from __future__ import annotations

from bot.conversation import buttons
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn


def show_all(turn: Turn, _: str = "") -> Outcome:
    """Show the challenges and a button for each theme."""
    collection = turn.world.collection
    doors = [buttons.to_theme(theme.id, theme.short) for theme in collection.themes.values()]
    return turn.says(
        Reply(say("themes", collection=collection), buttons.in_rows(doors, 2)), sight=Sight.THEMES
    )


def show(turn: Turn, theme_id: str) -> Outcome:
    """Show a theme's guide and its cards; the list of themes where it no longer exists."""
    collection = turn.world.collection
    theme = collection.themes.get(theme_id)
    if theme is None:
        return show_all(turn)
    cards = collection.cards_of_theme[theme_id]
    text = say("theme", theme=theme, guide=collection.guides[theme_id], cards=cards)
    doors = [buttons.to_card(card.id, label("card", id=card.id)) for card in cards]
    offered = tuple(card.id for card in cards)
    return turn.says(
        Reply(text, (*buttons.in_rows(doors, 4), (buttons.THEMES,))),
        offered=offered,
        shown=0,
        card="",
    )


DOORS = Doors(
    presses={"themes": show_all, "theme": show},
    commands={"themes": show_all},
)
