"""The terms of a message.

They are pieces of its words, their stems, and pairs of stems, hashed, and weighed by how rare each
is. Character n-grams (3 to 5, inside words) are as in n-gram text categorisation (Cavnar and
Trenkle, 1994), weighed by TF-IDF with sublinear counts. Terms are hashed (Weinberger et al., 2009):
no table of strings is kept.
"""

from __future__ import annotations

import math
import zlib
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matching.words import fold_word, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BUCKETS = 1 << 17
_SHORTEST, _LONGEST = 3, 5
_MOST_WORDS = 40  # a longer message is told by its first words


class Terms(NamedTuple):
    """The terms of a message, each once, in order, and how often each stands in it."""

    hashed: NDArray[np.int64]
    counts: NDArray[np.int64]

    def weighed(self, rarity: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the weight of each, together a vector of length 1.

        `rarity[term]` is how much a term tells.
        """
        weights = (1.0 + np.log(self.counts)) * rarity[self.hashed]
        return (weights / (math.sqrt(float(weights @ weights)) or 1.0)).astype(np.float32)


def terms_of(words: Sequence[str], buckets: int = BUCKETS) -> Terms:
    """Return the terms of a message, in words as spelt, hashed into so many buckets."""
    return _terms_of(tuple(words[:_MOST_WORDS]), buckets)


@lru_cache(maxsize=32)  # a message is held against several classifiers
def _terms_of(words: tuple[str, ...], buckets: int) -> Terms:
    terms = [piece for word in words for piece in _pieces(word)]
    terms += roots_of(words)
    hashed, counts = np.unique(np.array(terms, dtype=np.int64) % buckets, return_counts=True)
    return Terms(hashed, counts)


def roots_of(words: Sequence[str]) -> list[int]:
    """Return the hashed stems of a message and pairs of stems, as often as each stands there."""
    roots = [stem(fold_word(word)) for word in words[:_MOST_WORDS]]
    return [term_of(f"={root}") for root in roots] + [
        term_of(f"{first}+{second}") for first, second in pairwise(("^", *roots, "$"))
    ]


class Stacked(NamedTuple):
    """The terms of many messages as three columns of equal length.

    They say which message, which term, and how often it stands there.
    """

    messages: NDArray[np.int64]
    terms: NDArray[np.int64]
    counts: NDArray[np.int64]

    def weighed(self, rarity: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the weight of each, as `Terms.weighed` gives those of one message."""
        weights = (1.0 + np.log(self.counts)) * rarity[self.terms]
        return weights / np.sqrt(np.bincount(self.messages, weights * weights))[self.messages]


def stack(messages: Sequence[Terms]) -> Stacked:
    """Return the terms of messages, one message after the other."""
    lengths = [len(each.hashed) for each in messages]
    return Stacked(
        np.repeat(np.arange(len(messages)), lengths),
        np.concatenate([each.hashed for each in messages]),
        np.concatenate([each.counts for each in messages]),
    )


@lru_cache(maxsize=8192)
def _pieces(word: str) -> tuple[int, ...]:
    """Return the hashed n-grams of a word, its ends marked."""
    marked = f"<{word}>"
    return tuple(
        term_of(marked[i : i + length])
        for length in range(_SHORTEST, _LONGEST + 1)
        for i in range(len(marked) - length + 1)
    )


@lru_cache(maxsize=16384)
def term_of(term: str) -> int:
    """Return what stands for a term: a number below `BUCKETS`."""
    return zlib.crc32(term.encode()) & (BUCKETS - 1)
