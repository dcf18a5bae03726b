"""Reading what was meant under what was typed: SMS forms, glued and split words, phonetic spelling and slips of the thumb."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from matching.words import fold, fold_word, sound, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from matching.french import French

_ELISIONS = ("qu", "l", "d", "j", "m", "n", "s", "t", "c")
_MOST_CORRECTIONS = 20  # a need has a dozen words: beyond, it is no French at all, and time is short
_LONGEST_WORD = 40
_SLIP = 1.0  # cost of one slip: two letters swapped, one wrong, or the sound kept


class Reading(NamedTuple):
    """A word as it was typed, as it is understood (folded), as it is shown back with its accents, and the position of what
    was typed."""

    written: str
    read: str
    shown: str
    at: int = 0


@dataclass
class Speller:
    """Corrects words towards those the collection uses (`known`: accented word -> how often), never away from French."""

    known: Mapping[str, int]
    french: French
    short_forms: Mapping[str, str]
    _uses: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _by_sound: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _buckets: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    _sounds: dict[str, str] = field(default_factory=dict)
    _accented: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the known words by their first sound and length, so that a correction compares with a few dozen of them."""
        for word, uses in self.known.items():
            folded = fold(word)
            if folded not in self._uses and len(folded) > 2 and folded.isalpha():
                self._sounds[folded] = sound(word)
                self._by_sound[self._sounds[folded]].append(folded)
                self._buckets[self._sounds[folded][:1], len(folded)].append(folded)
            self._uses[folded] += uses
            self._accented.setdefault(folded, word)

    def read(self, words: list[str], names: Container[int] = frozenset()) -> list[Reading]:
        """Return words (as spelt) the way they are understood, folded; one may give several, and two may give one.

        `names` are the positions of words to leave as they are."""
        folded = [fold_word(word) for word in words]
        readings: list[Reading] = []
        left = _MOST_CORRECTIONS
        position = 0
        while position < len(words):
            word = folded[position]
            following = folded[position + 1] if position + 1 < len(words) else ""
            if position not in names and position + 1 not in names and self._are_one(word, following):
                readings.append(self._reading(f"{word} {following}", word + following, position))
                position += 1
            elif position in names or self.is_fine(word) or not left:
                readings.append(Reading(word, word, words[position], position))
            else:
                left -= 1
                readings += [self._reading(words[position], read, position) for read in self._mend(word, words[position])]
            position += 1
        return readings

    def _reading(self, written: str, read: str, at: int) -> Reading:
        return Reading(written, read, self._accented.get(read, read), at)

    def is_fine(self, word: str) -> bool:
        """Tell whether a folded word needs no mending: it is one of the collection, or French, or no word at all."""
        if word in self.short_forms and word not in self._uses:
            return False
        return not 1 < len(word) <= _LONGEST_WORD or not word.isalpha() or word in self._uses or self.french.knows(word)

    def _are_one(self, word: str, following: str) -> bool:
        """Tell whether two typed words are one that was cut ("trans port"): the collection must not use one of them alone."""
        together = word + following
        if len(together) < 6 or not following or together not in self._uses:
            return False
        return not (self._uses.get(word) and self._uses.get(following))

    def _mend(self, word: str, spelt: str) -> Iterable[str]:
        if word in self.short_forms:
            return tokens(self.short_forms[word])
        close = self._closest(word, spelt)
        if close and close[0] <= _SLIP:
            return [close[1]]
        return self._without_elision(word, spelt) or self._unglued(word) or ([close[1]] if close else [word])

    def _without_elision(self, word: str, spelt: str) -> list[str] | None:
        """Drop an article or pronoun left without its apostrophe: "lecole", "lpermi"."""
        for elision in _ELISIONS:
            rest = word.removeprefix(elision)
            if rest != word and len(rest) > 3:
                if rest in self._uses:
                    return [rest]
                close = self._closest(rest, spelt[len(elision) :])
                if close and close[0] <= _SLIP:
                    return [close[1]]
        return None

    def _unglued(self, word: str) -> list[str] | None:
        """Cut words run together, where the most likely cut leaves only words (Viterbi; Norvig, 2009)."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(word) + 1):
            cuts = (
                (best[start][0] + self._likelihood(word[start:end]), start)
                for start in range(max(0, end - 16), end)
                if best[start][0] > -1e6
            )
            best.append(max(cuts, default=(-1e9, end)))
        if best[-1][0] < -1e6:
            return None
        pieces: list[str] = []
        end = len(word)
        while end:
            start = best[end][1]
            pieces.insert(0, word[start:end])
            end = start
        return pieces if len(word) >= 4 * len(pieces) - 2 or len(word) > 12 else None

    def _likelihood(self, piece: str) -> float:
        """Return the logarithm of how likely a piece is as a word; a letter alone is one only where French has it."""
        if len(piece) == 1 and piece not in "ayldj":
            return -1e9
        frequency = self.french.frequencies.get(piece, 250 if piece in self._uses and len(piece) > 2 else -1)
        if frequency < 0:
            return -1e9
        return frequency / 100 - 9.5 - (2.5 if len(piece) < 3 else 0.0)

    def _closest(self, word: str, spelt: str) -> tuple[float, str] | None:
        """Return the cost and the word nearest in sound and spelling, the most used of equals; None beyond a few slips."""
        allowed = _SLIP * (
            0 if len(word) < 3 else 0.7 if len(word) == 3 else 1.0 if len(word) < 6 else 1.4 if len(word) < 9 else 2.0
        )
        key = sound(spelt)
        candidates = {other: OSA.distance(word, other) for other in self._by_sound.get(key, ())}
        for length in range(len(word) - 2, len(word) + 3):
            bucket = self._buckets.get((key[:1], length))
            if bucket:
                near = process.extract(word, bucket, scorer=OSA.distance, score_cutoff=2, limit=8)
                candidates.update({other: int(distance) for other, distance, _ in near})
        costs = [
            ((distance + 2 * Levenshtein.distance(key, self._sounds[other])) / 3, -self._uses[other], other)
            for other, distance in candidates.items()
        ]
        best = min(costs, default=None)
        return (best[0], best[2]) if best and best[0] <= allowed else None
