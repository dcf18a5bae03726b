"""What changes the need being asked: "et pour les seniors ?", "non, plutôt le logement", "pas le Nord, l'Aisne", "partout"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from bot.conversation import buttons, followups
from bot.conversation.replies import Reply
from bot.conversation.screens import answer, live_aids
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from bot.conversation.understood import understood
from matching.need import Facet
from matching.words import fold, spelt

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from matching.need import Need, Unit

_LONGEST = 12  # words of a message that may correct the last one
_CONTINUES_WITHIN = 8
_PARTS = re.compile(r"\s*[,;:.!?]+\s*|\s+\b(?:mais|plut[oô]t)\b\s*", re.IGNORECASE)
# Folded; what says that the last answer was not it, what leaves something out, what only leads to the words that count.
_INSTEAD = re.compile(r"(?:non|nan|plutot|pas ca|en fait|je voulais dire|finalement)\b ?")
_SAME = r"et|ou|sinon|aussi|pareil|idem|la meme chose|meme chose|meme question|pas (?:trop |tres )?loin"
_LEAD = re.compile(
    rf"(?:(?:{_SAME}|c'est|moi|nous|euh|bon|ben|ok|alors|mais|pour|avec|plutot|tout|vers|du cote de"
    r"|(?:on (?:veut|voudrait)|je (?:veux|voudrais|cherche))(?! pas))\b|du cote d') ?"
)
_NO_NEED = (
    r"(?:(?:j'|je |on |nous )?(?:n'|ne )?(?:ai |a |avons )?pas besoin"
    r"|(?:je|nous) (?:ne )?(?:veux|voulons) pas(?= (?:d'|de |des |du |le |la |les |l'|un |une )))"
)
_WITHOUT = re.compile(
    rf"(?:(?P<no_need>{_NO_NEED})|pas(?! trop| assez| tres)(?: que| seulement)?|sans|sauf|hors|hormis|a part"
    r"|(?:enleve|retire|supprime|oublie)[rz]?)(?: |$)(?:pour |dans |en |a |chez )?(?P<of>de |d'|du )?(?P<named>.*)"
)
_ONLY_EXCLUDES = re.compile(rf"(?:tout |tous |toutes )?(?:sauf|hors|hormis|a part|(?:enleve|retire|oublie)[rz]?)\b|{_NO_NEED}")
_ALSO = re.compile(r"\baussi\b")
_CONTINUES = re.compile(rf"(?:{_SAME}|dans|en|a|au|pour|pres|vers|chez|avec|du cote|moi c'est|nous c'est)\b")
_AN_AUDIENCE = re.compile(r"(?:des|les|aux)\b")
_ANYWHERE = frozenset(("partout", "ailleurs", "et ailleurs", "n'importe ou", "toute la region", "dans toute la region"))
_AROUND = " ?!.,"
_ARTICLES = frozenset(("le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "pour", "aux", "au"))
_WHO_AND_WHERE = (Facet.PLACE, Facet.AUDIENCE)


class _LeftOut(NamedTuple):
    """What a part of a message leaves out: the part with its "pas", folded; what it names, as typed; whether it is "pas de"."""

    part: str
    named: str
    of: bool


@dataclass(frozen=True)
class _Said:
    """A correction: what it leaves out and what it asks, as typed; `instead`: it says that the last answer was not it.

    `begins_without`: it leaves out before it asks; a need may end so too: "garder les petits, sans aller en ville"."""

    without: tuple[_LeftOut, ...]
    asked: str
    instead: bool
    begins_without: bool


def correct(turn: Turn, text: str) -> Outcome | None:
    """Return the answer to the need as a message corrects it, or None where the message is a need of its own."""
    words = " ".join(fold(text).split()).strip(_AROUND)
    if not 0 < len(words.split()) <= _LONGEST:
        return None
    if not turn.session.need:
        return _only_without(turn, text, words)
    if words in _ANYWHERE:
        return refined(turn, "", (Facet.PLACE,))
    if any(unit.meanings and unit.words[0] == "non" for unit in turn.world.matcher.parser.parse(text).units):
        return None  # "non recours"
    said = _read(text)
    if said.without:
        return _corrected(turn, said)
    if said.instead:
        return _instead(turn, said.asked)
    if len(words.split()) <= _CONTINUES_WITHIN and _CONTINUES.match(words):
        return _same_for(turn, said.asked, besides=bool(_ALSO.search(words)))
    if _AN_AUDIENCE.match(words) and _speaks_of(turn, Facet.AUDIENCE):
        return _same_for(turn, text, (Facet.AUDIENCE,))
    return None


def refined(turn: Turn, added: str, replaced: Container[Facet | None]) -> Outcome:
    """Answer the same need, where what it said of some kinds (None: its subject) gives way to what is added."""
    parser, need = turn.world.matcher.parser, _need(turn)
    gone, back = [], []
    for unit in need.units:
        if _kind(unit) in replaced:
            gone.append(unit.names[-1])
        elif Facet.AUDIENCE in replaced and (rest := _but_for_its_audience(turn, unit)):
            gone.append(unit.names[-1])
            back.append(rest)
    return _answered(turn, gone, [*back, *([added] if added and parser.parse(added).units else [])])


def _only_without(turn: Turn, text: str, words: str) -> Outcome | None:
    """Answer what a first message asks besides what it leaves out; where it only leaves out, ask what is wanted."""
    said = _read(text)
    if not said.without or not _ONLY_EXCLUDES.match(words) or _says_it_as_one(turn, said.without[0]):
        return None
    if said.asked and turn.world.matcher.parser.parse(said.asked).units:
        return answer.ask(turn, said.asked)
    return turn.says(Reply(say("only_without"), ((buttons.THEMES, buttons.HELP),)))


def _corrected(turn: Turn, said: _Said) -> Outcome | None:
    """Answer the need without what is named and with what is added; what it does not hold is said, and changes nothing."""
    parser, need = turn.world.matcher.parser, _need(turn)
    gone: list[str] = []
    for left_out in said.without:
        meant = parser.parse(left_out.named)
        names = {name for unit in meant.units for name in _own_names(unit)}
        held = [unit.names[-1] for unit in need.units if names & set(unit.names)]
        if not held and not said.asked:
            if _says_it_as_one(turn, left_out) or (left_out.of and not set(meant.themes) & set(need.themes)):
                return None
            return _not_held(turn, need, meant) if any(unit.meanings for unit in meant.units) else _ask_instead(turn)
        gone += held
    if not gone:
        return _instead(turn, said.asked) if said.begins_without or said.instead else None
    return _answered(turn, gone, [said.asked] if said.asked and parser.parse(said.asked).units else [])


def _instead(turn: Turn, asked: str) -> Outcome:
    """Answer the need with another audience or place, or another subject, where the words say one; else ask which.

    Words that ask something of what is in sight are answered so: "pas la 2, la 3"."""
    if done := followups.go_on(turn, asked):
        return done
    kinds = {_kind(unit) for unit in turn.world.matcher.parser.parse(asked).units if unit.meanings}
    if not kinds:
        return _ask_instead(turn)
    return refined(turn, asked, (None,) if None in kinds else kinds)


def _same_for(turn: Turn, rest: str, allowed: Container[Facet] = _WHO_AND_WHERE, *, besides: bool = False) -> Outcome | None:
    """Ask the same for another audience or place (or for one more: `besides`), where the message names nothing else."""
    kinds = {_kind(unit) for unit in turn.world.matcher.parser.parse(rest).units}
    named = bool(kinds) and all(kind in allowed for kind in kinds)
    return refined(turn, rest, () if besides else kinds) if named else None


def _answered(turn: Turn, gone: list[str], added: list[str]) -> Outcome:
    """Answer the need of the session without some units and with some texts; where nothing is left, ask what is wanted."""
    session, parser = turn.session, turn.world.matcher.parser
    back = {name for text in added for unit in parser.parse(text).units for name in unit.names}
    dropped = tuple(name for name in (*session.dropped, *gone) if name not in back)
    said = tuple(dict.fromkeys((*session.added, *added)))
    if not parser.refine(session.need, dropped, said).units:
        return _ask_instead(turn)
    turn = replace(turn, session=replace(session, dropped=dropped, added=said))
    return live_aids.answer_session(turn) if live_aids.are_asked(turn) else answer.answer_session(turn)


def _ask_instead(turn: Turn) -> Outcome:
    return turn.says(Reply(say("what_instead", need=_in_words(turn, _need(turn))), ((buttons.THEMES, buttons.HELP),)))


def _not_held(turn: Turn, need: Need, meant: Need) -> Outcome:
    text = say("not_in_need", named=_in_words(turn, meant), need=_in_words(turn, need))
    return turn.says(Reply(text, ((buttons.THEMES, buttons.press("useless", "Ce n’est pas ça")),)))


def _in_words(turn: Turn, need: Need) -> str:
    return " · ".join(each.label for each in understood(need, turn.world)) or turn.session.need


def _need(turn: Turn) -> Need:
    session = turn.session
    return turn.world.matcher.parser.refine(session.need, session.dropped, session.added)


def _read(text: str) -> _Said:
    """Read a message part by part: a part leaves out, or asks."""
    without: list[_LeftOut] = []
    asked: list[str] = []
    instead = begins_without = False
    for part in filter(None, _PARTS.split(text)):
        words = " ".join(fold(part).split())
        while led := _INSTEAD.match(words) or _LEAD.match(words):
            instead = instead or bool(_INSTEAD.match(words))
            words = words[led.end() :]
        if found := _WITHOUT.fullmatch(words):
            begins_without = begins_without or not asked
            without.append(_LeftOut(words, _as_written(part, found["named"]), bool(found["of"]) and not found["no_need"]))
        elif words:
            asked.append(_as_written(part, words))
    instead = instead or bool(re.search(r"\bplut[oô]t\b", text, re.IGNORECASE))
    return _Said(tuple(without), " ".join(asked), instead, begins_without)


def _says_it_as_one(turn: Turn, left_out: _LeftOut) -> bool:
    """Tell whether the words and their "pas" mean one thing together: "sans voiture", "pas de médecin"."""
    units = turn.world.matcher.parser.parse(left_out.part).units
    return any(unit.meanings and {"pas", "sans"}.intersection(unit.words) for unit in units)


def _speaks_of(turn: Turn, facet: Facet) -> bool:
    return any(unit.about(facet) or _but_for_its_audience(turn, unit) for unit in _need(turn).units)


def _but_for_its_audience(turn: Turn, unit: Unit) -> str:
    """Return what an expression says besides the audience that it holds: "logement" of "logement des jeunes"; else nothing."""
    words = list(unit.words)
    found = [each for each in turn.world.matcher.parser.lexicon.find(words) if each.meaning.facet is Facet.AUDIENCE]
    if len(words) < 2 or not found or unit.about(Facet.AUDIENCE):
        return ""
    shown = spelt(unit.label) if len(spelt(unit.label)) == len(words) else words
    inside = {i for each in found for i in range(each.start, each.end)}
    return " ".join(word for i, word in enumerate(shown) if i not in inside and words[i] not in _ARTICLES)


def _own_names(unit: Unit) -> Sequence[str]:
    """Return the names of a unit, but for the theme of what is narrower: "pas de vélo" takes no mobility away."""
    themes = {f"{Facet.THEME}:{theme}" for theme in unit.about(Facet.THEME)}
    return [name for name in unit.names if name not in themes] if len(themes) < len(unit.meanings) else unit.names


def _kind(unit: Unit) -> Facet | None:
    """Return whether a unit names a place or an audience, and nothing else that is asked."""
    return next((facet for facet in _WHO_AND_WHERE if unit.about(facet)), None)


def _as_written(text: str, words: str) -> str:
    """Return some folded words of a text as they were typed, accents kept."""
    typed = [word for word in (each.strip(_AROUND) for each in text.split()) if word]
    wanted = [word.strip(_AROUND) for word in words.split()]
    spans = (typed[start : start + len(wanted)] for start in range(len(typed)))
    return next((" ".join(span) for span in spans if [fold(word) for word in span] == wanted), words)


DOORS = Doors(readers=(correct,))
