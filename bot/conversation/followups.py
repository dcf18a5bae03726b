"""What a message means after another: "la 2", "et pour les seniors ?", "pareil mais pour l'Oise", "contact ?", "retour"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.replies import Reply
from bot.conversation.screens import answer, card, contacts
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from matching.need import Facet
from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Container

    from matching.need import Unit

_ORDINALS = {"premiere": 1, "premier": 1, "deuxieme": 2, "seconde": 2, "troisieme": 3, "derniere": 3}
_NUMBERED = re.compile(r"(?:ouvre |voir |ouvrir )?(?:la |le |numero |n°)?(\d|premiere?|deuxieme|seconde|troisieme|derniere)")
_CARD = re.compile(r"(?:ouvre |ouvrir |voir )?(?:la |l')?(?:fiche|pratique|aide|carte) ?(?:n ?[°o]? ?)?([0-9]{1,3}|[a-z]{1,2})")
_SAME = r"et|ou|sinon|pareil|idem|la meme chose|meme chose|meme question"
_GOES_ON = re.compile(rf"^(?:{_SAME})?[ ,]*(?:mais)? *")
_CONTINUES = re.compile(rf"(?:{_SAME}|dans|en|a|au|pour|pres|vers|chez|avec)\b")
_INSTEAD = re.compile(r"(?:non|nan|plutot|pas ca|en fait)[ ,]+(?:plutot |en fait |je voulais dire |c'est )*(.+)")
_CALLS = re.compile(
    r"(?:et )?(?:le |les |un |des |quel |quels )?"
    r"(?:contacts?|telephone|tel|mail|e-?mail|adresse|qui (?:appeler|contacter))"
)
_PAYS = re.compile(
    r"(?:et )?(?:qui (?:finance|paie|paye|peut (?:aider|payer|financer))|les? financeurs?|financements?|combien ca coute)"
)
_BACK = frozenset(("retour", "revenir", "precedent", "liste", "retour a la liste", "en arriere"))
_TWO_NEEDS = re.compile(r"\s*(?:;|\bet aussi\b|\bet puis\b|\bet par ailleurs\b|\bainsi que\b|\bet sinon\b)\s*", re.IGNORECASE)
_WHO_AND_WHERE = (Facet.PLACE, Facet.AUDIENCE)
_SHORT = 8  # words of a message that may go on from the last one


def go_on(turn: Turn, text: str) -> Outcome | None:
    """Return the outcome of a message that goes on from the last ones, or None where it is a need of its own."""
    words = " ".join(fold(text).split()).strip(" ?!.")
    session = turn.session
    if found := _CARD.fullmatch(words):
        return card.open_card(turn, found[1])
    if (found := _NUMBERED.fullmatch(words)) and session.offered:
        return _numbered(turn, found[1])
    subject = session.card or (session.offered[0] if session.offered else "")
    if subject and _CALLS.fullmatch(words):
        return contacts.show(turn, subject)
    if subject and _PAYS.fullmatch(words):
        return contacts.show_helpers(turn, subject)
    if words in _BACK:
        return _back(turn)
    if session.need and (found := _INSTEAD.fullmatch(words)):
        return _refined(turn, found[1], (None,))
    if session.need and len(words.split()) <= _SHORT and _CONTINUES.match(words):
        return _same_for(turn, words)
    return None


def ask_each(turn: Turn, text: str) -> Outcome:
    """Answer a need, or one after the other the two that a sentence holds."""
    parts = [part for part in _TWO_NEEDS.split(text, maxsplit=1) if part.strip()]
    if len(parts) == 2 and all(_has_subject(turn, part) for part in parts):
        session, first = answer.ask(turn, parts[0])
        session, second = answer.ask(replace(turn, session=session), parts[1])
        return session, (*first, *second)
    return answer.ask(turn, text)


def _has_subject(turn: Turn, text: str) -> bool:
    return bool(turn.world.matcher.search(text, 1).matches) and bool(turn.world.matcher.parser.parse(text).subject)


def _numbered(turn: Turn, written: str) -> Outcome:
    """Open one of the cards in sight by its number."""
    number = int(written) if written.isdigit() else _ORDINALS[written]
    first = max(turn.session.shown - answer.SHOWN, 0)
    seen = turn.session.offered[first : turn.session.shown]
    if 1 <= number <= len(seen):
        return card.open_card(turn, seen[number - 1])
    return turn.says(Reply(say("no_such_number", count=len(seen))))


def _back(turn: Turn) -> Outcome:
    if turn.session.need:
        return answer.answer_session(turn)
    return turn.says(Reply(say("ask_again")))


def _same_for(turn: Turn, words: str) -> Outcome | None:
    """Ask the same for another audience or place, where the message names nothing else."""
    rest = _GOES_ON.sub("", words)
    kinds = {_kind(unit) for unit in turn.world.matcher.parser.parse(rest).units}
    return _refined(turn, rest, kinds) if kinds and None not in kinds else None


def _kind(unit: Unit) -> Facet | None:
    """Return whether a unit names a place or an audience, and nothing else that is asked."""
    return next((facet for facet in _WHO_AND_WHERE if unit.about(facet)), None)


def _refined(turn: Turn, added: str, replaced: Container[Facet | None]) -> Outcome:
    """Answer the same need, where what it said of some kinds (None: its subject) gives way to what is added."""
    session, parser = turn.session, turn.world.matcher.parser
    need = parser.refine(session.need, session.dropped, session.added)
    gone = [*session.dropped, *(unit.names[-1] for unit in need.units if _kind(unit) in replaced)]
    back = {name for unit in parser.parse(added).units for name in unit.names}
    refined = replace(session, dropped=tuple(name for name in gone if name not in back), added=(*session.added, added))
    return answer.answer_session(replace(turn, session=refined))


DOORS = Doors(readers=(go_on,))
