"""Expressions of the ways of speaking, and where they stand in a text.

A message is held against some sixty lists of them, of up to three hundred each.
"""

from __future__ import annotations

from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set


class Expressions(tuple[str, ...]):
    """Folded expressions, in their order, with what finds them quickly."""

    @cached_property
    def by_head(self) -> dict[str, tuple[tuple[int, str], ...]]:
        """The expressions by their first two words, or their only one.

        Each has its position, and is as it stands in a text. Few texts hold the head of one and
        not the rest.
        """
        begun: dict[str, list[tuple[int, str]]] = {}
        for i, each in enumerate(map(whole_words, self)):
            begun.setdefault(" ".join(each.split()[:2]), []).append((i, each))
        return {head: tuple(every) for head, every in begun.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """Those of one word."""
        return frozenset(each for each in self if len(tokens(each)) == 1)

    @cached_property
    def by_letter(self) -> dict[str, tuple[str, ...]]:
        """The expressions by their first letter."""
        return {
            letter: tuple(each for each in self if each[:1] == letter)
            for letter in dict.fromkeys(each[:1] for each in self)
        }

    def first_in(self, heads: Set[str], whole: str) -> str:
        """Return the first of them that stands in a text, "" for none.

        The text is the heads that may begin one in it, and its words with a space around each.
        """
        if self.by_head.keys().isdisjoint(heads):  # most end here
            return ""
        begun = self.by_head.keys() & heads
        met = [i for head in begun for i, each in self.by_head[head] if each in whole]
        return self[min(met)] if met else ""

    def longest_at(self, words: Sequence[str]) -> int:
        """Return how many words the longest of them takes that begins a text, 0 for none."""
        alike = [each for count in (1, 2) for each in self.by_head.get(" ".join(words[:count]), ())]
        text = f" {' '.join(words)} "
        return max((each.count(" ") - 1 for _, each in alike if text.startswith(each)), default=0)


def heads_in(words: Sequence[str]) -> frozenset[str]:
    """Return every head of an expression that may stand among some words."""
    return frozenset((*words, *map(" ".join, pairwise(words))))


def expressions(every: Iterable[str]) -> Expressions:
    """Return expressions that are found quickly."""
    return every if isinstance(every, Expressions) else _made(tuple(every))


@cache
def _made(every: tuple[str, ...]) -> Expressions:
    return Expressions(every)


@cache
def whole_words(expression: str) -> str:
    """Return an expression as it stands among the words of a text, a space around each."""
    return f" {' '.join(tokens(expression))} "
