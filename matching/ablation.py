"""What each number of matching moves.

It is told by the measures of needs where the number does nothing, less those with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.evaluation import CUT, Measures, measure
from matching.matcher import build_matcher
from matching.weights import WEIGHTS, Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from knowledge.collection import Collection
    from matching.evaluation import Judged


@dataclass(frozen=True)
class Ablated:
    """A number of matching, what it does, and how the measures change without it.

    Beside its value stands the one at which it does nothing.
    """

    name: str
    does: str
    value: float
    neutral: float
    ndcg: float
    success: float
    empty_right: int
    empty_wrong: int


def ablated(
    judged: Sequence[Judged], collection: Collection, french_words: Path
) -> Iterator[Ablated]:
    """Yield what each number of matching moves on needs whose answers are known.

    Each takes the time of a build.
    """
    whole = _measured(judged, collection, french_words, WEIGHTS)
    for name, does, weights in WEIGHTS.without():
        without = _measured(judged, collection, french_words, weights)
        yield Ablated(
            name,
            does,
            getattr(WEIGHTS, name),
            getattr(weights, name),
            without.ndcg - whole.ndcg,
            without.success - whole.success,
            without.empty_right - whole.empty_right,
            without.empty_wrong - whole.empty_wrong,
        )


def _measured(
    judged: Sequence[Judged], collection: Collection, french_words: Path, weights: Weights
) -> Measures:
    matcher = build_matcher(collection, french_words, weights)
    return measure(judged, lambda need: [match.id for match in matcher.search(need, CUT).matches])[
        ""
    ]
