"""Why an entry answers a need, in a few words a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.need import Facet

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from matching.ranking import Ranking

_ENOUGH = 0.35  # a unit answered less than this is no reason
_MOST = 3


def reasons(
    ranking: Ranking, position: int, collection: Collection, otherwise: tuple[str, ...] = ("fiche voisine",)
) -> tuple[str, ...]:
    """Return what of the need an entry answers, most telling first, and that it is near when it is; else `otherwise`."""
    told = sorted(
        ((unit.weight * float(scores[position]), unit) for unit, scores in ranking.units if scores[position] >= _ENOUGH),
        key=lambda each: -each[0],
    )
    found = [_name(unit.about(Facet.AUDIENCE), unit.label, collection) for _, unit in told[:_MOST]]
    if ranking.nearness is not None and ranking.nearness[position] >= 0.6:
        found.append("près de chez vous" if ranking.nearness[position] < 1 else "sur ce territoire")
    return tuple(dict.fromkeys(found)) or otherwise


def _name(audiences: list[str], label: str, collection: Collection) -> str:
    known = next((collection.audiences[audience].name for audience in audiences if audience in collection.audiences), None)
    return f"public : {known}" if known else f"« {label} »"
