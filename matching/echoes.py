"""How close a need is to a sentence in which a curator wrote that people ask for an entry: its title, keywords and needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.words import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from matching.entries import Entry
    from matching.index import Scores

_ASKED = frozenset(("title", "keywords", "needs"))


@dataclass(frozen=True)
class Echoes:
    """Sentences by the stems they hold; `owners` is the position of each one's entry, `lengths` its norm."""

    entries: int
    owners: NDArray[np.int32]
    lengths: NDArray[np.float32]
    sentences: Mapping[str, NDArray[np.int32]]

    def closest(self, stems: Mapping[str, float]) -> Scores:
        """Return for each entry the cosine, 0 to 1, of weighted stems and of its sentence nearest to them."""
        shared = np.zeros(len(self.owners), dtype=np.float32)
        for root, weight in stems.items():
            found = self.sentences.get(root)
            if found is not None:
                shared[found] += weight * weight
        length = sum(weight * weight for weight in stems.values()) ** 0.5
        best = np.zeros(self.entries, dtype=np.float32)
        if length:
            np.maximum.at(best, self.owners, shared / (self.lengths * length))
        return best


def build_echoes(entries: Iterable[Entry], weigh: Callable[[str, str], float]) -> Echoes:
    """Gather the sentences of entries; `weigh` gives the weight of a (word, stem)."""
    owners: list[int] = []
    lengths: list[float] = []
    sentences: dict[str, list[int]] = defaultdict(list)
    count = 0
    for position, entry in enumerate(entries):
        count = position + 1
        for field, text in entry.texts:
            if field in _ASKED:
                weights = {stem(word): weigh(word, stem(word)) for word in tokens(text)}
                for root, weight in weights.items():
                    if weight:
                        sentences[root].append(len(owners))
                owners.append(position)
                lengths.append(sum(weight * weight for weight in weights.values()) ** 0.5 or 1.0)
    return Echoes(
        count,
        np.array(owners, dtype=np.int32),
        np.array(lengths, dtype=np.float32),
        {root: np.array(found, dtype=np.int32) for root, found in sentences.items()},
    )
