"""The sentences that a message resembles, by the pieces of words they share.

Each sentence says what such a message asks. A sentence is a vector of weighed terms
(hearing.terms); nearness is the cosine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.conversation.hearing.terms import BUCKETS, stack, terms_of, weighed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Likeness = NDArray[np.float32]


@dataclass(frozen=True)
class Nearest:
    """Sentences by the terms they hold.

    Those of term t stand at `starts[t]:starts[t + 1]`, with the weight each gives it.
    """

    starts: NDArray[np.int64]
    sentences: NDArray[np.int32]
    weights: Likeness
    rarity: Likeness

    def likeness(self, words: Sequence[str], first: int, last: int) -> Likeness:
        """Return how much a message resembles each of some sentences, 0 to 1.

        The message is in words as spelt; the sentences go from `first` to before `last`.
        """
        total = np.zeros(last - first, dtype=np.float32)
        for term, weight in weighed(terms_of(words), self.rarity).items():
            low, high = int(self.starts[term]), int(self.starts[term + 1])
            held = self.sentences[low:high]
            low, high = low + int(held.searchsorted(first)), low + int(held.searchsorted(last))
            if low < high:
                total[self.sentences[low:high] - first] += self.weights[low:high] * np.float32(
                    weight
                )
        return total


def build_nearest(sentences: Iterable[Sequence[str]]) -> Nearest:
    """Index sentences, each as its words as spelt."""
    counted = [terms_of(words) for words in sentences]
    stacked = stack(counted)
    held = np.bincount(stacked.terms, minlength=BUCKETS)
    rarity = np.log((1 + len(counted)) / (1 + held)).astype(np.float32)
    order = np.argsort(stacked.terms, kind="stable")
    starts = np.zeros(BUCKETS + 1, dtype=np.int64)
    np.cumsum(held, out=starts[1:])
    return Nearest(
        starts,
        stacked.messages[order].astype(np.int32),
        stacked.weighed(rarity)[order].astype(np.float32),
        rarity,
    )
