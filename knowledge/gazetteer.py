"""The communes, EPCI, départements and historic areas of the region, by code.

It tells where they lie too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from knowledge.areas import Area, Areas, Basin

# How many times more inhabitants make one town be meant by the beginning of several names.
BETTER_KNOWN = 10


@dataclass(frozen=True)
class Commune:
    """A commune of the region.

    `insee` is its code, `epci` the SIREN of its intercommunality (may be empty), `population` is in
    inhabitants.
    """

    insee: str
    name: str
    department: str
    epci: str
    population: int
    postcodes: tuple[str, ...]


@dataclass(frozen=True)
class Epci:
    """An intercommunality; `kind` is CC, CA, CU or METRO."""

    siren: str
    name: str
    kind: str
    population: int


class Point(NamedTuple):
    """Where a place lies, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Tables:
    """What the tables of places hold.

    Communes and EPCI by code, the codes of today by each name of a former commune, the point of
    each commune, and the towns of other regions with their département.
    """

    communes: dict[str, Commune]
    epcis: dict[str, Epci]
    former: dict[str, tuple[str, ...]] = field(default_factory=dict)
    points: dict[str, Point] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Places:
    """Every place of the region, by code.

    `former` are codes of today by the name of a former commune, `points` where communes lie; of the
    towns of other regions, `elsewhere` has each with its département, and `known_afar` are those
    that anyone knows. `proper` are communes whose names a list of words has, and that are no words;
    `basins` are where the water agencies pay.
    """

    region: str
    departments: dict[str, Area]
    areas: tuple[Area, ...]
    nicknames: dict[str, tuple[str, ...]]
    communes: dict[str, Commune]
    epcis: dict[str, Epci]
    former: dict[str, tuple[str, ...]] = field(default_factory=dict)
    points: dict[str, Point] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    known_afar: tuple[str, ...] = ()
    proper: tuple[str, ...] = ()
    basins: tuple[Basin, ...] = ()

    def named(self, written: str) -> str:
        """Return the name of a place from its code; what is no code is a name already."""
        held = (
            self.departments.get(written) or self.epcis.get(written) or self.communes.get(written)
        )
        return held.name if held else written

    def area(self, name: str) -> Area | None:
        """Return an area by its name, None where the region has none of that name."""
        return next((area for area in self.areas if area.name == name), None)

    @cached_property
    def epci_departments(self) -> dict[str, frozenset[str]]:
        """The départements in which each EPCI has communes, by SIREN."""
        found: dict[str, set[str]] = {}
        for commune in self.communes.values():
            found.setdefault(commune.epci, set()).add(commune.department)
        return {siren: frozenset(departments) for siren, departments in found.items()}

    @cached_property
    def communes_of(self) -> dict[str, frozenset[str]]:
        """The codes of the communes of each EPCI, by SIREN, and of each département, by code."""
        found: dict[str, set[str]] = {}
        for commune in self.communes.values():
            for whole in (commune.epci, commune.department):
                found.setdefault(whole, set()).add(commune.insee)
        return {whole: frozenset(communes) for whole, communes in found.items() if whole}


def join_places(areas: Areas, tables: Tables) -> Places:
    """Return the places of the region from its areas and its tables."""
    return Places(
        region=areas.region,
        departments={area.departments[0]: area for area in areas.departments},
        areas=areas.areas,
        nicknames={name.commune: name.names for name in areas.nicknames},
        communes=tables.communes,
        epcis=tables.epcis,
        former=tables.former,
        points=tables.points,
        elsewhere=dict.fromkeys(areas.elsewhere, "") | tables.elsewhere,
        known_afar=areas.elsewhere,
        proper=areas.proper,
        basins=areas.basins,
    )
