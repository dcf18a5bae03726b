"""The themes, and for each its guide: why it matters, the levers, the money, the addresses, the cards."""

from __future__ import annotations

import re

from bot.conversation import buttons
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn, spoken
from bot.conversation.wishes import LAST, wished
from matching.words import fold

SIGHT = "themes"
_THEME = re.compile(r"\bthemes?\b")
_ASKED = re.compile(r"(?:le |les )?(?:theme|reperes?) ?:? (?:sur |de |du )?(.+)")


def show_all(turn: Turn, _: str = "") -> Outcome:
    """Show the challenges and a button for each theme."""
    collection = turn.world.collection
    doors = [buttons.to_theme(theme.id, theme.short) for theme in collection.themes.values()]
    return turn.says(Reply(say("themes", collection=collection), buttons.in_rows(doors, 2)), sight=SIGHT)


def pick(turn: Turn, text: str) -> Outcome | None:
    """Show the theme of a number, while the list of themes is in sight: "la 3", "le troisième"."""
    wish, themes = wished(_THEME.sub("", fold(text))), list(turn.world.collection.themes)
    if wish is None or wish.kind != "open" or not wish.number or wish.number > len(themes):
        return None
    return show(turn, themes[wish.number - 1 if wish.number > 0 else LAST])


def show(turn: Turn, theme_id: str) -> Outcome:
    """Show a theme's guide and its cards; the list of themes where it no longer exists."""
    collection = turn.world.collection
    theme = collection.themes.get(theme_id)
    if theme is None:
        return show_all(turn)
    cards = collection.cards_of_theme[theme_id]
    text = say("theme", theme=theme, guide=collection.guides[theme_id], cards=cards)
    doors = [buttons.to_card(card.id, f"Fiche {card.id}") for card in cards]
    return turn.says(Reply(text, (*buttons.in_rows(doors, 4), (buttons.THEMES,))))


def read(turn: Turn, text: str) -> Outcome | None:
    """Show the guide of the theme that is asked for by its name: "thème mobilité", "repères sur l'eau"."""
    asked = _ASKED.fullmatch(" ".join(fold(text).split()).strip(" ?!."))
    found = turn.world.nearest_themes(turn.world.matcher.parser.parse(asked[1])) if asked else []
    return show(turn, found[0]) if found else None


DOORS = Doors(
    presses={"themes": show_all, "theme": show},
    commands={"themes": show_all},
    words=spoken(show_all, "theme", "themes", "les themes", "voir les themes", "liste des fiches", "toutes les fiches"),
    wishes={"themes": show_all},
    in_sight={SIGHT: pick},
    readers=(read,),
)
