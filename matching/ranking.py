"""From a need to ranked entries.

What counts is how much of the need each covers, how near it is, and what resembles the best ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matching.need import Facet, Need, Unit
from matching.verdict import Grounds, Outcome, judge
from matching.weights import WEIGHTS, Weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from matching.echoes import Echoes
    from matching.index import Index, Scores
    from matching.whereabouts import Whereabouts

    # The codes around a place and how near each is, from 1 (there) to 0 (elsewhere).
    Surroundings = Callable[[str], Mapping[str, float]]

# What, once understood, makes a need of our domain.
_TELLING = (Facet.CONCEPT, Facet.AUDIENCE, Facet.PERSON)
_EVERYWHERE = 0.005  # how rare at most is a meaning that nearly every entry has
_BRUSHED = 0.05  # how little of a need an entry covers for its place not to count
_MODELS = 3  # how many best entries others are compared with


@dataclass(frozen=True)
class Ranking:
    """Scores of every entry for a need, by position.

    `coverage` of its subject (0 to 1), `nearness` of its places (0 to 1), what it gains from being
    `alike` the best ones, and the `total` that ranks it; `places` are those the need names, and
    `only` the département that each entry serves alone where nobody who asks is.
    """

    units: tuple[tuple[Unit, Scores], ...]
    coverage: Scores
    nearness: Scores | None
    alike: Scores | None
    total: Scores
    grounds: Grounds
    outcome: Outcome
    places: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def among(self, kept: NDArray[np.bool_]) -> Ranking:
        """Return the ranking of some entries alone, judged by the best of them."""
        coverage = self.coverage * kept
        nearness = None if self.nearness is None else self.nearness * kept
        grounds = replace(self.grounds, coverage=float(coverage.max(initial=0.0)))
        return replace(
            self,
            coverage=coverage,
            nearness=nearness,
            total=self.total * kept,
            grounds=grounds,
            outcome=_outcome(grounds, nearness),
        )

    def best(self, limit: int) -> list[int]:
        """Return the positions of the best entries, best first.

        There are none where the outcome is nothing.
        """
        return [] if self.outcome is Outcome.NOTHING else self.nearest(limit)

    def nearest(self, limit: int) -> list[int]:
        """Return the positions of the entries that come closest, whatever the outcome."""
        count = min(limit, len(self.total))
        top = np.argpartition(-self.total, count - 1)[:count]
        ordered = top[np.lexsort((top, -self.total[top]))]
        return [int(position) for position in ordered if self.total[position] > 0]


def rank(
    index: Index,
    need: Need,
    surroundings: Surroundings,
    likeness: Scores | None,
    echoes: Echoes | None,
    weights: Weights = WEIGHTS,
    whereabouts: Whereabouts | None = None,
    home: str = "",
) -> Ranking:
    """Rank the entries of an index for a need.

    `likeness` is how much they are alike, `echoes` how people ask for them. `whereabouts` tell
    where entries lie and whom they serve, `home` where the person is, if they told it.
    """
    subject = need.subject
    if need.places and sum(unit.weight for unit in subject) < weights.no_subject:
        subject = ()
    alone = len(subject) == 1
    units = tuple((unit, unit_scores(index, unit, weights, alone=alone)) for unit in subject)
    coverage = _coverage(len(index.ids), units)
    taught = False
    if echoes is not None:
        asked = {root: weight for unit, _ in units for root, weight in unit.stems.items()}
        echo = echoes.closest(asked)
        coverage = (1 - weights.echoed) * coverage + weights.echoed * echo
        taught = (
            echo.max(initial=0.0) >= weights.said
            and sum(unit.weight for unit in subject) >= weights.taught
        )
        if taught and judge(_grounds(index, need, subject, coverage, weights)) is Outcome.NOTHING:
            # What a curator taught is found, however common its words.
            coverage = np.maximum(coverage, echo * (echo >= weights.said))
    nearness = _nearness(index, need, surroundings, weights, whereabouts) if need.places else None
    total = coverage
    if nearness is not None:
        answering = coverage >= weights.comparable * coverage.max(initial=0.0)
        share = weights.place_share
        total = (
            (1 - share) * coverage + share * nearness * answering * (coverage > _BRUSHED)
            if units
            else nearness
        )
    only = whereabouts.served(need.places or ((home,) if home else ())) if whereabouts else ()
    if any(only):
        total = total * np.array([weights.away if each else 1.0 for each in only], dtype=np.float32)
    alike = _likest(total, likeness, weights.alike) if likeness is not None and units else None
    ranked = total if alike is None else total + alike
    grounds = _grounds(index, need, subject, coverage, weights)
    if taught:
        grounds = replace(grounds, telling=max(grounds.telling, weights.hardly))
    outcome = _outcome(grounds, nearness)
    if need.emergencies and outcome is Outcome.UNSURE:
        # Beside the number to call, cards that only come close would be out of place.
        outcome = Outcome.NOTHING
    return Ranking(units, coverage, nearness, alike, ranked, grounds, outcome, need.places, only)


def unit_scores(
    index: Index, unit: Unit, weights: Weights = WEIGHTS, *, alone: bool = False
) -> Scores:
    """Return how well each entry answers a unit, 0 to 1: by its words, and by what they mean.

    Ages that are `alone` in a need name an audience, and no entry has their numbers.
    """
    words = np.zeros(len(index.ids), dtype=np.float32)
    if not unit.meanings and len(unit.stems) == 1:
        entries, strengths = index.postings(next(iter(unit.stems)))
        words[entries] = strengths
        return words
    if unit.about(Facet.TOPIC):
        return words
    whole = sum(unit.stems.values())
    there = sum(weight for root, weight in unit.stems.items() if root in index.terms)
    counted = there if unit.meanings and there else whole
    for root, weight in unit.stems.items():
        entries, strengths = index.postings(root)
        words[entries] += strengths * (weight / counted)
    if not unit.meanings:
        return words
    ages = alone and bool(unit.about(Facet.AUDIENCE)) and any(map(str.isdecimal, unit.stems))
    understood = np.zeros(len(index.ids), dtype=np.float32)
    for meaning in unit.meanings:
        entries, strengths = index.postings(meaning.term)
        strength = 1.0 if ages else weights.strength(meaning.facet)
        understood[entries] = np.maximum(understood[entries], strength * strengths)
    if ages:
        return understood
    # Words that no entry has tell nothing: what an expression means counts in their place.
    meant = weights.meant + (1 - weights.meant) * (1 - there / whole)
    words *= 1 - meant
    understood *= meant
    words += understood
    return words


def _coverage(size: int, units: tuple[tuple[Unit, Scores], ...]) -> Scores:
    """Return the share of the need's weight that each entry answers."""
    coverage, share = np.zeros((2, size), dtype=np.float32)
    for unit, scores in units:
        coverage += np.multiply(scores, unit.weight, out=share)
    coverage /= sum(unit.weight for unit, _ in units) or 1.0
    return coverage


