"""How frequent a word is in French, and so how much it says, whatever the collection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# On the Zipf scale x 100: "avec", "plus", "faire" and above carry no meaning of their own.
EMPTY = 600
_UNKNOWN = 200  # a word that no list knows is as telling as a rare one


@dataclass(frozen=True)
class French:
    """How often French words are used, and which are words of grammar.

    Frequencies of folded words are in hundredths of the Zipf scale (van Heuven et al., 2014).
    """

    frequencies: dict[str, int]
    grammar: frozenset[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is French."""
        return word in self.frequencies

    def weight(self, word: str) -> float:
        """Return how much a folded word says.

        It goes from 0 (a tool of grammar) to about 1.1 (a rare word).
        """
        frequency = self.frequencies.get(word, _UNKNOWN)
        if frequency >= EMPTY or word in self.grammar or (frequency == _UNKNOWN and len(word) < 3):
            return 0.0
        return float(((700 - max(frequency, 220)) / 400) ** 0.5)


def read_french(path: Path) -> French:
    """Read the list of French words, and beside it the words of grammar.

    A line of the list is a frequency and the words that have it.
    """
    frequencies: dict[str, int] = {}
    with path.open(encoding="ascii") as lines:
        for line in lines:
            frequency, *words = line.split()
            frequencies.update(dict.fromkeys(words, int(frequency)))
    lines_of_grammar = path.with_name("grammar.txt").read_text(encoding="utf-8").splitlines()
    return French(
        frequencies,
        frozenset(word for line in lines_of_grammar if line[0] != "#" for word in line.split()),
    )
