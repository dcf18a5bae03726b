"""The acronyms: what one stands for and what it is, asked in words ("c'est quoi un CIAS ?") or found in the list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.questions import Question, joined, question
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn, spoken
from matching.words import fold

if TYPE_CHECKING:
    from bot.conversation.replies import Rows
    from knowledge.vocabulary import Acronym

_ALL = buttons.press("acronyms", "Tous les sigles")
_PARTNERS = buttons.press("partners", "Qui fait quoi ?")
_CAPITALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")
_LONGEST = 9  # letters of an acronym
_LONGEST_BARE = 16  # of one alone, with its article and its question mark
_BETWEEN = ("et", "ou", "entre", "avec")
_MOST_COMPARED = 3


def show(turn: Turn, name: str) -> Outcome:
    """Show an acronym by its name, however it is typed; the list where there is none of that name."""
    acronym = _named(turn, name)
    if acronym is None:
        return _unknown(turn, name) if name else show_all(turn)
    return turn.says(_explained(turn, acronym))


def show_all(turn: Turn, letter: str = "") -> Outcome:
    """Show the first letters as buttons, or the acronyms of one letter."""
    acronyms = turn.world.collection.acronyms
    letters = sorted({_letter(each) for each in acronyms})
    found = [each for each in acronyms if _letter(each) == letter.upper()]
    if not found:
        text = say("acronyms", count=len(acronyms))
        doors = buttons.in_rows((buttons.press("acronyms", each, each) for each in letters), 5)
        return turn.says(Reply(text, (*doors, (_PARTNERS, buttons.THEMES))))
    doors = buttons.in_rows((buttons.press("acronym", each.acronym, fold(each.acronym)) for each in found), 4)
    text = say("acronyms_of_letter", letter=letter.upper(), acronyms=found)
    return turn.says(Reply(text, (*doors, (buttons.press("acronyms", "Les autres lettres"), buttons.THEMES))))


def read(turn: Turn, text: str) -> Outcome | None:
    """Answer a question about acronyms; a bare acronym is a need, unless a question mark follows it."""
    asked = question(turn.world, text)
    if asked is None:
        acronym = _named(turn, text) if text.rstrip().endswith("?") and len(text) <= _LONGEST_BARE else None
        return turn.says(_explained(turn, acronym)) if acronym else None
    found = _asked(turn, asked)
    if asked.of_a_body and any(acronym.partner for acronym in found):
        return None
    if found:
        return turn.says(*(_explained(turn, acronym) for acronym in found))
    return _unknown(turn, asked.written) if _is_unknown(turn, asked, text) else None


def _asked(turn: Turn, asked: Question) -> list[Acronym]:
    """Return the acronym that a question is about, by its letters or its words; or the few that it compares."""
    whole = _named(turn, asked.written) or _named(turn, asked.read) or _expanded(turn, asked.read)
    words = [reading.written for reading in asked.subject if reading.written not in _BETWEEN]
    each = [_named(turn, word) for word in words] if len(words) <= _MOST_COMPARED else []
    compared = [acronym for acronym in each if acronym]
    return [whole] if whole else compared if len(compared) == len(words) else []


def _unknown(turn: Turn, name: str) -> Outcome:
    return turn.says(Reply(say("acronym_unknown", name=name.upper()), ((_ALL, buttons.THEMES),)))


def _explained(turn: Turn, acronym: Acronym) -> Reply:
    return Reply(say("acronym", acronym=acronym), _doors(turn, acronym))


def _doors(turn: Turn, acronym: Acronym) -> Rows:
    collection = turn.world.collection
    theme = collection.themes.get(acronym.theme or "")
    partner = collection.partners.get(acronym.partner or "")
    to_cards = buttons.to_need(acronym.expansion, "Voir les fiches") or buttons.to_need(acronym.acronym, "Voir les fiches")
    doors = (*to_cards, *((buttons.press("partner", partner.name, partner.id),) if partner else ()))
    return (doors, *(((buttons.to_theme(theme.id, f"Thème : {theme.short}"),),) if theme else ()), (_ALL,))


def _named(turn: Turn, name: str) -> Acronym | None:
    """Return the acronym that is spelt so, old names of it included."""
    wanted = joined(name)
    acronyms = turn.world.collection.acronyms if wanted else ()
    return next((each for each in acronyms if wanted in map(joined, (each.acronym, *each.variants))), None)


def _expanded(turn: Turn, words: str) -> Acronym | None:
    """Return the acronym that stands for these words: "centre intercommunal d'action sociale"."""
    return next((each for each in turn.world.collection.acronyms if joined(each.expansion) == joined(words)), None)


def _is_unknown(turn: Turn, asked: Question, text: str) -> bool:
    """Tell whether what is asked looks like an acronym: one short word, in capitals, or that nobody knows."""
    if len(asked.subject) != 1 or not 1 < len(asked.subject[0].written) <= _LONGEST:
        return False
    subject, parser = asked.subject[0], turn.world.matcher.parser
    if not text.isupper() and any(fold(word) == fold(subject.written) for word in _CAPITALS.findall(text)):
        return not parser.parse(subject.written).partners
    known = parser.lexicon.french.knows(fold(subject.written)) or parser.parse(subject.read).places
    return not known and not parser.lexicon.find([subject.read])


def _letter(acronym: Acronym) -> str:
    return fold(acronym.acronym)[0].upper()


DOORS = Doors(
    presses={"acronym": show, "acronyms": show_all},
    commands={"sigles": show},
    words=spoken(show_all, "sigle", "sigles", "les sigles", "tous les sigles", "liste des sigles"),
    readers=(read,),
)
