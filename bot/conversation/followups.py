"""What a message means after another: "la 2", "et pour les seniors ?", "pareil mais pour l'Oise", "contact ?", "retour"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.replies import Reply
from bot.conversation.screens import answer, card, contacts, folder, kept_aids, live_aid, live_aids
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from matching.need import Facet
from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Container

    from matching.need import Unit

_ORDINALS = {"premiere": 1, "premier": 1, "deuxieme": 2, "seconde": 2, "second": 2, "troisieme": 3}
_NUMBERED = re.compile(
    r"(?:ouvre |voir |ouvrir |montre )?(?:la |le |numero |n°)?"
    r"(\d|premiere?|deuxieme|seconde?|troisieme|derniere?)"
)
_CARD = re.compile(
    r"(?:ouvre |ouvrir |voir )?(?:la |l')?(?:fiche|pratique|aide|carte) ?(?:n ?[°o]? ?)?([0-9]{1,3}|[a-z]{1,2})"
    r"|n ?° ?([0-9]{1,3})|([0-9]{2,3})"
)
_SAME = r"et|ou|sinon|pareil|idem|la meme chose|meme chose|meme question"
_GOES_ON = re.compile(rf"^(?:{_SAME})?[ ,]*(?:mais)? *(?:(?:vers|du cote de|du cote d') *)?")
_CONTINUES = re.compile(rf"(?:{_SAME}|dans|en|a|au|pour|pres|vers|chez|avec|du cote)\b")
_INSTEAD = re.compile(r"(?:non|nan|plutot|pas ca|en fait)[ ,]+(?:plutot |en fait |je voulais dire |c'est )*(.+)")
_WITHOUT = re.compile(
    r"(?:non[ ,]+)?(?:pas|sans|enleve[rz]?|retire[rz]?|oublie[rz]?)[ ,]+"
    r"(?:(?:pour|dans|en|a) )?(?:les? |la |l')(.+)"
)
_CALLS = re.compile(
    r"(?:et )?(?:le |les |un |des |quel |quels )?"
    r"(?:contacts?|telephone|tel|numero(?: de tel(?:ephone)?)?|coordonnees|mail|e-?mail|adresse|qui (?:appeler|contacter))"
)
_PAYS = re.compile(
    r"(?:et )?(?:qui (?:finance|paie|paye|peut (?:aider|payer|financer))|les? financeurs?|financements?|combien ca coute)"
)
_KEEPS = re.compile(r"(?:je (?:la )?)?garde[rz]?(?:[- ](?:la|cette fiche|la fiche))?|ajoute[rz]? (?:a|au) (?:mon )?dossier")
_SHARES = re.compile(r"partage[rz]?(?:[- ](?:la|cette fiche|la fiche))?")
_LOOKS_ALIKE = re.compile(r"(?:les |d'autres )?fiches (?:proches|semblables)")
_POLITE = re.compile(
    r"^(?:(?:svp|stp|s'il (?:vous|te) plait),?|je (?:veux|voudrais)|(?:donne|montre|envoie)[rz]?[- ]moi) "
    r"| (?:svp|stp|merci|s'il (?:vous|te) plait)$"
)
_OF_ONE = re.compile(r"(.+?)[ -](?:de |pour )?(?:la |le |n°)(\d|premiere?|deuxieme|seconde?|troisieme|derniere?)")
_ANYWHERE = frozenset(("partout", "ailleurs", "et ailleurs", "n'importe ou", "toute la region", "dans toute la region"))
_BACK = frozenset(("retour", "revenir", "precedent", "liste", "retour a la liste", "en arriere"))
_TWO_NEEDS = re.compile(r"\s*(?:;|\bet aussi\b|\bet puis\b|\bet par ailleurs\b|\bainsi que\b|\bet sinon\b)\s*", re.IGNORECASE)
_AROUND = " ?!.,"
_WHO_AND_WHERE = (Facet.PLACE, Facet.AUDIENCE)
_SHORT = 8  # words of a message that may go on from the last one
_OF_THE_OPEN = ((_KEEPS, folder.keep), (_SHARES, card.share), (_LOOKS_ALIKE, card.show_alike))
_OF_THE_FIRST = ((_CALLS, contacts.show), (_PAYS, contacts.show_helpers))
_OF_AN_AID = (
    (_KEEPS, kept_aids.keep),
    (_SHARES, live_aid.share),
    (_LOOKS_ALIKE, live_aid.show_cards),
    (_CALLS, live_aid.open_aid),
    (_PAYS, live_aid.open_aid),
)


def go_on(turn: Turn, text: str) -> Outcome | None:
    """Return the outcome of a message that goes on from the last ones, or None where it is a need of its own."""
    words = _POLITE.sub("", " ".join(fold(text).split()).strip(_AROUND)).strip(_AROUND)
    session = turn.session
    if found := _CARD.fullmatch(words):
        return card.open_card(turn, found[found.lastindex or 1])
    if found := _NUMBERED.fullmatch(words):
        return _numbered(turn, found[1])
    if words in _BACK:
        return _back(turn)
    if about := _about_a_card(turn, words):
        return about
    if session.need and words in _ANYWHERE:
        return _refined(turn, "", (Facet.PLACE,))
    if session.need and (found := _WITHOUT.fullmatch(words)) and (without := _without(turn, found[1])):
        return without
    if session.need and (found := _INSTEAD.fullmatch(words)):
        return _refined(turn, _as_written(text, found[1]), (None,))
    if session.need and len(words.split()) <= _SHORT and _CONTINUES.match(words):
        return _same_for(turn, _as_written(text, _GOES_ON.sub("", words)))
    return None


def _about_a_card(turn: Turn, words: str) -> Outcome | None:
    """Do what a few words ask of the card that is open, or named by its number in the list.

    To call and to pay are asked of the first in sight too."""
    opened, first = turn.session.card, next(iter(turn.session.offered), "")
    if (found := _OF_ONE.fullmatch(words)) and (named := _seen(turn, found[2])):
        opened, words = named, found[1]
    if (opened or first) in turn.world.live.records:
        return next((do(turn, opened or first) for asked, do in _OF_AN_AID if asked.fullmatch(words)), None)
    if opened:
        for asked, do in _OF_THE_OPEN:
            if asked.fullmatch(words):
                return do(turn, opened)
    for asked, do in _OF_THE_FIRST:
        if (opened or first) and asked.fullmatch(words):
            return do(turn, opened or first)
    return _none_in_sight(turn) if _CALLS.fullmatch(words) else None


def _as_written(text: str, words: str) -> str:
    """Return some folded words of a text as they were typed, accents kept."""
    typed = [word for word in (each.strip(_AROUND) for each in text.split()) if word]
    wanted = [word.strip(_AROUND) for word in words.split()]
    spans = (typed[start : start + len(wanted)] for start in range(len(typed)))
    return next((" ".join(span) for span in spans if [fold(word) for word in span] == wanted), words)


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
    if found := _seen(turn, written):
        return live_aid.open_aid(turn, found) if found in turn.world.live.records else card.open_card(turn, found)
    seen = turn.session.offered[_first_seen(turn) : turn.session.shown]
    return turn.says(Reply(say("no_such_number", count=len(seen)))) if seen else _none_in_sight(turn)


def _seen(turn: Turn, written: str) -> str:
    """Return the card or the aid in sight that bears a number, or nothing; aids are numbered on from page to page."""
    first = _first_seen(turn)
    seen = turn.session.offered[first : turn.session.shown]
    number = int(written) if written.isdigit() else _ORDINALS.get(written, len(seen))
    if live_aids.are_asked(turn) and number > first:
        number -= first
    return seen[number - 1] if 1 <= number <= len(seen) else ""


def _none_in_sight(turn: Turn) -> Outcome:
    return turn.says(Reply(say("no_such_number", count=0), ((buttons.THEMES,),)))


def _first_seen(turn: Turn) -> int:
    return max(turn.session.shown - (live_aids.SHOWN if live_aids.are_asked(turn) else answer.SHOWN), 0)


def _answered(turn: Turn) -> Outcome:
    """Answer the need of the session as it is now refined, with what was asked for: cards, or live aids."""
    return live_aids.answer_session(turn) if live_aids.are_asked(turn) else answer.answer_session(turn)


def _back(turn: Turn) -> Outcome:
    """Go back to the list that was shown: the folder, a later page of cards, the answer."""
    session = turn.session
    if session.offered and not session.shown:
        return folder.show(turn)
    if live_aids.are_asked(turn) and session.offered:
        return live_aids.show_again(turn)
    if session.card and session.offered and (_first_seen(turn) or not session.need):
        listed, replies = answer.list_cards(turn, ",".join(session.offered[_first_seen(turn) :]))
        return replace(listed, offered=session.offered, shown=session.shown), replies
    if session.need:
        answered, replies = answer.answer_session(turn)
        return replace(answered, uses=()), replies  # seen again, not asked again
    return turn.says(Reply(say("ask_again"), ((buttons.THEMES,),)))


def _same_for(turn: Turn, rest: str) -> Outcome | None:
    """Ask the same for another audience or place, where the message names nothing else."""
    kinds = {_kind(unit) for unit in turn.world.matcher.parser.parse(rest).units}
    return _refined(turn, rest, kinds) if kinds and None not in kinds else None


def _without(turn: Turn, named: str) -> Outcome | None:
    """Answer the same need without what is named, where the need holds it."""
    session, parser = turn.session, turn.world.matcher.parser
    names = {name for unit in parser.parse(named).units for name in unit.names}
    need = parser.refine(session.need, session.dropped, session.added)
    gone = tuple(unit.names[-1] for unit in need.units if names & set(unit.names))
    if not gone:
        return None
    return _answered(replace(turn, session=replace(session, dropped=(*session.dropped, *gone))))


def _kind(unit: Unit) -> Facet | None:
    """Return whether a unit names a place or an audience, and nothing else that is asked."""
    return next((facet for facet in _WHO_AND_WHERE if unit.about(facet)), None)


def _refined(turn: Turn, added: str, replaced: Container[Facet | None]) -> Outcome:
    """Answer the same need, where what it said of some kinds (None: its subject) gives way to what is added."""
    session, parser = turn.session, turn.world.matcher.parser
    need = parser.refine(session.need, session.dropped, session.added)
    gone = [*session.dropped, *(unit.names[-1] for unit in need.units if _kind(unit) in replaced)]
    back = {name for unit in parser.parse(added).units for name in unit.names}
    said = (*session.added, added) if added else session.added
    refined = replace(session, dropped=tuple(name for name in gone if name not in back), added=said)
    return _answered(replace(turn, session=refined))


DOORS = Doors(readers=(go_on,))
