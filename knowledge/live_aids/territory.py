"""Where a live aid applies.

It gives the codes that a place is concerned by, and the codes of a territory as its source names
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge import place_names
from knowledge.place_names import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.areas import Area
    from knowledge.gazetteer import Places

# The same few thousand names are compared for every aid.
plain = lru_cache(maxsize=10_000)(place_names.plain)
EVERYWHERE: frozenset[str] = frozenset()  # the places of an aid for the whole region
# Scales that hold the region, whatever their name.
_WHOLE = frozenset(("pays", "continent", "metropole"))
_CODED = frozenset(("commune", "epci", "departement"))
_FAR = frozenset(("outre mer",))


@dataclass(frozen=True)
class Territory:
    """A territory as a source names it.

    `scale` is the source's word for its size, `code` INSEE or SIREN where given.

    `listed_in` are the départements whose own list of aids held it: all that is known of one made
    for the occasion.
    """

    name: str = ""
    scale: str = ""
    code: str = ""
    listed_in: frozenset[str] = EVERYWHERE


def concerned_codes(place: str, places: Places) -> frozenset[str]:
    """Return the codes that are a place (a code, or an area's name), contain it or lie in it.

    An unknown place has none. An aid applies there if it names no place, or one of these.
    """
    if place in places.communes:
        commune = places.communes[place]
        return frozenset(filter(None, (place, commune.epci, commune.department)))
    if place in places.epcis:
        return (
            places.communes_of.get(place, EVERYWHERE)
            | places.epci_departments.get(place, EVERYWHERE)
            | {place}
        )
    if place in places.departments:
        return _within_departments((place,), places)
    area = places.area(place)
    if area is None:
        return EVERYWHERE
    if not area.epcis:
        return _within_departments(area.departments, places)
    communes = (places.communes_of.get(epci, EVERYWHERE) for epci in area.epcis)
    return frozenset(area.departments).union(area.epcis, *communes)


def codes_of(territory: Territory, places: Places) -> frozenset[str] | None:
    """Return our codes for a source's territory.

    There are none where it is all the region or more; it is None where it is no part of it.
    """
    scale, name = plain(territory.scale), plain(territory.name)
    if territory.code and ((known := _known_code(territory.code, places)) or scale in _CODED):
        return known or None  # a code of elsewhere, whatever commune of ours has the same name
    if scale in _WHOLE or name in ("", "france", "europe", plain(places.region)):
        return EVERYWHERE
    if scale in _FAR:
        return None
    if scale in _CODED or scale == "region":
        return codes_named(territory.name, places, scale) or None
    if scale == "bassin hydrographique":
        return next(
            (frozenset(basin.departments) for basin in places.basins if plain(basin.name) in name),
            None,
        )
    named = EVERYWHERE if scale else codes_named(territory.name, places)
    return named or territory.listed_in or _codes_of_area_in(name, places)


def codes_named(name: str, places: Places, scale: str = "") -> frozenset[str]:
    """Return our codes for an exact name.

    They are those of a département, an EPCI, an area, or the communes so called; none if unknown.
    `scale` ("commune", "epci", "departement", "region"), where it is known, leaves out the others.
    """
    wanted = plain(name)
    if scale in ("", "departement"):
        found = [
            code
            for code, department in places.departments.items()
            if wanted in (code.lower(), plain(department.name))
        ]
        if found:
            return frozenset(found)
    if scale in ("", "epci"):
        found = [
            epci.siren
            for epci in places.epcis.values()
            if wanted in _epci_names(epci.siren, epci.name)
        ]
        if found or scale:
            return frozenset(found)
    if scale in ("", "region"):
        area = next((area for area in places.areas if wanted == plain(area.name)), None)
        if area or scale:
            return codes_of_area(area) if area else EVERYWHERE
    communes = places.communes.values()
    return frozenset(
        commune.insee
        for commune in communes
        if wanted in (commune.insee.lower(), plain(commune.name))
    )


def codes_of_area(area: Area) -> frozenset[str]:
    """Return the EPCI that an area is made of, or its départements where it has none of its own."""
    return frozenset(area.epcis or area.departments)


def _within_departments(codes: Iterable[str], places: Places) -> frozenset[str]:
    departments = frozenset(codes)
    epcis = (
        epci for epci, where in places.epci_departments.items() if epci and where & departments
    )
    communes = (places.communes_of.get(code, EVERYWHERE) for code in departments)
    return departments.union(epcis, *communes)


def _known_code(code: str, places: Places) -> frozenset[str]:
    known = code in places.communes or code in places.epcis or code in places.departments
    return frozenset((code,)) if known else EVERYWHERE


def _epci_names(siren: str, name: str) -> tuple[str, ...]:
    """Return the ways to name an EPCI.

    It is named as it is printed, without its members in brackets, without its kind.
    """
    printed, short = plain(name), plain(name.split(" (")[0])
    return siren, printed, short, bare(printed), bare(short)


def _codes_of_area_in(name: str, places: Places) -> frozenset[str]:
    """Return the codes of the longest area that a name holds.

    "gal pays de thierache" lies in Thiérache; a name that holds none applies everywhere. A
    territory across two départements is in the list of neither: better told to all the region than
    to nobody.
    """
    held = [area for area in places.areas if f" {bare(plain(area.name))} " in f" {name} "]
    longest = max(held, key=lambda area: len(area.name), default=None)
    return codes_of_area(longest) if longest else EVERYWHERE
