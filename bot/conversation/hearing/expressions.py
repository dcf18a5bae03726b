"""Expressions of the ways of speaking, and where they stand in a text.

A message is held against some sixty lists of them, of up to three hundred each.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Expressions(tuple[str, ...]):
    """Folded expressions, in their order, with what finds them quickly."""

    @cached_property
    def words(self) -> dict[str, int]:
        """The position of each expression of one word, by that word."""
        wholes = list(enumerate(map(whole_words, self)))
        return {each.strip(): i for i, each in reversed(wholes) if each.count(" ") == 2}

    @cached_property
    def longer(self) -> tuple[tuple[int, str], ...]:
        """The other expressions, each with its position, as they stand among words."""
        return tuple(
            (i, each) for i, each in enumerate(map(whole_words, self)) if each.count(" ") > 2
        )

    @cached_property
    def by_letter(self) -> dict[str, tuple[str, ...]]:
        """The expressions by their first letter."""
        return {
            letter: tuple(each for each in self if each[:1] == letter)
            for letter in dict.fromkeys(each[:1] for each in self)
        }

    def first_in(self, words: Sequence[str], whole: str) -> str:
        """Return the first of them that stands in a text, "" for none.

        The text is its words, and these joined with a space around each.
        """
        first = len(self)
        if not self.words.keys().isdisjoint(words):
            first = min(self.words[each] for each in words if each in self.words)
        for i, each in self.longer:
            if i > first:
                break
            if each in whole:
                return self[i]
        return self[first] if first < len(self) else ""


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
