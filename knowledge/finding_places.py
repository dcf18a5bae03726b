"""Finding the places that a person means by what they wrote.

They write a name spelt anyhow, a postcode, or a département's number.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from knowledge.distances import nearest_town
from knowledge.gazetteer import BETTER_KNOWN
from knowledge.place_names import bare, heard, of, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.gazetteer import Places

_LONGEST = 100
_SHORTEST = 3  # letters of a name that may be looked for inside others
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
_VILLAGE = 2000  # inhabitants under which one tells a commune by the town nearby


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
class _Name:
    """A way to name a place: plain, and bare of what may stand before it.

    It is the place's `own` unless it is a nickname.
    """

    plain: str
    bare: str
    code: str
    own: bool


@dataclass(frozen=True)
class PlaceFinder:
    """Finds the places that a text may name; its names are folded once."""

    places: Places

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

    @cached_property
    def _names(self) -> list[_Name]:
        return list(_names(self.places))

    @cached_property
    def _heard(self) -> list[str]:
        return [heard(name.bare) for name in self._names]

    @cached_property
    def _begun(self) -> dict[str, list[str]]:
        """The communes whose names begin with each same word.

        "neuville" gives Neuville-en-Ferrain, Neuville-Bosc and others.
        """
        begun: dict[str, list[str]] = defaultdict(list)
        for name in self._names:
            first, _, rest = name.bare.partition(" ")
            if name.own and rest and name.code in self.places.communes and len(first) >= _SHORTEST:
                begun[first].append(name.code)
        return {first: codes for first, codes in begun.items() if len(codes) > 1}

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        return {bare(plain(name)): name for name in self.places.elsewhere}

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

    def _named(self, typed: str) -> list[str]:
        """Return the places of a name as written.

        Else they are those of the name without what stands before it, else those of a name with a
        département after it.
        """
        wanted = bare(typed)
        alike = [name for name in self._names if name.bare == wanted]
        exact = [name for name in alike if name.plain == typed] or alike
        codes = {name.code for name in exact if name.own} or {name.code for name in exact}
        if not codes:
            return self._in_department(wanted)
        same = {name.code for name in alike}
        codes = {self._as_epci(code, same) for code in codes}
        return self._most_populated(
            codes | self._better_known(wanted, codes) | self._renamed(wanted, codes)
        )

    def _as_epci(self, code: str, alike: set[str]) -> str:
        """Return the EPCI of the same name that an area is made of, alone.

        Else it is the place itself.
        """
        area = self.places.area(code)
        return area.epcis[0] if area and len(area.epcis) == 1 and area.epcis[0] in alike else code

    def _better_known(self, wanted: str, codes: set[str]) -> set[str]:
        """Return the towns whose name begins so, and that many more people mean by it.

        Who says Saint-Amand often means Saint-Amand-les-Eaux.
        """
        if not codes <= set(self.places.communes):
            return set()
        least = BETTER_KNOWN * max(population(code, self.places) for code in codes)
        begun = (
            name.code for name in self._names if name.own and name.bare.startswith(f"{wanted} ")
        )
        return {
            code
            for code in begun
            if code in self.places.communes and population(code, self.places) >= least
        }

    def _renamed(self, wanted: str, codes: set[str]) -> set[str]:
        """Return the communes whose name begins as that of a former commune which lost it.

        Beaumont is not only in Hénin.
        """
        kept = {
            name.code
            for name in self._names
            if name.own and f" {name.bare} ".startswith(f" {wanted} ")
        }
        return (
            set()
            if codes & kept or not codes <= set(self.places.communes)
            else set(self._begun.get(wanted, ()))
        )

    def _in_department(self, wanted: str) -> list[str]:
        """Return the communes of a name followed by a département.

        "fleury 62" and "fleury dans l'oise" are such.
        """
        communes = self.places.communes
        for code, department in self.places.departments.items():
            for end in (f" {code}", f" {plain(department.name)}"):
                if wanted.endswith(end):
                    name = bare(
                        re.sub(
                            r"(?: (?:dans|en|de|du|d|les?|la|l))+$", "", wanted.removesuffix(end)
                        )
                    )
                    found = {
                        each.code
                        for each in self._names
                        if each.bare == name and each.code in communes
                    }
                    return self._most_populated(
                        each for each in found if communes[each].department == code
                    )
        return []

    def _beginning(self, wanted: str) -> list[str]:
        """Return the places whose name begins with these words.

        "conde" gives Condé-sur-l'Escaut, Condé-Folie and others.
        """
        if len(wanted) < _SHORTEST:
            return []
        return self._most_populated(
            name.code for name in self._names if name.own and name.bare.startswith(f"{wanted} ")
        )

    def _within(self, wanted: str) -> list[str]:
        """Return the places whose name holds these words."""
        if len(wanted) < _SHORTEST:
            return []
        return self._most_populated(
            name.code for name in self._names if name.own and f" {wanted} " in f" {name.bare} "
        )

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
            for _, likeness, position in near if len(wanted) >= _SHORTEST else ():
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

    def _most_populated(self, codes: Iterable[str]) -> list[str]:
        return sorted(dict.fromkeys(codes), key=lambda code: (-population(code, self.places), code))

    def _findings(self, codes: list[str], sure: bool, elsewhere: str = "") -> Findings:
        return Findings(
            tuple(Candidate(code, label(code, self.places)) for code in codes), sure, elsewhere
        )


def label(code: str, places: Places) -> str:
    """Return the name of a place with what tells it from others.

    That is its département, its inhabitants or the town nearby.
    """
    if code in places.communes:
        commune = places.communes[code]
        department = (
            places.departments[commune.department].name
            if commune.department in places.departments
            else ""
        )
        town = nearest_town(code, places) if commune.population < _VILLAGE else ""
        known_by = (
            f"près {of(places.communes[town].name)}"
            if town
            else f"{_number(commune.population)} hab."
        )
        return f"{commune.name} ({department or commune.department}, {known_by})"
    if code in places.epcis:
        return f"{_short(places.epcis[code].name)} ({_number(places.epcis[code].population)} hab.)"
    if code in places.departments:
        return f"{places.departments[code].name} (département)"
    return f"{code} (territoire)"


def population(code: str, places: Places) -> int:
    """Return the inhabitants of a commune or an EPCI.

    Those of a département, or of the EPCI of an area, are the sum of their communes.
    """
    if code in places.communes:
        return places.communes[code].population
    if code in places.epcis:
        return places.epcis[code].population
    area = places.area(code)
    epcis = area.epcis if area else ()
    return sum(
        each.population
        for each in places.communes.values()
        if each.department == code or each.epci in epcis
    )


def _names(places: Places) -> Iterator[_Name]:
    for commune in places.communes.values():
        yield _name(commune.name, commune.insee)
        for nickname in places.nicknames.get(commune.insee, ()):
            yield _name(nickname, commune.insee, own=False)
    for name, codes in places.former.items():
        for code in codes:
            yield _name(name, code, own=False)
    for epci in places.epcis.values():
        for name in dict.fromkeys((epci.name, _short(epci.name))):
            yield _name(name, epci.siren)
    for code, department in places.departments.items():
        for name in (department.name, *department.names):
            yield _name(name, code)
    for area in places.areas:
        yield _name(area.name, area.name)
        for name in area.names:
            yield _name(name, area.name, own=False)


def _name(name: str, code: str, own: bool = True) -> _Name:
    words = plain(name)
    return _Name(words, bare(words), code, own)


def _short(name: str) -> str:
    return name.split(" (")[0]


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")
