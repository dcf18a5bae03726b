"""How close a need is to a sentence in which a curator wrote that people ask for an entry.

Those sentences are its title, its keywords and its needs.
"""

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
    """Sentences by the stems they hold.

    Those of an entry stand together from its `starts`; `lengths` are their norms.
    """

    starts: NDArray[np.int64]
    lengths: NDArray[np.float32]
    sentences: Mapping[str, NDArray[np.intp]]

    def closest(self, stems: Mapping[str, float]) -> Scores:
        """Return how near each entry comes to some stems, 0 to 1.

        It is the cosine of the weighted stems and of the entry's sentence that is nearest to them.
        """
        shared = np.zeros(len(self.lengths), dtype=np.float32)
        for root, weight in stems.items():
            found = self.sentences.get(root)
            if found is not None:
                shared[found] += weight * weight
        length = sum(weight * weight for weight in stems.values()) ** 0.5
        if not length:
            return np.zeros(len(self.starts), dtype=np.float32)
        return np.asarray(
            np.maximum.reduceat(shared / self.lengths, self.starts) / length, dtype=np.float32
        )


def build_echoes(entries: Iterable[Entry], weigh: Callable[[str, str], float]) -> Echoes:
    """Gather the sentences of entries; `weigh` gives the weight of a (word, stem)."""
    starts: list[int] = []
    lengths: list[float] = []
    sentences: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        starts.append(len(lengths))
        for text in [text for field, text in entry.texts if field in _ASKED] or [""]:
            weights = {stem(word): weigh(word, stem(word)) for word in tokens(text)}
            for root, weight in weights.items():
                if weight:
                    sentences[root].append(len(lengths))
            lengths.append(sum(weight * weight for weight in weights.values()) ** 0.5 or 1.0)
    return Echoes(
        np.array(starts, dtype=np.int64),
        np.array(lengths, dtype=np.float32),
        {root: np.array(found, dtype=np.intp) for root, found in sentences.items()},
    )
