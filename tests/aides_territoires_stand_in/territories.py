"""The territories of the stand-in.

They have ids of its own, INSEE and SIREN codes, and what contains what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Perimeter:
    """A territory; `parents` are the ids of those that contain it directly."""

    id: int
    name: str
    scale: str
    slug: str
    code: str
    parents: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the territory as the API lists it."""
        return {
            "id": f"{self.id}-{self.slug}",
            "text": f"{self.name} ({self.scale})",
            "name": self.name,
            "scale": self.scale,
            "zipcodes": [],
            "code": self.code,
        }


EUROPE, FRANCE, REGION, OCCITANIE = 1, 2, 3, 4
_DEPARTMENTS = (
    ("02", "Aisne"),
    ("59", "Nord"),
    ("60", "Oise"),
    ("62", "Pas-de-Calais"),
    ("80", "Somme"),
)
DEPARTMENTS = {code: 10 + i for i, (code, _) in enumerate(_DEPARTMENTS)}
PERIMETERS = {
    each.id: each
    for each in (
        Perimeter(EUROPE, "Europe", "Continent", "europe", ""),
        Perimeter(FRANCE, "France", "Pays", "france", "", (EUROPE,)),
        Perimeter(REGION, "Hauts-de-France", "Région", "hauts-de-france", "32", (FRANCE,)),
        Perimeter(OCCITANIE, "Occitanie", "Région", "occitanie", "76", (FRANCE,)),
        *(
            Perimeter(DEPARTMENTS[code], name, "Département", name.lower(), code, (REGION,))
            for code, name in _DEPARTMENTS
        ),
        Perimeter(
            30, "CC de la Thiérache du Centre", "epci", "cc-thierache-centre", "240200444", (10,)
        ),
        Perimeter(31, "CA du Beauvaisis", "epci", "ca-beauvaisis", "200067999", (12,)),
        Perimeter(40, "Soissons", "commune", "soissons", "02722", (10,)),
        Perimeter(41, "Abbeville", "commune", "abbeville", "80001", (14,)),
        Perimeter(50, "GAL Sud Avesnois", "Ad-hoc", "gal-sud-avesnois", "", (11,)),
        Perimeter(51, "Aisne et Oise, test", "Ad-hoc", "aisne-et-oise-test", "", (REGION,)),
        Perimeter(60, "Aisne-sur-Test", "commune", "aisne-sur-test", "99001", (OCCITANIE,)),
    )
}
SCALES = {"region": "Région", "department": "Département", "epci": "epci", "commune": "commune"}


def above(id_: int) -> set[int]:
    """Return a territory and all that contain it."""
    found = {id_}
    for parent in PERIMETERS[id_].parents:
        found |= above(parent)
    return found


def related(id_: int) -> set[int]:
    """Return a territory, all that contain it and all that it contains.

    It is what a filter on it keeps.
    """
    return above(id_) | {each for each in PERIMETERS if id_ in above(each)}
