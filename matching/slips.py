"""Slips of the thumb that make another word, read from the expression around them.

"gare d'enfants" is "garde d'enfants".
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from matching.lexicon import TOOLS, loosened
from matching.words import fold, singular

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from matching.lexicon import Lexicon
    from matching.spelling import Reading

_LONGEST = 4  # words of an expression, articles left out
_SHORTEST = 4  # letters of a word that may be a slip: shorter ones are too near to too many others
_LONG = 7  # letters from which two slips are forgiven
_OPEN = ""  # stands in an expression for the word left open


class Closing(NamedTuple):
    """A word that closes an expression: how often it is used, folded and in full."""

    uses: int
    folded: str
    shown: str


@dataclass(frozen=True)
class Slips:
    """Expressions of the lexicon with one word left open, in singular.

    Beside each stand the words that close it. `shown` spells those in full, `uses` counts them in
    the collection: a word slips into a rarer one.
    """

    lexicon: Lexicon
    shown: Mapping[str, str]
    uses: Mapping[str, int]
    _closing: dict[tuple[str, ...], list[Closing]] = field(
        default_factory=lambda: defaultdict(list)
    )
    # The words just before and just after a word left open, "" at an end.
    _around: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Leave open each telling word of each expression in turn."""
        for words in self.lexicon.loose.expressions():
            telling = [i for i, word in enumerate(words) if self._tells(word)]
            if 1 < len(words) <= _LONGEST and len(telling) > 1:
                for i in telling:
                    self._closing[_opened(words, i)].append(self._closing_by(words[i]))
                    self._around.add(_beside(words, i))

        for closing in self._closing.values():
            closing.sort(key=lambda each: -each.uses)

    def _closing_by(self, word: str) -> Closing:
        shown = self.shown.get(word, word)
        return Closing(self.uses.get(word, 0), fold(shown), shown)

    def mend(
        self, readings: Sequence[Reading], names: Container[int] = frozenset()
    ) -> list[Reading]:
        """Return words as read, those that only slipped from an expression read as it has them.

        `names` are the positions of words to leave as they are."""
        loose = loosened([each.read for each in readings])
        words = [word for _, word in loose]
        settled = {
            i
            for met in self.lexicon.loose.find(words)
            if met.end - met.start > 1
            for i in range(met.start, met.end)
        }
        mended = list(readings)
        for i, (position, _) in enumerate(loose):
            if i not in settled and position not in names and self._tells(readings[position].read):
                meant = self._meant(words, i, readings[position].read)
                if meant:
                    mended[position] = readings[position]._replace(read=fold(meant), shown=meant)
        return mended

    def _meant(self, words: Sequence[str], at: int, read: str) -> str | None:
        """Return the word, in full, that the one at a place slipped from.

        There is none where it makes no expression there.
        """
        before, after = _beside(words, at)
        inside = (before, after) in self._around
        begun, ended = (before, _OPEN) in self._around, (_OPEN, after) in self._around
        first = max(0, at - _LONGEST + 1) if inside or begun else at
        last = len(words) if inside or ended else at + 1
        used, slips = self.uses.get(words[at], 0), 2 if len(read) >= _LONG else 1
        for length in range(min(_LONGEST, last - first), 1, -1):
            for start in range(max(first, at - length + 1), min(at, last - length) + 1):
                closing = self._closing.get(_opened(words[start : start + length], at - start), ())
                for each in closing:
                    if each.uses <= used:
                        break
                    if 0 < OSA.distance(read, each.folded, score_cutoff=slips) <= slips:
                        return each.shown
        return None

    def _tells(self, word: str) -> bool:
        return (
            len(word) >= _SHORTEST
            and word.isalpha()
            and word not in TOOLS
            and self.lexicon.french.weight(word) > 0
        )


def _beside(words: Sequence[str], at: int) -> tuple[str, str]:
    """Return the words on each side of one."""
    return (
        words[at - 1] if at else _OPEN,
        words[at + 1] if at + 1 < len(words) else _OPEN,
    )


def _opened(words: Sequence[str], at: int) -> tuple[str, ...]:
    """Return an expression with one word left open."""
    return (*words[:at], _OPEN, *words[at + 1 :])


def build_slips(lexicon: Lexicon, known: Mapping[str, int]) -> Slips:
    """Build the slips of a lexicon; `known` counts the words of the collection, accents kept."""
    shown: dict[str, str] = {}
    uses: dict[str, int] = defaultdict(int)
    for word in sorted(known, key=lambda word: known[word]):
        shown[singular(fold(word))] = word
        uses[singular(fold(word))] += known[word]
    return Slips(lexicon, shown, uses)
