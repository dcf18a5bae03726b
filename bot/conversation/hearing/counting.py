"""What numbers words say: "12", "soixante-quatre", "la dernière".

In figures or in letters; pure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation.hearing.ways import LAST, ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.hearing.utterance import Utterance

BEFORE_LAST = -2
_FIGURES = re.compile(r"\d{1,3}(?:[ .]\d{3})+\b|\d+")  # "20 000", "300"
_NOT_A_FIGURE = re.compile(r"\D")
_MOST_FIGURES = 6  # of the inhabitants of a place
_HUNDRED, _TWENTY, _SIXTY, _TEN, _FOUR = 100, 20, 60, 10, 4


def number_at(words: Sequence[str], i: int, *, ordinal: bool) -> tuple[int, int]:
    """Return the number that words say from the i-th, and where it ends; 0 for none.

    LAST is the last of a list, BEFORE_LAST the one before it. "trois cents" is no three.
    """
    number, end = _under_a_hundred(words, i, ordinal=ordinal)
    hundreds = ways().words.hundreds
    if end < len(words) and words[end] in hundreds and number > 0:
        units, last = _under_a_hundred(words, end + 1, ordinal=False)
        return number * _HUNDRED + units, last
    return number, end


def _under_a_hundred(words: Sequence[str], i: int, *, ordinal: bool) -> tuple[int, int]:
    known = ways().words
    if i >= len(words):
        return 0, i
    word = words[i]
    if word.isdecimal() and len(word) <= 2 and word[0] != "0":
        return int(word), i + 1
    if word not in known.of_numbers:
        return 0, i
    following = words[i + 1] if i + 1 < len(words) else ""
    if word in known.before_last and known.numbers.get(following) == LAST and ordinal:
        return BEFORE_LAST, i + 2
    if known.numbers.get(word) == _FOUR and following in known.twenties:
        return _with_units(words, i + 2, _FOUR * _TWENTY)
    if tens := known.tens.get(word, 0):
        return _with_units(words, i + 1, tens)
    number = known.numbers.get(word, 0)
    unit = known.numbers.get(following, 0)
    if number == _TEN and 6 < unit < _TEN:
        return number + unit, i + 2
    return (number, i + 1) if number and (ordinal or number > 0) else (0, i)


def _with_units(words: Sequence[str], i: int, tens: int) -> tuple[int, int]:
    """Return a number of tens with the units that follow: "vingt et un", "soixante-dix-sept"."""
    known = ways().words
    if (
        i + 1 < len(words)
        and words[i] in ways().leads["joins_numbers"]
        and words[i + 1] in known.articles
    ):
        return tens + 1, i + 2
    most = _TWENTY if tens in (_SIXTY, _FOUR * _TWENTY) else _TEN
    unit, end = number_at(words, i, ordinal=True) if i < len(words) else (0, i)
    is_unit = 0 < unit < most and not words[i].isdecimal()
    return (tens + unit, end) if is_unit else (tens, i)


def numbers_in(words: Sequence[str]) -> list[int]:
    """Return the numbers that words say, in order; LAST for the last."""
    found: list[int] = []
    i = 0
    while i < len(words):
        number, end = number_at(words, i, ordinal=True)
        if number and words[i] not in ways().words.articles:
            found.append(number)
        i = max(end, i + 1)
    return found


def inhabitants(said: Utterance) -> int:
    """Return how many inhabitants a message tells, 0 for none: "un bourg de 20 000 âmes"."""
    if not (size := said.holds(ways().leads["size"])):
        return 0
    every = list(_FIGURES.finditer(said.folded))
    at = said.folded.find(size)
    before = [each for each in every if each.end() <= at] or every
    counted = [_NOT_A_FIGURE.sub("", each.group()) for each in reversed(before)]
    return next((int(each) for each in counted if len(each) <= _MOST_FIGURES), 0)
