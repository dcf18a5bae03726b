"""The sentences that a message resembles, by the pieces of words they share.

Each sentence says what such a message asks. A sentence is a vector of weighed terms
(hearing.terms); nearness is the cosine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.conversation.hearing.terms import BUCKETS, stack, terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Likeness = NDArray[np.float32]


@dataclass(frozen=True)
class Nearest:
    """Sentences and the terms they hold.

    Those of sentence s are `terms[starts[s]:starts[s + 1]]`, with the weight it gives each.
    """

    starts: NDArray[np.int64]
    terms: NDArray[np.int32]
    weights: Likeness
    rarity: Likeness

    def vector(self, words: Sequence[str]) -> Likeness:
        """Return the weight of every term in a message, in words as spelt."""
        found = terms_of(words)
        vector = np.zeros(BUCKETS, dtype=np.float32)
        vector[found.hashed] = found.weighed(self.rarity)
        return vector

    def likeness(self, message: Likeness, first: int, last: int) -> Likeness:
        """Return how much a message resembles each of some sentences, 0 to 1.

        The message is its vector; the sentences go from `first` to before `last`.
        """
        # Row by row: a card has some hundred sentences, its message some hundred terms, each held
        # by thousands of sentences of others.
        bounds = self.starts[first : last + 1]
        held = slice(int(bounds[0]), int(bounds[-1]))
        weights = message.take(self.terms[held]) * self.weights[held]
        rows = bounds[:-1] - held.start
        return np.add.reduceat(weights, rows, dtype=np.float64).astype(np.float32)


def build_nearest(
    sentences: Sequence[Sequence[str]], indexed: Sequence[int] | None = None
) -> Nearest:
    """Index sentences, each as its words as spelt: those at some positions, or all.

    All tell how rare a term is.
    """
    counted = [terms_of(words) for words in sentences]
    held = np.bincount(stack(counted).terms, minlength=BUCKETS)
    rarity = np.log((1 + len(counted)) / (1 + held)).astype(np.float32)
    kept = counted if indexed is None else [counted[i] for i in indexed]
    stacked = stack(kept)
    starts = np.zeros(len(kept) + 1, dtype=np.int64)
    np.cumsum([len(each.hashed) for each in kept], out=starts[1:])
    return Nearest(
        starts,
        stacked.terms.astype(np.int32),
        stacked.weighed(rarity).astype(np.float32),
        rarity,
    )
