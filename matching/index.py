"""An inverted index of entries, in flat arrays that load at once.

It tells for each term the entries that have it, and how strongly.
"""

from __future__ import annotations

import json
import math
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from matching.need import Facet
from matching.weights import WEIGHTS, Weights
from matching.words import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from matching.entries import Entry
    from matching.french import French
    from matching.lexicon import Lexicon

    Scores = NDArray[np.float32]

_INDEXED = frozenset(
    (Facet.THEME, Facet.AUDIENCE, Facet.CONCEPT, Facet.PARTNER, Facet.ACRONYM, Facet.PERSON)
)
# Positions are intp: numpy converts narrower ones at every look-up, which took a third of the time
# of ranking.
_NOTHING = np.zeros(0, dtype=np.intp)


@dataclass(frozen=True)
class Index:
    """Postings by term, in flat arrays.

    Those of a term `t` are `entries[starts[t]:starts[t + 1]]`, positions in `ids`, with their
    `strengths` (0 to 1) beside them.
    """

    ids: tuple[str, ...]
    terms: dict[str, int]
    starts: NDArray[np.int64]
    entries: NDArray[np.intp]
    strengths: NDArray[np.float32]
    places: dict[str, NDArray[np.intp]]
    everywhere: NDArray[np.intp]

    def postings(self, term: str) -> tuple[NDArray[np.intp], Scores]:
        """Return the entries that have a term and how strongly each has it."""
        row = self.terms.get(term)
        if row is None:
            return _NOTHING, _NOTHING.astype(np.float32)
        span = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return self.entries[span], self.strengths[span]

    def rarity(self, term: str) -> float:
        """Return how rare a term is, from 0 (in every entry) to 1 (in none)."""
        row = self.terms.get(term)
        count = int(self.starts[row + 1] - self.starts[row]) if row is not None else 0
        total = len(self.ids)
        return math.log1p((total - count + 0.5) / (count + 0.5)) / math.log1p((total + 0.5) / 0.5)

    def save(self, path: Path) -> None:
        """Write the index to a file that `load_index` reads in one go."""
        names = json.dumps(
            {"ids": self.ids, "terms": list(self.terms), "places": list(self.places)}
        )
        bounds = np.cumsum([0, *(len(found) for found in self.places.values())])
        inside = np.concatenate([_NOTHING, *self.places.values()])
        with path.open("wb") as file:
            np.savez(
                file,
                names=np.frombuffer(names.encode(), dtype=np.uint8),
                starts=self.starts,
                entries=self.entries,
                strengths=self.strengths,
                place_bounds=bounds,
                place_entries=inside,
                everywhere=self.everywhere,
            )


def load_index(path: Path) -> Index:
    """Read an index written by `Index.save`."""
    with np.load(path) as stored:
        names = json.loads(stored["names"].tobytes())
        bounds, inside = stored["place_bounds"], stored["place_entries"]
        return Index(
            ids=tuple(names["ids"]),
            terms={term: row for row, term in enumerate(names["terms"])},
            starts=stored["starts"],
            entries=stored["entries"],
            strengths=stored["strengths"],
            places={
                code: inside[bounds[i] : bounds[i + 1]] for i, code in enumerate(names["places"])
            },
            everywhere=stored["everywhere"],
        )


def build_index(entries: Iterable[Entry], lexicon: Lexicon, weights: Weights = WEIGHTS) -> Index:
    """Index entries under the stems of their words and the meanings of their expressions."""
    ids: list[str] = []
    places: dict[str, list[int]] = defaultdict(list)
    rows: dict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("i"), array("f")))
    lengths = array("f")
    for position, entry in enumerate(entries):
        ids.append(entry.id)
        for code in entry.places or ("",):
            places[code].append(position)
        mentions, length = _mentions(entry, lexicon, weights)
        lengths.append(length)
        for term, count in mentions.items():
            row = rows[term]
            row[0].append(position)
            row[1].append(count)
    average = sum(lengths) / len(lengths) if lengths else 1.0
    slack = weights.saturation * (
        1 - weights.length + weights.length * np.array(lengths, dtype=np.float32) / average
    )
    flat = np.concatenate(
        [
            _NOTHING,
            *(np.frombuffer(row[0], dtype=np.int32).astype(np.intp) for row in rows.values()),
        ]
    )
    counts = np.concatenate(
        [
            np.zeros(0, np.float32),
            *(np.frombuffer(row[1], dtype=np.float32) for row in rows.values()),
        ]
    )
    as_arrays = {code: np.array(found, dtype=np.intp) for code, found in places.items()}
    return Index(
        ids=tuple(ids),
        terms={term: row for row, term in enumerate(rows)},
        starts=np.cumsum([0, *(len(row[0]) for row in rows.values())]),
        entries=flat,
        strengths=counts / (counts + slack[flat]) if len(flat) else counts,
        places={code: found for code, found in as_arrays.items() if code},
        everywhere=as_arrays.get("", _NOTHING),
    )


def _mentions(entry: Entry, lexicon: Lexicon, weights: Weights) -> tuple[dict[str, float], float]:
    """Return how often an entry mentions each term, and how long it is.

    Fields are weighted in both; the length is in words.
    """
    mentions: dict[str, float] = defaultdict(float)
    length = 0.0
    for kind, text in entry.texts:
        weight = float(getattr(weights, kind))
        words = tokens(text)
        length += weight * len(words)
        for word in words:
            mentions[stem(word)] += weight
        for each in lexicon.find(words):
            if each.meaning.facet in _INDEXED:
                mentions[each.meaning.term] += weight
    for meaning in entry.declared:
        mentions[meaning.term] += weights.declared
    return mentions, length


@dataclass(frozen=True)
class Weigher:
    """How much a word says: its rarity in French, tempered by its rarity among the entries."""

    index: Index
    french: French
    number: float = WEIGHTS.number
    _known: dict[str, float] = field(default_factory=dict)

    def __call__(self, word: str, root: str) -> float:
        """Return the weight of a folded word and its stem, 0 to about 1.1."""
        weight = self._known.get(word)
        if weight is None:
            weight = (
                self.french.weight(word)
                * math.sqrt(self.index.rarity(root))
                * (1 if word.isalpha() else self.number)
            )
            if root in self.index.terms:
                self._known[word] = weight
        return weight
