"""What is around a place, and how near each is.

Around it are its commune, its EPCI, its départements, by their codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.weights import WEIGHTS, Weights

if TYPE_CHECKING:
    from knowledge.gazetteer import Places

_THERE = 1.0


def surroundings(place: str, places: Places, weights: Weights = WEIGHTS) -> dict[str, float]:
    """Return codes and how near each is to a place, from 1 (there) to 0 (elsewhere).

    The place is a code, or the name of an area.
    """
    if place in places.communes:
        commune = places.communes[place]
        return {
            commune.department: weights.same_department,
            commune.epci: weights.same_epci,
            place: _THERE,
        }
    if place in places.epcis:
        return dict.fromkeys(places.epci_departments.get(place, ()), weights.same_department) | {
            place: _THERE
        }
    area = places.area(place)
    if area:
        return dict.fromkeys(area.departments, weights.same_department) | dict.fromkeys(
            area.epcis, _THERE
        )
    return {place: _THERE}
