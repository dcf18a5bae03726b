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
    from bot.conversation.replies import Rows
    from knowledge.vocabulary import Acronym

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
    """Show the first letters as buttons, or the acronyms of one letter."""
    acronyms = turn.world.collection.acronyms
    letters = sorted({_letter(each) for each in acronyms})
    found = [each for each in acronyms if _letter(each) == letter.upper()]
    if not found:
        text = say("acronyms", count=len(acronyms))
        doors = buttons.in_rows((buttons.press("acronyms", each, each) for each in letters), 5)
        return turn.says(Reply(text, (*doors, (_PARTNERS, buttons.THEMES))))
    doors = buttons.in_rows(
        (buttons.press("acronym", each.acronym, fold(each.acronym)) for each in found), 4
    )
    text = say("acronyms_of_letter", letter=letter.upper(), acronyms=found)
    return turn.says(
        Reply(text, (*doors, (buttons.press("acronyms", label("other_letters")), buttons.THEMES)))
    )


def _unknown(turn: Turn, name: str) -> Outcome:
    return turn.says(Reply(say("acronym_unknown", name=name.upper()), ((_ALL, buttons.THEMES),)))


def explained(turn: Turn, acronym: Acronym) -> Reply:
    """Return what an acronym means, with the cards that name it."""
    return Reply(say("acronym", acronym=acronym), _doors(turn, acronym))


def _doors(turn: Turn, acronym: Acronym) -> Rows:
    collection = turn.world.collection
    theme = collection.themes.get(acronym.theme or "")
    partner = collection.partners.get(acronym.partner or "")
    to_cards = buttons.to_need(acronym.expansion, label("see_cards")) or buttons.to_need(
        acronym.acronym, label("see_cards")
    )
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
