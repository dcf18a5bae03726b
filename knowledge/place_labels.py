"""How a place is told from others of the same name, and how many people live there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.distances import nearest_town
from knowledge.place_names import of

if TYPE_CHECKING:
    from knowledge.gazetteer import Places

_VILLAGE = 2000  # inhabitants under which one tells a commune by the town nearby


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
        epci = places.epcis[code]
        return f"{without_members(epci.name)} ({_number(epci.population)} hab.)"
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


def without_members(name: str) -> str:
    """Return the name of an EPCI without its members in brackets."""
    return name.split(" (")[0]


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f")
