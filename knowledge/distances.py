"""How far places lie from each other, as the crow flies.

It also tells which commune lies nearest to a point.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from knowledge.gazetteer import Point

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.gazetteer import Places
    from knowledge.model import Card

EARTH = 6371.0  # mean radius, in kilometres
_TOWN = 2000  # inhabitants from which people around know where a commune is


def kilometres(one: Point, other: Point) -> float:
    """Return the distance between two points.

    The haversine formula (Sinnott, 1984) holds for near ones too.
    """
    north = sin(radians(other.latitude - one.latitude) / 2) ** 2
    east = sin(radians(other.longitude - one.longitude) / 2) ** 2
    return (
        2
        * EARTH
        * asin(sqrt(north + cos(radians(one.latitude)) * cos(radians(other.latitude)) * east))
    )


def point_of(code: str, places: Places) -> Point | None:
    """Return where a place lies.

    It is a commune's own point, else the middle of the communes of a larger place.
    """
    if code in places.points:
        return places.points[code]
    if code in places.communes:
        return point_of(places.communes[code].epci, places)
    return middle(
        places.points[commune] for commune in communes_in(code, places) if commune in places.points
    )


def communes_in(code: str, places: Places) -> frozenset[str]:
    """Return the codes of the communes of an EPCI, a département or an area.

    An unknown place has none.
    """
    area = places.area(code)
    wholes = (area.epcis or area.departments) if area else (code,)
    return frozenset[str]().union(*(places.communes_of.get(whole, ()) for whole in wholes))


def card_point(card: Card, places: Places) -> Point | None:
    """Return where what a card tells was done.

    It was in its commune, else amid its main towns, its communes, its EPCI or its area.
    """
    place = card.place
    if place is None:
        return None
    if place.code in places.communes:
        return point_of(place.code, places)
    for names in filter(None, (place.main_towns, place.communes)):
        here = [
            commune.insee
            for commune in places.communes.values()
            if commune.name in names and commune.department in place.departments
        ]
        if found := middle(places.points[code] for code in here if code in places.points):
            return found
    area = next((area.name for area in places.areas if area.name in place.name), "")
    return point_of(place.code or area, places)


def nearest_commune(point: Point, places: Places) -> tuple[str, float] | None:
    """Return the code of the commune nearest to a point, and how many kilometres away.

    It is None where no commune has a point.
    """
    found = min(
        ((kilometres(point, other), code) for code, other in places.points.items()), default=None
    )
    return (found[1], found[0]) if found else None


def nearest_town(code: str, places: Places) -> str:
    """Return the code of the town nearest to a commune; "" where none is known."""
    here = places.points.get(code)
    if here is None:
        return ""
    towns = (
        (kilometres(here, point), other)
        for other, point in places.points.items()
        if other != code and places.communes[other].population >= _TOWN
    )
    return min(towns, default=(0.0, ""))[1]


def middle(points: Iterable[Point]) -> Point | None:
    """Return the mean of some points; None of none."""
    found = list(points)
    if not found:
        return None
    return Point(
        sum(each.latitude for each in found) / len(found),
        sum(each.longitude for each in found) / len(found),
    )
