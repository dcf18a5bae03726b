"""Which kind of act a message leans to.

It is told by a linear classifier over pieces of words, taught by the sentences of the ear. It has
one hyperplane a kind (a linear support vector machine, one against the rest, kinds weighed as
equals; Joachims, 1998), over the same terms as hearing.nearest. It is taught by scikit-learn when
the world is built, and is two arrays of numbers after that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.conversation.hearing.terms import stack, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Teacher = Callable[[Mapping[str, Sequence[Sequence[str]]]], "Leaning"]

_BUCKETS = 1 << 15
_CLOSENESS = 0.5  # how much a sentence on the wrong side counts (the C of the literature)
_MOST = 3000  # sentences of one kind: more teach nothing and take time


@dataclass(frozen=True)
class Leaning:
    """A linear classifier of messages, one hyperplane a kind.

    `weights[t]` is what a term says for each of `kinds`, `bias` what is said before any. `rarity`
    weighs the terms.
    """

    kinds: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    rarity: NDArray[np.float32]

    def of(self, words: Sequence[str]) -> dict[str, float]:
        """Return on which side of each kind's hyperplane a message is, and how far.

        Above 0 it is of that kind.
        """
        if not words:
            return dict.fromkeys(self.kinds, -1.0)
        found = terms_of(words, _BUCKETS)
        sides = found.weighed(self.rarity) @ self.weights[found.hashed] + self.bias
        return dict(zip(self.kinds, sides.tolist(), strict=True))

    def stretched(self, times: float) -> Leaning:
        """Return the same classifier with every side so many times as far from -1."""
        scale = np.float32(times)
        return replace(self, weights=self.weights * scale, bias=(self.bias + 1) * scale - 1)


def teach(said: Mapping[str, Sequence[Sequence[str]]]) -> Leaning:
    """Return the classifier that sentences teach: the words of each as spelt, by kind."""
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

    taught = [(kind, words) for kind, every in said.items() for words in _some(every)]
    kinds = tuple(dict.fromkeys(kind for kind, _ in taught))
    if len(kinds) < 2:  # a collection without answers: nothing to choose from
        none = np.zeros((_BUCKETS, len(kinds)), np.float32)
        return Leaning(kinds, none, np.zeros(len(kinds), np.float32), np.ones(_BUCKETS, np.float32))
    stacked = stack([terms_of(words, _BUCKETS) for _, words in taught])
    held = np.bincount(stacked.terms, minlength=_BUCKETS)
    rarity = (np.log((1 + len(taught)) / (1 + held)) + 1).astype(np.float32)
    values = stacked.weighed(rarity).astype(np.float32)
    matrix = csr_matrix((values, (stacked.messages, stacked.terms)), shape=(len(taught), _BUCKETS))
    learner = LinearSVC(C=_CLOSENESS, class_weight="balanced", random_state=0)
    learner.fit(matrix, [kind for kind, _ in taught])
    sides, bias = learner.coef_.T, learner.intercept_
    if len(kinds) == 2:  # one hyperplane parts two kinds: each is the other's opposite
        sides, bias = np.hstack((-sides, sides)), np.hstack((-bias, bias))
    weights = np.ascontiguousarray(sides, dtype=np.float32)
    return Leaning(tuple(map(str, learner.classes_)), weights, bias.astype(np.float32), rarity)


def _some(sentences: Sequence[Sequence[str]]) -> Iterable[Sequence[str]]:
    """Return at most so many sentences, taken evenly from all."""
    count = min(len(sentences), _MOST)
    return (sentences[i * len(sentences) // count] for i in range(count))
