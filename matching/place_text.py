"""A text as the reading of places sees it.

It is words with their capitals, and the places found among them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from matching.words import fold_word

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOOL = 3  # letters of the words that stay in lower case in a Text Where Capitals Say Nothing
_TYPED = re.compile(r"[^\W_]+")
_ENDS = re.compile(r"[.!?\n]")


class Word(NamedTuple):
    """A word of a text, folded and as typed.

    `raised` tells whether its capital says a name, `gap` what stands between the word before and
    this one.
    """

    folded: str
    typed: str
    raised: bool = False
    gap: str = " "


class NamedPlace(NamedTuple):
    """A place named at words `start` to `end` (excluded).

    It has its name as typed, and the codes of those it may be; a place elsewhere has none.
    """

    start: int
    end: int
    typed: str
    codes: tuple[str, ...]


def words_of(text: str, spelt_words: Sequence[str]) -> list[Word]:
    """Return the words of a text, aligned with the same as `spelt`.

    They have their capitals and what stands between them. Where they can't be told apart as typed
    (initials, rare letters), no word has a capital.
    """
    met, folded = list(_TYPED.finditer(text)), [fold_word(word) for word in spelt_words]
    if len(met) != len(folded):
        return [Word(word, word) for word in folded]
    typed = [each.group() for each in met]
    few = 2 * sum(word[0].isupper() for word in typed) <= len(typed)
    telling = (
        few or len(typed) < 3 or any(word[0].islower() and len(word) > _TOOL for word in typed)
    )
    words: list[Word] = []
    end = 0
    for word, each, as_typed in zip(folded, met, typed, strict=True):
        gap = text[end : each.start()]
        raised = (
            telling
            and as_typed[0].isupper()
            and (len(met) == 1 or (bool(words) and not _ENDS.search(gap)))
        )
        words.append(Word(word, as_typed, raised, gap))
        end = each.end()
    return words


def typed_at(words: Sequence[Word], start: int, end: int) -> str:
    """Return words as they were typed."""
    return words[start].typed + "".join(word.gap + word.typed for word in words[start + 1 : end])
