"""Why an entry answers a need, in a few words a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.need import Facet
from matching.words import fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.collection import Collection
    from matching.index import Index
    from matching.need import Unit
    from matching.ranking import Ranking

ONLY_ALIKE = ("fiche voisine",)  # the reason of an entry that answers nothing of the need itself
ENOUGH = 0.35  # a unit answered less than this is no reason
_MOST = 3
_NEAR = 0.6
_HELD = 0.5  # how strongly an entry has a meaning that is more than a passing mention
_CONTRACTED = (("Le ", "du "), ("Les ", "des "))


def reasons(
    ranking: Ranking,
    position: int,
    index: Index,
    collection: Collection,
    home: str = "",
    otherwise: tuple[str, ...] = ONLY_ALIKE,
) -> tuple[str, ...]:
    """Return what of the need an entry answers, most telling first.

    That it is near comes after, when it is. Where there is nothing to say, `otherwise` is said.
    `home` is the code of the person's own place: only that is « chez vous ».
    """
    told = sorted(
        (
            (unit.weight * float(scores[position]), unit)
            for unit, scores in ranking.units
            if scores[position] >= ENOUGH
        ),
        key=lambda each: -each[0],
    )
    found = [name for _, unit in told for name in _names(unit, position, index, collection)][:_MOST]
    if ranking.nearness is not None and ranking.nearness[position] >= _NEAR:
        there = ranking.nearness[position] == 1
        found.append("sur ce territoire" if there else near(ranking.places, collection, home))
    return tuple(dict.fromkeys(found)) or otherwise


def near(places: Iterable[str], collection: Collection, home: str) -> str:
    """Return how to say that something is near the places asked about: "près d’Arras"."""
    codes = list(places)
    if home and home in codes:
        return "près de chez vous"
    name = next(
        (
            collection.places.communes[code].name
            for code in codes
            if code in collection.places.communes
        ),
        "",
    )
    if not name:
        return "près de ce territoire"
    for article, contracted in _CONTRACTED:
        if name.startswith(article):
            return f"près {contracted}{name.removeprefix(article)}"
    return f"près d’{name}" if fold(name)[0] in "aeiouyh" else f"près de {name}"


def _holds(unit: Unit, position: int, index: Index) -> bool:
    """Tell whether an entry is about what an expression means.

    To have some of its words, or to be of a theme it belongs to, is not enough.
    """
    terms = [meaning.term for meaning in unit.meanings if meaning.facet is not Facet.THEME]
    postings = (index.postings(term) for term in terms)
    return any(
        float(strengths[entries == position].max(initial=0.0)) >= _HELD
        for entries, strengths in postings
    )


def _names(unit: Unit, position: int, index: Index, collection: Collection) -> list[str]:
    """Return what to say of a unit.

    It is its audience, or its words where the entry has what they mean, else those that the entry
    has.
    """
    if unit.meanings and len(unit.stems) > 1 and not _holds(unit, position, index):
        met = [
            word
            for word in unit.label.replace("’", " ").split()
            if position in index.postings(stem(fold(word)))[0]
        ]
        telling = [word for word in met if unit.stems.get(stem(fold(word)), 0) > 0]
        return [f"« {word} »" for word in telling]
    audiences = (
        audience for audience in unit.about(Facet.AUDIENCE) if audience in collection.audiences
    )
    known = next((collection.audiences[audience].name for audience in audiences), None)
    return [f"public : {known}" if known else f"« {unit.label} »"]
