"""Finding the places that a person means by what they wrote.

They write a name spelt anyhow, a postcode, or a département's number.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from knowledge.distances import nearest_town
from knowledge.place_labels import label
from knowledge.place_names import bare, heard, plain
from knowledge.places_by_name import SHORTEST, PlacesByName

if TYPE_CHECKING:
    from collections.abc import Iterable


_LONGEST = 100
_SHORT = 4
_NEAR = 70.0  # how alike, out of 100, a name must be to be offered
_NEAR_IF_SHORT = 80.0
_LIKELY = 86.0  # how alike it must be to be offered alone, where the next one is far behind
_AHEAD = 6.0
_FAME = 3.0  # what ten times more inhabitants are worth, of likeness
_MOST_NEAR = 6
_CEDEX = re.compile(r"\bcedex(?: \d{1,2})?\b")
_CUT_POSTCODE = re.compile(r"(?<!\d )\b(\d{2}) (\d{3})\b(?! \d)")  # "62 500"
_NUMBER = re.compile(r"\b(?:\d{9}|\d{5}|\d{4})\b")  # an Excel file drops the zero of 02100
_CHOSEN = re.compile(
    r"^(?:(?:celui|celle|c est|plutot|non|oui|de|du|la|le|l|dans|en|a|pres|qui est) )+"
)


class Candidate(NamedTuple):
    """A place that may be meant.

    It has its code (an area's is its name), and what tells it from others of the same name.
    """

    code: str
    label: str


@dataclass(frozen=True)
class Findings:
    """The places that may be meant, best first.

    `sure` when there is one and no need to ask; `elsewhere` is what was written where it is the
    name or the number of a place that the region does not have.
    """

    candidates: tuple[Candidate, ...]
    sure: bool
    elsewhere: str = ""


@dataclass(frozen=True)
class PlaceFinder(PlacesByName):
    """Finds the places that a text may name, by numbers and by names."""

    def find(self, written: str) -> Findings:
        """Return the places that a text may mean.

        They are those of its numbers, else of exactly that name, else of a name that begins so,
        holds it or is near. A name that is only near is never sure: people of Rouen are not to be
        noted in Roussent.
        """
        typed = _CUT_POSTCODE.sub(r"\1\2", plain(written)[:_LONGEST])
        cedex = _CEDEX.search(typed) is not None
        typed = " ".join(_CEDEX.sub(" ", typed).split())
        if bare(typed) == bare(plain(self.places.region)):
            return Findings((), False)
        codes = self._numbered(typed, cedex) or self._named(typed)
        if codes:
            return self._findings(codes, len(codes) == 1)
        afar = self._afar(typed)
        codes = self._beginning(bare(typed))
        if codes:
            return self._findings(codes, len(codes) == 1 and not afar, afar)
        held = self._within(bare(typed))
        return self._findings(held, False, afar) if held or afar else self._near(bare(typed))

    def is_name(self, written: str) -> bool:
        """Tell whether a text is a place's name, or what the names of some begin with."""
        typed = plain(written)[:_LONGEST]
        return bool(self._named(typed) or self._beginning(bare(typed)))

    def among(self, codes: Iterable[str], written: str) -> Findings:
        """Return which of some places a text tells from the others.

        By its number, name, département or nearest town: "celui du Pas-de-Calais", "celle près
        d'Arras".
        """
        offered = list(codes)
        meant = {each.code for each in self.find(_CHOSEN.sub("", plain(written))).candidates}
        communes = self.places.communes
        found = [code for code in offered if code in meant]
        found = found or [
            code for code in offered if code in communes and communes[code].department in meant
        ]
        found = found or [
            code for code in offered if code in communes and communes[code].epci in meant
        ]
        found = found or [code for code in offered if nearest_town(code, self.places) in meant]
        return self._findings(found, len(found) == 1)

    def _afar(self, typed: str) -> str:
        """Return the town of another region, or the postcode of one, that a text is."""
        number = re.search(r"\b\d{5}\b", typed)
        afar = number is not None and number.group()[:2] not in self.places.departments
        rest = bare(
            " ".join(typed.replace(number.group(), " ").split()) if number and afar else typed
        )
        if rest in self._elsewhere:
            return self._elsewhere[rest]
        return number.group() if number and afar and not rest else ""

    def _numbered(self, typed: str, cedex: bool) -> list[str]:
        """Return the places of a postcode, an INSEE code, a SIREN or a département's number.

        Of those, the one also named is returned. A number that contradicts the name beside it
        loses; that of a CEDEX is no commune's.
        """
        number = _NUMBER.search(typed)
        if number is None:
            alone = bare(typed)
            return (
                [alone.zfill(2)]
                if alone.isdigit() and alone.zfill(2) in self.places.departments
                else []
            )
        code = number.group().zfill(5)
        if code in self.places.epcis:
            return [code]
        communes = self.places.communes
        found = (
            []
            if cedex
            else [commune.insee for commune in communes.values() if code in commune.postcodes]
        )
        found = found or ([code] if code in communes and not cedex else [])
        rest = " ".join(typed.replace(number.group(), " ").split())
        named = self._named(rest) if rest else []
        alike = [each for each in found if each in named]
        if named and not alike:
            here = [
                each for each in named if each in communes and communes[each].department == code[:2]
            ]
            return self._most_populated(here or named)
        near = (
            {each.code for each in self._near(bare(rest)).candidates}
            if rest and not named
            else set()
        )
        return self._most_populated(alike or [each for each in found if each in near] or found)

    def _near(self, wanted: str) -> Findings:
        """Return the places whose name looks or sounds like this one.

        It is the nearest alone where that one is far ahead.
        """
        found: dict[str, float] = {}
        least = _NEAR if len(wanted) > _SHORT else _NEAR_IF_SHORT
        for read, choices in (
            (wanted, [name.bare for name in self._names]),
            (heard(wanted), self._heard),
        ):
            near = process.extract(read, choices, scorer=fuzz.ratio, score_cutoff=least, limit=20)
            for _, likeness, position in near if len(wanted) >= SHORTEST else ():
                code = self._names[position].code
                found[code] = max(found.get(code, 0.0), likeness)
        likest = sorted(found, key=lambda code: (-found[code], code))
        begun = process.extractOne(
            wanted, self._begun.keys(), scorer=fuzz.ratio, score_cutoff=_LIKELY
        )
        spelt = process.extractOne(wanted, [name.bare for name in self._names], scorer=fuzz.ratio)
        if begun and spelt and begun[1] >= spelt[1]:
            alone = [name.code for name in self._names if name.bare == begun[0]]
            return self._findings(self._most_populated((*alone, *self._begun[begun[0]])), False)
        if (
            likest
            and found[likest[0]] >= _LIKELY
            and all(found[likest[0]] - found[code] >= _AHEAD for code in likest[1:])
        ):
            known = (
                self._better_known(name.bare, {name.code})
                for name in self._names
                if name.code == likest[0]
            )
            return self._findings(self._most_populated({likest[0]}.union(*known)), False)
        return self._findings(
            sorted(likest, key=lambda code: -found[code] - self._fame(code))[:_MOST_NEAR], False
        )

    def _fame(self, code: str) -> float:
        """Return what its inhabitants add to the likeness of a commune.

        People who err on a name often mean a town.
        """
        return (
            _FAME * math.log10(self.places.communes[code].population + 1)
            if code in self.places.communes
            else 0.0
        )

    def _findings(self, codes: list[str], sure: bool, elsewhere: str = "") -> Findings:
        return Findings(
            tuple(Candidate(code, label(code, self.places)) for code in codes), sure, elsewhere
        )
