"""What is around a place: the codes of its commune, EPCI, départements, and how near each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.gazetteer import Places

THERE, SAME_EPCI, SAME_DEPARTMENT = 1.0, 0.9, 0.6


def surroundings(place: str, places: Places) -> dict[str, float]:
    """Return codes and how near each is to a place (a code, or the name of an area), from 1 (there) to 0 (elsewhere)."""
    if place in places.communes:
        commune = places.communes[place]
        return {commune.department: SAME_DEPARTMENT, commune.epci: SAME_EPCI, place: THERE}
    if place in places.epcis:
        return dict.fromkeys(places.epci_departments.get(place, ()), SAME_DEPARTMENT) | {place: THERE}
    area = next((area for area in places.areas if area.name == place), None)
    if area:
        return dict.fromkeys(area.departments, SAME_DEPARTMENT) | dict.fromkeys(area.epcis, THERE)
    return {place: THERE}
