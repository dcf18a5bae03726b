"""Finding known expressions in a sequence of words.

What it costs follows the length of the text and not the number of expressions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

M = TypeVar("M")


class Found(NamedTuple, Generic[M]):
    """An expression met at words `start` to `end` (excluded), and what it means."""

    start: int
    end: int
    meaning: M


@dataclass(frozen=True)
class Phrases(Generic[M]):
    """Expressions, as sequences of words already folded the way the searched text is."""

    _words: dict[str, list[M]] = field(default_factory=dict)  # the expressions of one word
    _meanings: dict[tuple[str, ...], list[M]] = field(default_factory=dict)
    # First two words -> length of the longest expression they begin: most pairs of a text begin
    # none, and cost one look-up.
    _lengths: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, words: Sequence[str], meaning: M) -> None:
        """Give a meaning to an expression, once; an expression of no words is passed over."""
        if words:
            if len(words) > 1:
                pair = (words[0], words[1])
                self._lengths[pair] = max(self._lengths.get(pair, 0), len(words))
                meanings = self._meanings.setdefault(tuple(words), [])
            else:
                meanings = self._words.setdefault(words[0], [])
            if meaning not in meanings:
                meanings.append(meaning)

    def expressions(self) -> Iterator[tuple[str, ...]]:
        """Yield the words of every expression."""
        yield from ((word,) for word in self._words)
        yield from self._meanings

    def find(self, words: Sequence[str]) -> Iterator[Found[M]]:
        """Yield every expression of the text, in the order of their starts.

        Those that overlap are all given.
        """
        for start, pair in enumerate(zip(words, (*words[1:], ""), strict=False)):
            if pair[0] in self._words:
                for meaning in self._words[pair[0]]:
                    yield Found(start, start + 1, meaning)
            if pair in self._lengths:
                for length in range(2, min(self._lengths[pair], len(words) - start) + 1):
                    for meaning in self._meanings.get(tuple(words[start : start + length]), ()):
                        yield Found(start, start + length, meaning)


def longest(found: list[Found[M]]) -> list[Found[M]]:
    """Keep the longest expressions that do not overlap, in order.

    Those on exactly the same words stay together.
    """
    taken: dict[int, tuple[int, int]] = {}
    kept = []
    for each in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        spans = {taken.get(i) for i in range(each.start, each.end)}
        if spans <= {None} or spans == {(each.start, each.end)}:
            taken.update(dict.fromkeys(range(each.start, each.end), (each.start, each.end)))
            kept.append(each)
    return sorted(kept, key=lambda each: (each.start, each.end))
