"""The places that bear a name, as it is written, begun, held or lost."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.gazetteer import BETTER_KNOWN
from knowledge.place_labels import population, without_members
from knowledge.place_names import bare, heard, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.gazetteer import Places

SHORTEST = 3  # letters of a name that may be looked for inside others


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
class PlacesByName:
    """The places that a name is of: as written, its beginning, a part of it, a name it lost.

    Names are folded once.
    """

    places: Places

    @cached_property
    def _names(self) -> list[_Name]:
        return list(_names(self.places))

    @cached_property
    def _by_first_word(self) -> dict[str, list[_Name]]:
        named: dict[str, list[_Name]] = defaultdict(list)
        for name in self._names:
            named[_first_word(name.bare)].append(name)
        return dict(named)

    def _beside(self, wanted: str) -> list[_Name]:
        """Return the names that begin with the same word as this one."""
        return self._by_first_word.get(_first_word(wanted), [])

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
            if name.own and rest and name.code in self.places.communes and len(first) >= SHORTEST:
                begun[first].append(name.code)
        return {first: codes for first, codes in begun.items() if len(codes) > 1}

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        return {bare(plain(name)): name for name in self.places.elsewhere}

    def _named(self, typed: str) -> list[str]:
        """Return the places of a name as written.

        Else they are those of the name without what stands before it, else those of a name with a
        département after it.
        """
        wanted = bare(typed)
        alike = [name for name in self._beside(wanted) if name.bare == wanted]
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
            name.code
            for name in self._beside(wanted)
            if name.own and name.bare.startswith(f"{wanted} ")
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
            for name in self._beside(wanted)
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
                        for each in self._beside(name)
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
        if len(wanted) < SHORTEST:
            return []
        return self._most_populated(
            name.code
            for name in self._beside(wanted)
            if name.own and name.bare.startswith(f"{wanted} ")
        )

    def _within(self, wanted: str) -> list[str]:
        """Return the places whose name holds these words."""
        if len(wanted) < SHORTEST:
            return []
        return self._most_populated(
            name.code for name in self._names if name.own and f" {wanted} " in f" {name.bare} "
        )

    def _most_populated(self, codes: Iterable[str]) -> list[str]:
        return sorted(dict.fromkeys(codes), key=lambda code: (-population(code, self.places), code))


def _names(places: Places) -> Iterator[_Name]:
    for commune in places.communes.values():
        yield _name(commune.name, commune.insee)
        for nickname in places.nicknames.get(commune.insee, ()):
            yield _name(nickname, commune.insee, own=False)
    for name, codes in places.former.items():
        for code in codes:
            yield _name(name, code, own=False)
    for epci in places.epcis.values():
        for name in dict.fromkeys((epci.name, without_members(epci.name))):
            yield _name(name, epci.siren)
    for code, department in places.departments.items():
        for name in (department.name, *department.names):
            yield _name(name, code)
    for area in places.areas:
        yield _name(area.name, area.name)
        for name in area.names:
            yield _name(name, area.name, own=False)


def _first_word(name: str) -> str:
    return name.partition(" ")[0]


def _name(name: str, code: str, own: bool = True) -> _Name:
    words = plain(name)
    return _Name(words, bare(words), code, own)
