"""The words that corrections may aim at, found by their sound and by their length."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from matching.words import sounds

if TYPE_CHECKING:
    from collections.abc import Mapping

# What it costs more to aim at the name of a place: what people misspell is mostly what they need.
_A_PLACE = 0.5
_LONG_ACRONYM = 5  # letters from which an acronym may be meant by what is nearly it: "ephad"
# How many letters at most it costs that a word which sounds the same is spelt otherwise.
_SOUNDED_ALIKE = 2
# How many slips a word of at most so many letters may hold.
_ALLOWED = ((2, 0.0), (3, 0.4), (5, 1.0), (8, 1.4), (math.inf, 2.0))
SLIP = 1.0  # cost of one slip: two letters swapped, one wrong, or the sound kept


@dataclass
class Aims:
    """Words by their first sound and length, so that one compares with a few dozen of them.

    `uses` tells how often the collection has each, `acronyms` and `places` which are such.
    """

    uses: Mapping[str, int]
    acronyms: frozenset[str]
    places: frozenset[str]
    _by_sound: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _buckets: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    _sounds: dict[str, str] = field(default_factory=dict)

    def add(self, folded: str, word: str) -> None:
        """Let corrections aim at a word."""
        if len(folded) > 2 and folded.isalpha():
            heard = sounds(word)
            self._sounds[folded] = heard[0]
            for each in heard:
                self._by_sound[each].append(folded)
            if folded not in self.acronyms or len(folded) >= _LONG_ACRONYM:
                self._buckets[heard[0][:1], len(folded)].append(folded)

    def sounding(self, heard: str) -> list[str]:
        """Return the words that sound so."""
        return self._by_sound.get(heard, [])

    def closest(self, word: str, spelt: str) -> tuple[float, str] | None:
        """Return the cost and the word nearest in sound and spelling, the most used of equals.

        There is none beyond a few slips.
        """
        allowed = next(slips for longest, slips in _ALLOWED if len(word) <= longest)
        heard = sounds(spelt)
        key = heard[0]
        candidates = {
            other: (
                min(OSA.distance(word, other), _SOUNDED_ALIKE if len(word) > 3 else len(word)),
                0,
            )
            for each in heard
            for other in self._by_sound.get(each, ())
        }
        for length in range(len(word) - 2, len(word) + 3):
            bucket = self._buckets.get((key[:1], length))
            if bucket:
                for other, distance, _ in process.extract(
                    word, bucket, scorer=OSA.distance, score_cutoff=2, limit=8
                ):
                    if other not in candidates:
                        candidates[other] = (
                            int(distance),
                            Levenshtein.distance(key, self._sounds[other]),
                        )
        costs = [
            (
                (letters + 2 * heard_apart) / 3 + (_A_PLACE if other in self.places else 0),
                -self.uses.get(other, 0),
                other,
            )
            for other, (letters, heard_apart) in candidates.items()
        ]
        best = min(costs, default=None)
        return (best[0], best[2]) if best and best[0] <= allowed else None
