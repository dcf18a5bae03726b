"""Where cards lie and whom they serve.

It tells how near each was done as the crow flies, and which are of no use from elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from knowledge.distances import EARTH, card_point, point_of
from knowledge.serving import departments_of, served_only
from matching.weights import WEIGHTS, Weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from knowledge.collection import Collection
    from knowledge.gazetteer import Places
    from matching.index import Scores

NEARBY = 40.0  # kilometres within which one may go and see what was done, or know those who did it


@dataclass(frozen=True)
class Whereabouts:
    """Where each entry lies, in the order of the index.

    It has its point in radians (nan where it has none) and the one département it serves, if any.
    """

    places: Places
    points: NDArray[np.float64]
    serves: tuple[str, ...]
    weights: Weights = WEIGHTS
    _near: dict[str, Scores | None] = field(default_factory=dict, repr=False)
    _only: dict[frozenset[str], tuple[str, ...]] = field(default_factory=dict, repr=False)

    def nearness(self, place: str) -> Scores | None:
        """Return how near each entry was done to a commune or an EPCI, 0 beyond reach.

        There is no answer (None) for a place that is too wide.
        """
        if place not in self._near:
            precise = place in self.places.communes or place in self.places.epcis
            here = point_of(place, self.places) if precise else None
            self._near[place] = None if here is None else self._nearness(np.radians(here))
        return self._near[place]

    def _nearness(self, here: NDArray[np.float64]) -> Scores:
        halves = np.sin((self.points - here) / 2) ** 2
        chords = halves[:, 0] + np.cos(here[0]) * np.cos(self.points[:, 0]) * halves[:, 1]
        kilometres = 2 * EARTH * np.arcsin(np.sqrt(chords))
        next_door, at_reach = self.weights.next_door, self.weights.at_reach
        near = next_door - (next_door - at_reach) * kilometres / NEARBY
        return np.where(kilometres <= NEARBY, near, 0.0).astype(np.float32)

    def served(self, places: Iterable[str]) -> tuple[str, ...]:
        """Return, for each entry, the one département that it serves.

        It is "" where one of some places lies in it.
        """
        here = frozenset[str]().union(*(departments_of(place, self.places) for place in places))
        if here not in self._only:
            self._only[here] = (
                tuple(only if only and only not in here else "" for only in self.serves)
                if here
                else ()
            )
        return self._only[here]


def build_whereabouts(collection: Collection, weights: Weights = WEIGHTS) -> Whereabouts:
    """Return where the cards of a collection lie, and whom they serve."""
    cards = collection.cards.values()
    points = [card_point(card, collection.places) or (np.nan, np.nan) for card in cards]
    return Whereabouts(
        collection.places,
        np.radians(np.array(points, dtype=np.float64).reshape(-1, 2)),
        tuple(served_only(card) for card in cards),
        weights,
    )
