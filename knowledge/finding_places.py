"""Finding the places that a person means by what they wrote: a name spelt anyhow, a postcode, a département's number."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.gazetteer import Places

_MARKS = re.compile("[\u0300-\u036f]")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_WHOLE_WORDS = (
    (re.compile(r"\bst\b"), "saint"),
    (re.compile(r"\bste\b"), "sainte"),
    (re.compile(r"(?<= )(?:lez|le)(?= )"), "les"),
    (re.compile(r"\bs (?=[a-z]{3})"), "sur "),
)
# What stands before the name of a place, in what people write and in the names of intercommunalities.
_BEFORE = re.compile(
    r"^(?:(?:je suis|nous sommes|on est|c est|j habite|ma commune|mon village|mon territoire|maire|elue?|est"
    r"|mairie|commune|ville|village|communaute (?:de communes|d agglomeration|urbaine)|com com|intercommunalite|interco"
    r"|agglo|agglomeration|metropole|departement|dpt|dept|code postal|cc|ca|cu"
    r"|le|la|les|l|de|du|des|d|a|au|aux|en|dans|pres|vers) )+"
)
_HEARD = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        ("ph", "f"),
        ("qu|ck|k", "c"),
        ("y", "i"),
        ("h", ""),
        (r"(?:ais|ait|aix|ai|ei|ez|er|et)\b", "e"),
        ("eaux?|aux?", "o"),
        (r"(.)\1", r"\1"),
        (r"[stdx]\b", ""),
    )
)
_LONGEST = 100
_SHORTEST = 3  # letters of a name that may be looked for inside others
_SHORT = 4
_NEAR = 70.0  # how alike, out of 100, a name must be to be offered
_NEAR_IF_SHORT = 80.0
_SURE = 86.0  # how alike it must be to be taken without asking, where the next one is far behind
_AHEAD = 6.0
_FAME = 3.0  # what ten times more inhabitants are worth, of likeness
_TOWN = 10  # how many times more inhabitants make a town be meant by the beginning of its name
_MOST_NEAR = 6


class Candidate(NamedTuple):
    """A place that may be meant: its code (an area's is its name), and what tells it from others of the same name."""

    code: str
    label: str


@dataclass(frozen=True)
class Findings:
    """The places that may be meant, best first; `sure` when there is one and no need to ask."""

    candidates: tuple[Candidate, ...]
    sure: bool


@dataclass(frozen=True)
class _Name:
    """A way to name a place: plain, and bare of what may stand before it; `own` unless it is a nickname."""

    plain: str
    bare: str
    code: str
    own: bool


@dataclass(frozen=True)
class PlaceFinder:
    """Finds the places that a text may name; its names are folded once."""

    places: Places

    def find(self, written: str) -> Findings:
        """Return the places of its numbers, else of exactly that name, else of a name that begins so, holds it or is near."""
        typed = plain(written)[:_LONGEST]
        if bare(typed) == bare(plain(self.places.region)):
            return Findings((), False)
        codes = self._numbered(typed) or self._named(typed) or self._beginning(bare(typed))
        if codes:
            return self._findings(codes, len(codes) == 1)
        held = self._within(bare(typed))
        return self._findings(held, False) if held else self._near(bare(typed))

    @cached_property
    def _names(self) -> list[_Name]:
        return list(_names(self.places))

    @cached_property
    def _heard(self) -> list[str]:
        return [heard(name.bare) for name in self._names]

    def _numbered(self, typed: str) -> list[str]:
        """Return the places of a postcode, an INSEE code, a SIREN or a département's number; of those, the one also named."""
        number = re.search(r"\b(?:\d{9}|\d{5})\b", typed)
        if number is None:
            alone = bare(typed)
            return [alone.zfill(2)] if alone.isdigit() and alone.zfill(2) in self.places.departments else []
        code = number.group()
        if code in self.places.epcis:
            return [code]
        communes = self.places.communes
        found = [commune.insee for commune in communes.values() if code in commune.postcodes]
        found = found or ([code] if code in communes else [])
        rest = " ".join(typed.replace(code, " ").split())
        named = set(self._named(rest)) if rest else set()
        return self._most_populated([each for each in found if each in named] or found)

    def _named(self, typed: str) -> list[str]:
        """Return the places of that name as written, else but for what stands before it, else with their département after."""
        wanted = bare(typed)
        alike = [name for name in self._names if name.bare == wanted]
        exact = [name for name in alike if name.plain == typed] or alike
        codes = {name.code for name in exact if name.own} or {name.code for name in exact}
        if not codes:
            return self._in_department(wanted)
        same = {name.code for name in alike}
        codes = {self._as_epci(code, same) for code in codes}
        return self._most_populated(codes | self._better_known(wanted, codes))

    def _as_epci(self, code: str, alike: set[str]) -> str:
        """Return the EPCI of the same name that an area is made of, alone; else the place itself."""
        area = next((area for area in self.places.areas if area.name == code), None)
        return area.epcis[0] if area and len(area.epcis) == 1 and area.epcis[0] in alike else code

    def _better_known(self, wanted: str, codes: set[str]) -> set[str]:
        """Return the towns whose name begins so, and that many more people mean by it: Saint-Amand is often -les-Eaux."""
        if not codes <= set(self.places.communes):
            return set()
        least = _TOWN * max(population(code, self.places) for code in codes)
        begun = (name.code for name in self._names if name.own and name.bare.startswith(f"{wanted} "))
        return {code for code in begun if code in self.places.communes and population(code, self.places) >= least}

    def _in_department(self, wanted: str) -> list[str]:
        """Return the communes of a name followed by a département: "fleury 62", "fleury dans l'oise"."""
        communes = self.places.communes
        for code, department in self.places.departments.items():
            for end in (f" {code}", f" {plain(department.name)}"):
                if wanted.endswith(end):
                    name = bare(re.sub(r"(?: (?:dans|en|de|du|d|le|la|l))+$", "", wanted.removesuffix(end)))
                    found = {each.code for each in self._names if each.bare == name and each.code in communes}
                    return self._most_populated(each for each in found if communes[each].department == code)
        return []

    def _beginning(self, wanted: str) -> list[str]:
        """Return the places whose name begins with these words: "conde" -> Condé-sur-l'Escaut, Condé-Folie..."""
        if len(wanted) < _SHORTEST:
            return []
        return self._most_populated(name.code for name in self._names if name.own and name.bare.startswith(f"{wanted} "))

    def _within(self, wanted: str) -> list[str]:
        """Return the places whose name holds these words."""
        if len(wanted) < _SHORTEST:
            return []
        return self._most_populated(name.code for name in self._names if name.own and f" {wanted} " in f" {name.bare} ")

    def _near(self, wanted: str) -> Findings:
        """Return the places whose name looks or sounds like this one; the nearest alone where it is far ahead."""
        found: dict[str, float] = {}
        least = _NEAR if len(wanted) > _SHORT else _NEAR_IF_SHORT
        for read, choices in ((wanted, [name.bare for name in self._names]), (heard(wanted), self._heard)):
            near = process.extract(read, choices, scorer=fuzz.ratio, score_cutoff=least, limit=20)
            for _, likeness, position in near if len(wanted) >= _SHORTEST else ():
                code = self._names[position].code
                found[code] = max(found.get(code, 0.0), likeness)
        likest = sorted(found, key=lambda code: (-found[code], code))
        if likest and found[likest[0]] >= _SURE and all(found[likest[0]] - found[code] >= _AHEAD for code in likest[1:]):
            return self._findings(likest[:1], True)
        return self._findings(sorted(likest, key=lambda code: -found[code] - self._fame(code))[:_MOST_NEAR], False)

    def _fame(self, code: str) -> float:
        """Return what its inhabitants add to the likeness of a commune: people who err on a name often mean a town."""
        return _FAME * math.log10(self.places.communes[code].population + 1) if code in self.places.communes else 0.0

    def _most_populated(self, codes: Iterable[str]) -> list[str]:
        return sorted(dict.fromkeys(codes), key=lambda code: (-population(code, self.places), code))

    def _findings(self, codes: list[str], sure: bool) -> Findings:
        return Findings(tuple(Candidate(code, label(code, self.places)) for code in codes), sure)


def plain(text: str) -> str:
    """Return a name without accents, capitals, hyphens or abbreviations: "St-Quentin" -> "saint quentin"."""
    letters = _MARKS.sub("", unicodedata.normalize("NFKD", text.lower().replace("œ", "oe")))
    words = _SEPARATORS.sub(" ", letters).strip()
    for pattern, whole in _WHOLE_WORDS:
        words = pattern.sub(whole, words)
    return words


def bare(plain_name: str) -> str:
    """Return a plain name without what stands before it: "je suis maire de la fere" -> "fere"."""
    return _BEFORE.sub("", plain_name)


def heard(bare_name: str) -> str:
    """Return roughly how a name sounds: "beauve" and "beauvais" give the same."""
    for pattern, sign in _HEARD:
        bare_name = pattern.sub(sign, bare_name)
    return bare_name


def label(code: str, places: Places) -> str:
    """Return the name of a place with what tells it from others: its département, its inhabitants."""
    if code in places.communes:
        commune = places.communes[code]
        department = places.departments[commune.department].name if commune.department in places.departments else ""
        return f"{commune.name} ({department or commune.department}, {_number(commune.population)} hab.)"
    if code in places.epcis:
        return f"{_short(places.epcis[code].name)} ({_number(places.epcis[code].population)} hab.)"
    if code in places.departments:
        return f"{places.departments[code].name} (département)"
    return f"{code} (territoire)"


def population(code: str, places: Places) -> int:
    """Return the inhabitants of a commune or an EPCI; of a département or an area, those of its communes."""
    if code in places.communes:
        return places.communes[code].population
    if code in places.epcis:
        return places.epcis[code].population
    area = next((area for area in places.areas if area.name == code), None)
    epcis = area.epcis if area else ()
    return sum(each.population for each in places.communes.values() if each.department == code or each.epci in epcis)


def _names(places: Places) -> Iterator[_Name]:
    for commune in places.communes.values():
        yield _name(commune.name, commune.insee)
        for nickname in places.nicknames.get(commune.insee, ()):
            yield _name(nickname, commune.insee, own=False)
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
