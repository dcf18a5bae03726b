"""How the ages of audiences are said: « 16-20 ans », « de 3 à 11 ans », « 82 ans »."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Ages = tuple[int, int]  # the first and the last, both included

_OLDEST = 99
_LAST_OF_A_SPAN = 30  # beyond, few tell an audience by two ages
_AN_AGE = 60  # from which a number of years alone is an age: a convention lasts three years


def ages_said(ages: Mapping[str, Ages]) -> Iterator[tuple[str, str]]:
    """Yield the ways to say each span of ages, each with the audience that has most of them.

    Between equals it is the first.
    """
    for first, last in combinations(range(_LAST_OF_A_SPAN + 1), 2):
        if audience := _most_of(ages, first, last):
            yield f"{first} {last} ans", audience
            yield f"{first} à {last} ans", audience
    for age in range(1, _OLDEST + 1):
        if under := _most_of(ages, age - 1, age - 1):
            yield f"moins de {age} ans", under
        over = _most_of(ages, age, age)
        if over and age >= _AN_AGE:
            yield f"{age} ans", over
            yield f"plus de {age} ans", over


def _most_of(ages: Mapping[str, Ages], first: int, last: int) -> str:
    shared = {each: min(last, to) - max(first, since) + 1 for each, (since, to) in ages.items()}
    most = max(shared, key=lambda each: shared[each], default="")
    return most if most and shared[most] > 0 else ""
