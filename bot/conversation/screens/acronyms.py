"""The acronyms: what one stands for and what it is.

They are asked in words ("c'est quoi un CIAS ?") or found in the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.naming import acronym_named
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.replies import Rows
    from knowledge.vocabulary import Acronym

_SPANS = 5
_ALL = buttons.press("acronyms", label("all_acronyms"))
_PARTNERS = buttons.press("partners", label("who_does_what"))


def show(turn: Turn, name: str) -> Outcome:
    """Show an acronym by its name, however it is typed.

    The list is shown where there is none of that name.
    """
    acronym = acronym_named(name, turn.world)
    if acronym is None:
        return _unknown(turn, name) if name else show_all(turn)
    return turn.says(explained(turn, acronym))


def show_all(turn: Turn, letter: str = "") -> Outcome:
    """Show spans of first letters as buttons, or the acronyms of one letter or span: "D-G".

    An acronym that is typed is explained: so many make too many buttons.
    """
    acronyms = turn.world.collection.acronyms
    first, _, last = letter.upper().partition("-")
    found = [each for each in acronyms if first and first <= _letter(each) <= (last or first)]
    if not found:
        text = say("acronyms", count=len(acronyms))
        doors = [
            buttons.press("acronyms", _named(span), "-".join(span)) for span in _spans(acronyms)
        ]
        return turn.says(Reply(text, buttons.in_rows((*doors, _PARTNERS), 5)))
    text = say("acronyms_of_letter", letter=_named((first, last or first)), acronyms=found)
    ways = (buttons.press("acronyms", label("other_letters")), buttons.THEMES)
    names = [buttons.press("acronym", each.acronym, fold(each.acronym)) for each in found]
    return turn.says(Reply(text, (ways,), behind=tuple(names)))


def _spans(acronyms: Sequence[Acronym]) -> list[tuple[str, str]]:
    """Return the first and the last letter of spans that hold about as many acronyms each."""
    letters = sorted(_letter(each) for each in acronyms)
    spans: dict[int, list[str]] = {}
    for each in dict.fromkeys(letters):
        middle = letters.index(each) + letters.count(each) / 2
        spans.setdefault(int(middle * _SPANS / len(letters)), []).append(each)
    return [(span[0], span[-1]) for span in spans.values()]


def _named(span: tuple[str, str]) -> str:
    first, last = span
    return first if first == last else label("span", first=first, last=last)


def _unknown(turn: Turn, name: str) -> Outcome:
    return turn.says(Reply(say("acronym_unknown", name=name.upper()), ((_ALL, buttons.THEMES),)))


def say_not_explained(turn: Turn, thing: str) -> Outcome:
    """Say that nobody here explains a thing, and offer the cards that speak of it."""
    ways = (*buttons.to_need(thing, label("search_cards")), _ALL)
    return turn.says(Reply(say("not_explained", thing=thing), (ways,)))


def explained(turn: Turn, acronym: Acronym) -> Reply:
    """Return what an acronym means, with the cards that name it."""
    return Reply(say("acronym", acronym=acronym), _doors(turn, acronym))


def _doors(turn: Turn, acronym: Acronym) -> Rows:
    collection = turn.world.collection
    theme = collection.themes.get(acronym.theme or "")
    partner = collection.partners.get(acronym.partner or "")
    see, name = label("see_cards"), acronym.acronym
    to_cards = buttons.to_need(f"{name} {acronym.expansion}", see) or buttons.to_need(name, see)
    doors = (*to_cards, *((buttons.press("partner", partner.name, partner.id),) if partner else ()))
    return (
        doors,
        *(((buttons.to_theme(theme.id, label("theme", name=theme.short)),),) if theme else ()),
        (_ALL,),
    )


def _letter(acronym: Acronym) -> str:
    return fold(acronym.acronym)[0].upper()


DOORS = Doors(
    presses={"acronym": show, "acronyms": show_all},
    commands={"acronyms": show},
)
