"""The person's own place: asked by name, postcode or département, chosen among homonyms, and forgotten on request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn, spoken
from matching.need import Facet
from matching.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.replies import Button, Rows
    from knowledge.finding_places import Candidate

WAITING = "place"
_MOST_CHOICES = 12
_MOST_WORDS = 7  # of a message that only says where one is
_TOLD = re.compile(
    r"^(?:(?:mon )?territoire|ma commune|mon village|ma ville|mon interco|mon departement|j'habite"
    r"|(?:je suis|on est|nous sommes) (?:de|a))"
    r"\b[ ,:]*(?:c'est |est |a |de )?"
)
# Who says so tells where they are, maybe in passing: they are asked before it is noted.
_OFFICE = (
    r"(?:le |la |l'|un |une )?(?:maire|elue?|adjointe?|secretaire|conseillere?|agente?|mairie|commune|village)\b"
    r"(?: (?:au maire|de mairie|municipale?))?"
)
_SAYS_WHERE = re.compile(
    rf"^(?:bonjour[ ,]*)?(?:(?:je|on|nous) (?:suis|est|sommes|travaille|habite|habitons|viens|vient)\b[ ,]*(?:{_OFFICE}[ ,]*)?"
    rf"|{_OFFICE} )(?:(?:a cote|pres|pas loin|du cote|autour) )?(?:(?:de|du|des|en|dans|a|au|aux|vers|le|la|les) |d'|l')*"
)
_INTERCOMMUNALITY = re.compile(r"(?:la )?(?:communaute (?:de communes|d'agglomeration|urbaine)|cc|com com|comcom) ")
_FORGET = buttons.press("forgetplace", "Oublier mon territoire")
_CHANGE = buttons.press("place", "Changer", "change")


def show(turn: Turn, wish: str = "") -> Outcome:
    """Show the place that is known; ask for it where none is, or where one wishes to change it."""
    known = turn.world.place_name(turn.session.place)
    return _shown(turn, turn.session.place, "place") if known and not wish else ask(turn)


def ask(turn: Turn, _: str = "") -> Outcome:
    """Ask for the person's place, and say what it is for."""
    return turn.says(Reply(say("place_ask"), (*_departments(turn), _ways_out(turn))), waiting=WAITING)


def find(turn: Turn, written: str) -> Outcome:
    """Keep the place that a text names, or offer those it may name, or say what to write."""
    if not written.strip():
        return show(turn)
    found = turn.world.place_finder.find(written)
    if found.sure:
        return keep(turn, found.candidates[0].code)
    if found.candidates:
        return _choose(turn, written, found.candidates)
    return _unknown(turn, written)


def listen(turn: Turn, written: str) -> Outcome | None:
    """Take a text as the place that was asked for; leave it where it names none and asks something else."""
    told = _SAYS_WHERE.sub("", " ".join(fold(written).split()))
    found = turn.world.place_finder.find(told)
    if found.sure:
        return keep(turn, found.candidates[0].code)
    return None if asks(turn, written) else find(turn, written)


def tell(turn: Turn, text: str) -> Outcome | None:
    """Keep the place of someone who says where they are: "mon territoire, c'est Hirson", "j'habite à Guise".

    Where its name is only near, or is of another region, that is said and nothing is noted."""
    words = " ".join(fold(text).split())
    if len(words.split()) > _MOST_WORDS or not _TOLD.match(words):
        return None
    named = _TOLD.sub("", words)
    found = turn.world.place_finder.find(named)
    if found.sure:
        return keep(turn, found.candidates[0].code)
    return find(turn, named) if (found.elsewhere or found.candidates) and not asks(turn, named) else None


