"""The themes, and for each its guide.

It says why it matters, the levers, the money, the addresses, the cards.
"""

from __future__ import annotations

from bot.conversation import buttons
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Reply
from bot.conversation.texts import first_sentence, say
from bot.conversation.turn import Doors, Outcome, Turn

_LONGEST_LABEL = 36


def show_all(turn: Turn, _: str = "") -> Outcome:
    """Show the themes by challenge, and a button for each challenge.

    The name of a theme may be typed: so many make too many buttons.
    """
    collection = turn.world.collection
    doors = [
        buttons.press("challenge", first_sentence(each.title, _LONGEST_LABEL), str(number))
        for number, each in collection.challenges.items()
    ]
    shown, behind = buttons.few(doors, "themes")
    themes = collection.themes.values()
    names = [
        buttons.to_theme(theme.id, name) for theme in themes for name in (theme.short, theme.title)
    ]
    text, rows = say("themes", collection=collection), buttons.in_rows(shown, 1)
    reply = Reply(text, rows, behind=(*behind, *names))
    return turn.says(reply, sight=Sight.THEMES)


def show_challenge(turn: Turn, written: str) -> Outcome:
    """Show a challenge by its number, with a button for each of its themes.

    All the challenges are shown where it no longer exists.
    """
    collection = turn.world.collection
    number = int(written) if written.isdecimal() else 0
    challenge = collection.challenges.get(number)
    if challenge is None:
        return show_all(turn)
    themes = [each for each in collection.themes.values() if each.challenge == number]
    doors = [buttons.to_theme(theme.id, theme.short) for theme in themes]
    shown, behind = buttons.few(doors, f"challenge:{number}", MOST_BUTTONS - 1)
    text = say("challenge", challenge=challenge, themes=themes, cards=collection.cards_of_theme)
    rows = (*buttons.in_rows(shown, 2), (buttons.THEMES,))
    return turn.says(Reply(text, rows, behind=behind), sight=Sight.THEMES)


def show(turn: Turn, theme_id: str) -> Outcome:
    """Show a theme's guide and its cards; the list of themes where it no longer exists."""
    collection = turn.world.collection
    theme = collection.themes.get(theme_id)
    if theme is None:
        return show_all(turn)
    cards = collection.cards_of_theme[theme_id]
    text = say("theme", theme=theme, guide=collection.guides[theme_id], cards=cards)
    doors = [buttons.to_card(card.id, label("card", id=card.id)) for card in cards]
    shown, behind = buttons.few(doors, f"theme:{theme_id}")
    rows = buttons.in_rows(buttons.filled(shown, buttons.THEMES), 3)
    return turn.says(
        Reply(text, rows, behind=behind),
        offered=tuple(card.id for card in cards),
        shown=0,
        card="",
        sight=Sight.GUIDE,
    )


DOORS = Doors(
    presses={"themes": show_all, "challenge": show_challenge, "theme": show},
    commands={"themes": show_all},
)
