"""The sentences that a message resembles, by the pieces of words they share; each sentence says what such a message asks.

A sentence is a vector of character n-grams (3 to 5, inside words) and of stems, weighed by their rarity (TF-IDF, sublinear),
as in n-gram text categorisation (Cavnar and Trenkle, 1994); nearness is the cosine. Terms are hashed (Weinberger et al., 2009):
no table of strings is kept, so twenty thousand sentences take some 15 MB.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from matching.words import fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Likeness = NDArray[np.float32]

_BUCKETS = 1 << 17
_SHORTEST, _LONGEST = 3, 5
_MOST_WORDS = 40  # a longer message is told by its first words


@dataclass(frozen=True)
class Nearest:
    """Sentences by the terms they hold: those of term t stand at `starts[t]:starts[t + 1]`, with the weight each gives it."""

    starts: NDArray[np.int64]
    sentences: NDArray[np.int32]
    weights: Likeness
    rarity: Likeness
    size: int

    def likeness(self, words: Sequence[str], first: int, last: int) -> Likeness:
        """Return how much a message, in words as spelt, resembles each sentence from `first` to before `last`, 0 to 1."""
        terms = terms_of(words)
        total = np.zeros(last - first, dtype=np.float32)
        weights = {term: _weight(count) * float(self.rarity[term]) for term, count in terms.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for term, weight in weights.items():
            low, high = int(self.starts[term]), int(self.starts[term + 1])
            held = self.sentences[low:high]
            low, high = low + int(held.searchsorted(first)), low + int(held.searchsorted(last))
            if low < high:
                total[self.sentences[low:high] - first] += self.weights[low:high] * np.float32(weight / length)
        return total


def build_nearest(sentences: Iterable[Sequence[str]]) -> Nearest:
    """Index sentences, each as its words as spelt."""
    counted = [terms_of(words) for words in sentences]
    held = np.zeros(_BUCKETS, dtype=np.int64)
    for terms in counted:
        held[list(terms)] += 1
    rarity = np.log((1 + len(counted)) / (1 + held)).astype(np.float32)
    rows, columns, weights = [], [], []
    for row, terms in enumerate(counted):
        mine = {term: _weight(count) * float(rarity[term]) for term, count in terms.items()}
        length = math.sqrt(sum(weight * weight for weight in mine.values())) or 1.0
        rows += [row] * len(mine)
        columns += list(mine)
        weights += [weight / length for weight in mine.values()]
    order = np.argsort(np.array(columns, dtype=np.int64), kind="stable")
    starts = np.zeros(_BUCKETS + 1, dtype=np.int64)
    np.cumsum(held, out=starts[1:])
    return Nearest(
        starts,
        np.array(rows, dtype=np.int32)[order],
        np.array(weights, dtype=np.float32)[order],
        rarity,
        len(counted),
    )


def _weight(count: float) -> float:
    return 1.0 + math.log(count) if count > 1 else count


def terms_of(words: Sequence[str]) -> Mapping[int, float]:
    """Return the hashed terms of a message, in words as spelt, and how often each stands in it.

    Pieces of words, how words sound ("koi" is "quoi"), stems, and pairs of stems."""
    words = words[:_MOST_WORDS]
    counted: Counter[int] = Counter()
    for word in words:
        counted.update(_pieces(word))
    roots = [stem(fold(word)) for word in words]
    counted.update(_hashed("=" + root) for root in roots)
    counted.update(_hashed(f"{first}+{second}") for first, second in pairwise(("^", *roots, "$")))
    return counted


@lru_cache(maxsize=32768)
def _pieces(word: str) -> tuple[int, ...]:
    """Return the hashed n-grams of a word, its ends marked, and its sound."""
    marked = f"<{word}>"
    return tuple(
        _hashed(marked[i : i + length]) for length in range(_SHORTEST, _LONGEST + 1) for i in range(len(marked) - length + 1)
    )


@lru_cache(maxsize=65536)
def _hashed(term: str) -> int:
    return zlib.crc32(term.encode()) & (_BUCKETS - 1)
