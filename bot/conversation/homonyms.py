"""The name in a need that several communes bear, and which of them a few words tell.

"celui du Pas-de-Calais" tells one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.distances import nearest_town
from knowledge.place_labels import population
from matching.need import Facet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.world import World
    from matching.need import Need, Unit

MOST_OFFERED = 5


def unsure_place(need: Need, world: World, home: str = "") -> Unit | None:
    """Return the unit of a need whose name several communes bear.

    It is None where there is none, or one is the person's own. A postcode that communes share names
    all of them.
    """
    communes = world.collection.places.communes
    for unit in need.units:
        codes = [code for code in unit.about(Facet.PLACE) if code in communes]
        if len(codes) > 1 and home not in codes and not any(word.isdigit() for word in unit.words):
            return unit
    return None


def ordered(unit: Unit, world: World, home: str = "") -> tuple[str, ...]:
    """Return the codes that a unit may name.

    Those of the person's département come first, the most populated first.
    """
    places = world.collection.places
    codes = [code for code in unit.about(Facet.PLACE) if code in places.communes]
    here = world.departments_of(home)
    return tuple(
        sorted(
            codes,
            key=lambda code: (
                places.communes[code].department not in here,
                -population(code, places),
                code,
            ),
        )
    )


def told_by(codes: Iterable[str], named: Sequence[str], world: World) -> tuple[str, ...]:
    """Return which of some communes a few words tell.

    They are those in a place named, or whose nearest town is named.
    """
    places, wanted = world.collection.places, set(named)

    def is_told(code: str) -> bool:
        commune = places.communes[code]
        return bool(wanted & {code, commune.department, commune.epci, nearest_town(code, places)})

    return tuple(filter(is_told, codes))
