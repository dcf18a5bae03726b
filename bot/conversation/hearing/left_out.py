"""What the parts of a correction leave out and ask, whatever need they correct."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.conversation.hearing.expressions import expressions
from bot.conversation.hearing.ways import ways, words_of
from matching.need import Facet
from matching.words import fold, fold_word, spelt, stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.hearing.utterance import Utterance
    from matching.need import Unit
    from matching.parsing import Parser

AROUND = " ?!.,"
_PARTS = re.compile(r"\s*[,;:.!?]+\s*")


class LeftOut(NamedTuple):
    """What a part of a message leaves out.

    It has the part with its "pas", folded, and what it names, as typed.
    """

    part: str
    named: str


@dataclass(frozen=True)
class SaidOtherwise:
    """A correction: what it leaves out and what it asks, as typed.

    `instead`: it says that the last answer was not it. `begins_without`: it leaves out before it
    asks; a need may end so too: "garder les petits, sans aller en ville".
    """

    without: tuple[LeftOut, ...]
    asked: str
    instead: bool
    begins_without: bool


def read_correction(text: str) -> SaidOtherwise:
    """Read a message part by part: a part leaves out, or asks."""
    without: list[LeftOut] = []
    asked: list[str] = []
    leads = ways().leads
    instead = begins_without = False
    for part in filter(None, _PARTS.split(_parted(text))):
        words = " ".join(fold(part).split())
        while (
            led := begins_of(words, leads["instead"])
            or begins_of(words, leads["lead"])
            or begins_of(words, leads["same"])
        ):
            if led in leads["instead"] and led in leads["without"] and words != led:
                break
            if led in leads["wants"] and begins_of(words[len(led) :].strip(), leads["without"]):
                break  # "on veut pas fermer l'école" leaves nothing out
            instead = instead or led in leads["instead"]
            words = words[len(led) :].strip()
        cut = begins_of(words, leads["without"])
        if cut and not begins_of(words, leads["not_without"]):
            begins_without = begins_without or not asked
            without.append(LeftOut(words, as_written(part, _led_out(words[len(cut) :].strip()))))
        elif words and words not in leads["no_concern"]:
            asked.append(as_written(part, words))
    return SaidOtherwise(tuple(without), " ".join(asked), instead, begins_without)


def _parted(text: str) -> str:
    """Return a text with a comma before each turn that has none.

    It parts "pas le transport" from "plutôt le logement".
    """
    folded = fold(text)
    turns = [
        *(each.start(1) for each in _rather().finditer(folded) if len(folded) == len(text)),
        *(
            at
            for lead in ways().leads["turns"]
            if (at := folded.find(f" {lead} ")) > 0 and len(folded) == len(text)
        ),
    ]
    for at in sorted(turns, reverse=True):
        text = f"{text[:at]},{text[at:]}"
    return text


@cache
def _rather() -> re.Pattern[str]:
    """Return what a few words say to be meant, and not others: "l'école pas la garderie"."""
    begun = rf"(?:{'|'.join(map(re.escape, ways().leads['before_a_noun']))})[ '’]?"
    led = "|".join(map(re.escape, (*ways().leads["instead"], *ways().leads["lead"])))
    but = "|".join(map(re.escape, ways().leads["and_not"]))
    return re.compile(rf"^(?:(?:{led}),? )*{begun}\w+(?: \w+)?( )(?:{but}) {begun}\w+")


def _led_out(words: str) -> str:
    """Return what is left out, without the small words before it.

    "pas pour les jeunes" gives "jeunes".
    """
    while led := begins_of(words, ways().leads["of_without"]):
        words = words[len(led) :].strip()
    return words


def begins_of(words: str, every: Iterable[str]) -> str:
    """Return the longest of some expressions that begins some words, as whole words.

    It is "" where none does.
    """
    met = (
        each
        for each in expressions(every).by_letter.get(words[:1], ())
        if words.startswith(each)
        and (each.endswith("'") or words[len(each) : len(each) + 1] in ("", " ", ","))
    )
    return max(met, key=len, default="")


@cache
def words_beside(facet: Facet) -> frozenset[str]:
    """Return the stems of what says nothing beside a place or an audience."""
    return frozenset(map(stem, words_of(f"of_{facet}") | ways().words.ignored))


def says_it_as_one(parser: Parser, left_out: LeftOut) -> bool:
    """Tell whether the words and their "pas" mean one thing together.

    "sans voiture" and "pas de médecin" do.
    """
    without = words_of("without")
    units = parser.parse(left_out.part).units
    return any(
        unit.meanings and without.intersection(unit.words) and not without.issuperset(unit.words)
        for unit in units
    )


def but_for_its_audience(parser: Parser, unit: Unit) -> str:
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


def as_written(text: str, words: str) -> str:
    """Return some folded words of a text as they were typed, accents kept."""
    typed = [word for word in (each.strip(AROUND) for each in text.split()) if word]
    folded = list(map(fold_word, typed))
    wanted = [word.strip(AROUND) for word in words.split()]
    spans = (slice(start, start + len(wanted)) for start in range(len(typed)))
    return next((" ".join(typed[span]) for span in spans if folded[span] == wanted), words)


def begins_on_it(said: Utterance) -> bool:
    """Tell whether a message begins with what is in sight: "il est payé par qui"."""
    leads = ways().leads
    return said.begins(leads["on_it"]) and not said.begins(leads["not_on_it"])
