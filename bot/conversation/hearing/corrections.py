"""What changes the need being asked.

"et pour les seniors ?", "non, plutôt le logement", "pas le Nord, l'Aisne" and "partout" do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.conversation.acts import AskInstead, AskNeed, Correct, Overview
from bot.conversation.hearing.ways import ways
from matching.need import Facet
from matching.words import fold, spelt, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from matching.need import Need, Unit
    from matching.parsing import Parser

_LONGEST = 18  # words of a message that may correct the last one
_CONTINUES_WITHIN = 8
_PARTS = re.compile(r"\s*[,;:.!?]+\s*")
_AROUND = " ?!.,"
_WHO_AND_WHERE = (Facet.PLACE, Facet.AUDIENCE)
_MOST_LITTLE = 1  # such words: two of them ask something
_SAYS_LITTLE = 0.35  # the weight under which a word beside a place asks for nothing else


class _LeftOut(NamedTuple):
    """What a part of a message leaves out.

    It has the part with its "pas", folded, and what it names, as typed.
    """

    part: str
    named: str


@dataclass(frozen=True)
class _Said:
    """A correction: what it leaves out and what it asks, as typed.

    `instead`: it says that the last answer was not it. `begins_without`: it leaves out before it
    asks; a need may end so too: "garder les petits, sans aller en ville".
    """

    without: tuple[_LeftOut, ...]
    asked: str
    instead: bool
    begins_without: bool


def correction(said: Utterance, context: Context) -> Act | None:
    """Return how a message changes the last need, or None where it is a need of its own."""
    if not 0 < len(said.words) <= _LONGEST:
        return None
    if not context.need:
        return _only_without(said)
    if said.folded in ways().leads["anywhere"]:
        return _refined(said.parser, context, "", (Facet.PLACE,), place=True)
    if any(
        unit.meanings and unit.words[0] in ways().leads["begins_a_subject"]
        for unit in said.need.units
    ):
        return None  # "non recours" is a subject
    if _begins(said.folded, ways().leads["not_only"]):
        return AskInstead()
    read = _read(said.typed)
    if read.without:
        return _without(said, context, read)
    if read.instead:
        return _instead(said.parser, context, read.asked)
    if len(said.words) <= _CONTINUES_WITHIN and _begins(said.folded, ways().leads["same"]):
        besides = bool(said.holds(ways().leads["also"]))
        return _same_for(said.parser, context, read.asked, besides=besides)
    return None


def moved(said: Utterance, context: Context, aside: Container[str] = ()) -> Act | None:
    """Return the last need for another place or audience, where a message names only that.

    "c'est dans l'Aisne" is such a message. The words `aside` name the card in sight.
    """
    if said.holds(ways().leads["own_place"]) or _read(said.typed).without:
        return None
    besides = bool(said.holds(ways().leads["also"]))
    elsewhere = said.need.elsewhere
    if len(said.words) > _LONGEST or not (context.need or context.card):
        return None
    if (said.need.places or elsewhere) and names_only(said, Facet.PLACE, aside):
        if said.holds(ways().leads["all_there"]) or (
            context.card and said.holds(ways().leads["others_there"])
        ):
            return Overview(place=said.need.places[0]) if said.need.places else None
        place = " ".join(unit.label for unit in said.need.units if unit.about(Facet.PLACE))
        named = ", ".join(elsewhere)
        if not context.need:
            return Correct(added=(place,) if place else (), place=True, named=named)
        return replace(
            _refined(said.parser, context, place, () if besides else (Facet.PLACE,), place=True),
            named=named,
        )
    if (
        said.need.audiences
        and names_only(said, Facet.AUDIENCE)
        and context.need
        and not _begins_with_a_subject(said)
    ):
        audience = " ".join(unit.label for unit in said.need.units if unit.about(Facet.AUDIENCE))
        return _refined(said.parser, context, audience, () if besides else (Facet.AUDIENCE,))
    return None


def _begins_with_a_subject(said: Utterance) -> bool:
    """Tell whether a message begins with what is an audience and a subject too.

    "garde d'enfants" does, "et pour les bébés" does not.
    """
    words = [word for word in said.words if word not in ways().words.articles]
    first = next((unit for unit in said.need.units if unit.about(Facet.AUDIENCE)), None)
    return bool(first and words and first.about(Facet.CONCEPT) and words[0] == first.words[0])


def tells_place(said: Utterance) -> bool:
    """Tell whether someone says where they are in passing, and no more.

    They do in "je suis maire de Guise" and "on est à Lyon".
    """
    if not (said.need.places or said.need.elsewhere) or said.is_question:
        return False
    noted = said.need.places and said.holds(ways().leads["own_place"])
    return (
        not noted
        and bool(said.holds(ways().leads["tells_place"]))
        and names_only(said, Facet.PLACE)
    )


def names_only(said: Utterance, facet: Facet, aside: Container[str] = ()) -> bool:
    """Tell whether a message names a place or an audience, and asks nothing else.

    The words `aside` ask nothing.
    """
    beside = _beside(facet)
    little = 0
    for unit in said.need.units:
        if unit.about(facet):
            continue
        telling = [word for word in unit.words if stem(word) not in beside and word not in aside]
        if telling and (unit.meanings or unit.weight >= _SAYS_LITTLE):
            return False
        little += len(telling)
    return little <= _MOST_LITTLE


def _refined(
    parser: Parser,
    context: Context,
    added: str,
    replaced: Container[Facet | None],
    *,
    place: bool = False,
) -> Correct:
    """Return the same need, where what it said of some kinds gives way to what is added.

    None stands for its subject.
    """
    gone, back = [], []
    for unit in need_of(parser, context).units:
        if _kind(unit) in replaced:
            gone.append(unit.names[-1])
        elif Facet.AUDIENCE in replaced and (rest := _but_for_its_audience(parser, unit)):
            gone.append(unit.names[-1])
            back.append(rest)
    added_too = [added] if added and parser.parse(added).units else []
    return Correct(tuple(gone), (*back, *added_too), place)


def need_of(parser: Parser, context: Context) -> Need:
    """Return the last need as it was refined since."""
    return parser.refine(context.need, context.dropped, context.added)


def _only_without(said: Utterance) -> Act | None:
    """Return what a first message asks besides what it leaves out.

    Where it only leaves out, it is asked what is wanted.
    """
    read = _read(said.typed)
    if not read.without or not _begins(said.folded, ways().leads["only_without"]):
        return None
    if _says_it_as_one(said.parser, read.without[0]):
        return None
    if read.asked and said.parser.parse(read.asked).units:
        return AskNeed((read.asked,))
    return AskInstead()


def _without(said: Utterance, context: Context, read: _Said) -> Act | None:
    """Return the need without what is named and with what is added.

    What it does not hold is said, and changes nothing.
    """
    parser, need = said.parser, need_of(said.parser, context)
    gone: list[str] = []
    for left_out in read.without:
        meant = parser.parse(left_out.named)
        names = {name for unit in meant.units for name in _own_names(unit)}
        held = [unit.names[-1] for unit in need.units if names & set(unit.names)]
        if not held and not read.asked:
            if _says_it_as_one(parser, left_out):
                return None
            return AskInstead(left_out.named if any(unit.meanings for unit in meant.units) else "")
        gone += held
    if not gone:
        return (
            _instead(parser, context, read.asked) if read.begins_without or read.instead else None
        )
    added = (read.asked,) if read.asked and parser.parse(read.asked).units else ()
    return Correct(tuple(gone), added)


def _instead(parser: Parser, context: Context, asked: str) -> Act:
    """Return the need with another audience or place, or another subject.

    Where the words say none, it is asked which.
    """
    kinds = {_kind(unit) for unit in parser.parse(asked).units if unit.meanings}
    if not kinds:
        return AskInstead()
    if None in kinds:
        kept = [unit for unit in need_of(parser, context).units if _kind(unit) is not None]
        named = {_kind(unit) for unit in parser.parse(asked).units}
        if not kept or len(named) > 1:
            return AskNeed((asked,))
    return _refined(
        parser, context, asked, (None,) if None in kinds else kinds, place=kinds == {Facet.PLACE}
    )


def _same_for(parser: Parser, context: Context, rest: str, *, besides: bool) -> Act | None:
    """Return the same for another audience or place, where the message names nothing else.

    Where `besides`, it is for one more.
    """
    kinds = {_kind(unit) for unit in parser.parse(rest).units}
    if not kinds or not all(kind in _WHO_AND_WHERE for kind in kinds):
        return None
    return _refined(
        parser, context, rest, () if besides else kinds, place=Facet.PLACE in kinds and not besides
    )


def _read(text: str) -> _Said:
    """Read a message part by part: a part leaves out, or asks."""
    without: list[_LeftOut] = []
    asked: list[str] = []
    leads = ways().leads
    instead = begins_without = False
    for part in filter(None, _PARTS.split(_parted(text))):
        words = " ".join(fold(part).split())
        while (
            led := _begins(words, leads["instead"])
            or _begins(words, leads["lead"])
            or _begins(words, leads["same"])
        ):
            if led in leads["instead"] and led in leads["without"] and words != led:
                break
            if led in leads["wants"] and _begins(words[len(led) :].strip(), leads["without"]):
                break  # "on veut pas fermer l'école" leaves nothing out
            instead = instead or led in leads["instead"]
            words = words[len(led) :].strip()
        cut = _begins(words, leads["without"])
        if cut and not _begins(words, leads["not_without"]):
            begins_without = begins_without or not asked
            without.append(_LeftOut(words, _as_written(part, _led_out(words[len(cut) :].strip()))))
        elif words:
            asked.append(_as_written(part, words))
    return _Said(tuple(without), " ".join(asked), instead, begins_without)


def _parted(text: str) -> str:
    """Return a text with a comma before each turn that has none.

    It parts "pas le transport" from "plutôt le logement".
    """
    folded = fold(text)
    turns = [
        at
        for lead in ways().leads["turns"]
        if (at := folded.find(f" {lead} ")) > 0 and len(folded) == len(text)
    ]
    for at in sorted(turns, reverse=True):
        text = f"{text[:at]},{text[at:]}"
    return text


def _led_out(words: str) -> str:
    """Return what is left out, without the small words before it.

    "pas pour les jeunes" gives "jeunes".
    """
    while led := _begins(words, ways().leads["of_without"]):
        words = words[len(led) :].strip()
    return words


def _begins(words: str, expressions: Iterable[str]) -> str:
    """Return the longest of some expressions that begins some words, as whole words.

    It is "" where none does.
    """
    met = (
        each
        for each in expressions
        if words == each
        or words.startswith((f"{each} ", f"{each},"))
        or (each.endswith("'") and words.startswith(each))
    )
    return max(met, key=len, default="")


@cache
def _beside(facet: Facet) -> frozenset[str]:
    """Return the stems of what says nothing beside a place or an audience."""
    words = [word for each in ways().leads[f"of_{facet}"] for word in tokens(each)]
    return frozenset(map(stem, (*words, *ways().words.ignored)))


def _says_it_as_one(parser: Parser, left_out: _LeftOut) -> bool:
    """Tell whether the words and their "pas" mean one thing together.

    "sans voiture" and "pas de médecin" do.
    """
    without = {word for each in ways().leads["without"] for word in tokens(each)}
    units = parser.parse(left_out.part).units
    return any(unit.meanings and without.intersection(unit.words) for unit in units)


def _but_for_its_audience(parser: Parser, unit: Unit) -> str:
    """Return what an expression says besides the audience that it holds.

    "logement des jeunes" says "logement" too; another says nothing.
    """
    words = list(unit.words)
    found = [each for each in parser.lexicon.find(words) if each.meaning.facet is Facet.AUDIENCE]
    if len(words) < 2 or not found or unit.about(Facet.AUDIENCE):
        return ""
    shown = spelt(unit.label) if len(spelt(unit.label)) == len(words) else words
    inside = {i for each in found for i in range(each.start, each.end)}
    ignored = ways().words.ignored
    return " ".join(
        word for i, word in enumerate(shown) if i not in inside and words[i] not in ignored
    )


def _own_names(unit: Unit) -> Sequence[str]:
    """Return the names of a unit, but for the theme of what is narrower.

    "pas de vélo" takes no mobility away.
    """
    themes = {f"{Facet.THEME}:{theme}" for theme in unit.about(Facet.THEME)}
    return (
        [name for name in unit.names if name not in themes]
        if len(themes) < len(unit.meanings)
        else unit.names
    )


def _kind(unit: Unit) -> Facet | None:
    """Return whether a unit names a place or an audience, and nothing else that is asked."""
    return next((facet for facet in _WHO_AND_WHERE if unit.about(facet)), None)


def _as_written(text: str, words: str) -> str:
    """Return some folded words of a text as they were typed, accents kept."""
    typed = [word for word in (each.strip(_AROUND) for each in text.split()) if word]
    wanted = [word.strip(_AROUND) for word in words.split()]
    spans = (typed[start : start + len(wanted)] for start in range(len(typed)))
    return next(
        (" ".join(span) for span in spans if [fold(word) for word in span] == wanted), words
    )
