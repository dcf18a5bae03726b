"""What was understood of a need, as a person may remove it: one short name a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.need import Facet
from matching.words import fold

if TYPE_CHECKING:
    from bot.conversation.world import World
    from matching.need import Need, Unit

_POSTCODE = 5  # digits


@dataclass(frozen=True)
class Understood:
    """Something understood: what is shown, and the name by which it is removed from the need."""

    label: str
    name: str


def understood(need: Need, world: World) -> list[Understood]:
    """Return what a need is about, the units that mean something only, each label once."""
    found: dict[str, Understood] = {}
    for unit in need.units:
        if unit.meanings:
            each = Understood(_label(unit, need, world), unit.names[0])
            found.setdefault(each.label, each)
    return list(found.values())


def _label(unit: Unit, need: Need, world: World) -> str:
    """Return the name of the place, the acronym or the partner that is meant.

    Else it is the person's own words, as typed.
    """
    communes = [
        code for code in unit.about(Facet.PLACE) if code in world.collection.places.communes
    ]
    if len(communes) > 1 and not unit.label.isdigit():
        return next(
            (typed for typed, codes in need.named if set(codes) >= set(communes)),
            unit.label.capitalize(),
        )
    named = next(
        (name for place in unit.about(Facet.PLACE) if (name := world.place_name(place))), ""
    )
    if named and unit.label.isdigit() and len(unit.label) == _POSTCODE:
        return f"{named} ({unit.label})"
    if name := named or world.proper_names.get(fold(unit.label), ""):
        return name
    if " " not in unit.label or unit.label in need.text:
        return unit.label
    typed = re.search(r"[\W_]+".join(re.findall(r"[^\W_]+", unit.label)), need.text, re.IGNORECASE)
    return typed[0].lower().replace("'", "’") if typed else unit.label
