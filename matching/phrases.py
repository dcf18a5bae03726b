"""Finding known expressions in a sequence of words, at a cost that follows the text and not the number of expressions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

M = TypeVar("M")


@dataclass(frozen=True)
class Found(Generic[M]):
    """An expression met at words `start` to `end` (excluded), and what it means."""

    start: int
    end: int
    meaning: M


@dataclass(frozen=True)
class Phrases(Generic[M]):
    """Expressions, as sequences of words already folded the way the searched text is."""

    _meanings: dict[tuple[str, ...], list[M]] = field(default_factory=dict)
    _lengths: dict[str, int] = field(default_factory=dict)  # first word -> length of the longest expression it begins

    def add(self, words: Sequence[str], meaning: M) -> None:
        """Give a meaning to an expression, once; an expression of no words is passed over."""
        if words:
            meanings = self._meanings.setdefault(tuple(words), [])
            self._lengths[words[0]] = max(self._lengths.get(words[0], 0), len(words))
            if meaning not in meanings:
                meanings.append(meaning)

    def find(self, words: Sequence[str]) -> Iterator[Found[M]]:
        """Yield every expression of the text, those that overlap included, in the order of their starts."""
        for start, first in enumerate(words):
            for length in range(1, min(self._lengths.get(first, 0), len(words) - start) + 1):
                for meaning in self._meanings.get(tuple(words[start : start + length]), ()):
                    yield Found(start, start + length, meaning)


def longest(found: list[Found[M]]) -> list[Found[M]]:
    """Keep the longest expressions that do not overlap, in order; those on exactly the same words stay together."""
    taken: dict[int, tuple[int, int]] = {}
    kept = []
    for each in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        spans = {taken.get(i) for i in range(each.start, each.end)}
        if spans <= {None} or spans == {(each.start, each.end)}:
            taken.update(dict.fromkeys(range(each.start, each.end), (each.start, each.end)))
            kept.append(each)
    return sorted(kept, key=lambda each: (each.start, each.end))