def _nearness(
    index: Index,
    need: Need,
    surroundings: Surroundings,
    weights: Weights,
    whereabouts: Whereabouts | None,
) -> Scores:
    nearness = np.zeros(len(index.ids), dtype=np.float32)
    nearness[index.everywhere] = weights.anywhere
    for place in need.places:
        for code, near in surroundings(place).items():
            inside = index.places.get(code)
            if inside is not None:
                nearness[inside] = np.maximum(nearness[inside], near)
        around = whereabouts.nearness(place) if whereabouts else None
        if around is not None:
            nearness = np.maximum(nearness, around)
    return nearness


def _likest(total: Scores, likeness: Scores, alike: float) -> Scores:
    """Return what each entry gains from the best ones it resembles.

    Like documents answer like needs (van Rijsbergen, 1979).
    """
    top = float(total.max(initial=0.0))
    if not top:
        return np.zeros_like(total)
    best = np.argpartition(-total, min(_MODELS, len(total)) - 1)[:_MODELS]
    pull = (total[best] / top) ** 3
    return np.asarray(alike * top * (likeness[:, best] @ pull), dtype=np.float32)


def _telling(index: Index, unit: Unit, weights: Weights) -> float:
    """Return how much a unit says by itself.

    It says 1 where it means what not every entry is about, else the weight of a bare word.
    """
    meant = any(
        index.rarity(meaning.term)
        > (weights.everyone if meaning.facet is Facet.AUDIENCE else _EVERYWHERE)
        for meaning in unit.meanings
    )
    return 1.0 if meant else weights.hardly if unit.meanings else unit.weight


def _grounds(
    index: Index, need: Need, units: Iterable[Unit], coverage: Scores, weights: Weights
) -> Grounds:
    return Grounds(
        coverage=float(coverage.max(initial=0.0)),
        weight=sum(unit.weight for unit in units),
        uncovered=sum(unit.weight for unit in units if unit.about(Facet.TOPIC)),
        telling=max(
            (
                weights.hardly if need.intents else 0.0,
                *(_telling(index, unit, weights) for unit in units),
            )
        ),
        recognised=not need.topics
        and any(unit.about(facet) for unit in units for facet in _TELLING),
        weights=weights,
    )


def _outcome(grounds: Grounds, nearness: Scores | None) -> Outcome:
    """Judge a need by its subject, or by its place where it names nothing else."""
    if grounds.weight:
        return judge(grounds)
    return (
        Outcome.FOUND
        if nearness is not None and nearness.max(initial=0.0) > grounds.weights.anywhere
        else Outcome.NOTHING
    )