def offer(turn: Turn, text: str) -> Outcome | None:
    """Ask whether a place told in passing is theirs, where nothing else is said: "on est à côté de Guise".

    Of homonyms, ask which; of a place that the region does not have, say so."""
    words = " ".join(fold(text).replace("-", " ").split()).strip(" ?!.,")
    told, named = _SAYS_WHERE.match(words), _INTERCOMMUNALITY.match(words)
    rest = words if named else words[told.end() :] if told else ""
    if not rest or len(rest.split()) > _MOST_WORDS:
        return None
    need = turn.world.matcher.parser.parse(text)
    if need.elsewhere and tokens(need.elsewhere[0]) == tokens(rest):
        return _unknown(turn, need.elsewhere[0])
    units = turn.world.matcher.parser.parse(rest).units
    if len(units) != 1 or not units[0].about(Facet.PLACE):
        return None
    found = turn.world.place_finder.find(rest)
    if not found.sure:
        return _choose(turn, rest, found.candidates) if found.candidates else None
    code = found.candidates[0].code
    doors = (buttons.press("setplace", "Oui, le noter", code), buttons.press("nearby", "Voir les fiches autour", f":{code}"))
    return turn.says(Reply(say("place_offer", name=turn.world.place_name(code)), (doors,)))


def asks(turn: Turn, written: str) -> bool:
    """Tell whether a text says or asks something, rather than naming a place that is not found."""
    parser = turn.world.matcher.parser
    understood = parser.parse(written)
    meant = any(unit.meanings for unit in understood.subject) or understood.intents or understood.emergencies
    return bool(meant) or written.rstrip().endswith("?") or len(written.split()) > _MOST_WORDS


def keep(turn: Turn, code: str) -> Outcome:
    """Keep a place by its code; ask again where it no longer exists."""
    return _shown(turn, code, "place_kept") if turn.world.place_name(code) else ask(turn)


def forget(turn: Turn, _: str = "") -> Outcome:
    """Forget the person's place."""
    rows = ((buttons.press("place", "Donner un territoire"), buttons.THEMES),)
    return turn.says(Reply(say("place_forgotten"), rows), place="", waiting="")


def _shown(turn: Turn, code: str, template: str) -> Outcome:
    places = turn.world.collection.places
    commune = places.communes.get(code)
    epci = places.epcis.get(commune.epci if commune else code)
    departments = sorted(turn.world.departments_of(code))
    text = say(
        template,
        name=turn.world.place_name(code),
        commune=commune,
        epci=epci,
        departments=[turn.world.place_name(each) or each for each in departments if each != code],
    )
    again = ((buttons.press("nearme", "Ma question, près de chez moi"),),) if turn.session.need else ()
    rows = (*again, (buttons.press("nearby", "Les fiches autour de chez moi"),), (_CHANGE, _FORGET))
    return turn.says(Reply(text, rows), place=code, waiting="")


def _unknown(turn: Turn, written: str) -> Outcome:
    rows = (*_was_a_need(written), *_departments(turn), _ways_out(turn))
    return turn.says(Reply(say("place_unknown", written=written, examples=turn.world.examples), rows), waiting=WAITING)


def _choose(turn: Turn, written: str, candidates: Sequence[Candidate]) -> Outcome:
    offered = candidates[:_MOST_CHOICES]
    rows = tuple((buttons.press("setplace", each.label, each.code),) for each in offered)
    text = say("place_choice", written=written, count=len(candidates), shown=len(offered))
    return turn.says(Reply(text, (*rows, *_was_a_need(written), _ways_out(turn))), waiting=WAITING)


def _was_a_need(written: str) -> Rows:
    """Return the button that searches what was written, where it was a need and no place."""
    need = buttons.to_need(" ".join(written.split()), "C’était un besoin : chercher")
    return (need,) if need else ()


def _departments(turn: Turn) -> Rows:
    departments = turn.world.collection.places.departments
    return buttons.in_rows((buttons.press("setplace", each.name, code) for code, each in departments.items()), 3)


def _ways_out(turn: Turn) -> tuple[Button, ...]:
    return (*((_FORGET,) if turn.session.place else ()), buttons.THEMES)


DOORS = Doors(
    presses={"place": show, "setplace": keep, "forgetplace": forget},
    commands={"territoire": find},
    words=spoken(show, "mon territoire", "territoire", "ma commune", "mon village", "mon departement", "mon interco")
    | spoken(ask, "changer de territoire", "changer de commune")
    | spoken(forget, "oublie ma commune", "oublie mon territoire", "oublier ma commune", "oublier mon territoire"),
    waiting={WAITING: listen},
    readers=(tell, offer),
)
