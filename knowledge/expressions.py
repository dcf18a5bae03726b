"""How a curator writes an expression that a text may hold.

It is made of words, families of words, groups, and gaps between them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from knowledge.fields import IDENTIFIER, Text

GAP = "..."
EDGE = "."  # first or last, it says that the text begins or ends there
FAMILY = "*"
_GROUP = re.compile(f"<({IDENTIFIER[1:-1]})>")
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|['’-])*")
_SHORTEST_FAMILY = 3


def parts(expression: str) -> list[list[str]]:
    """Return the parts of an expression in order, each as its alternatives.

    A gap is `[GAP]`, the edge of a text `[EDGE]`.
    """
    return [part.split("|") for part in expression.split()]


def group_of(alternative: str) -> str:
    """Return the id of the group that an alternative names, or nothing: "<enfant>" -> "enfant"."""
    found = _GROUP.fullmatch(alternative)
    return found.group(1) if found else ""


def groups_of(expression: str) -> list[str]:
    """Return the ids of the groups that an expression names."""
    return [group for part in parts(expression) for each in part if (group := group_of(each))]


def _is_written(alternative: str) -> bool:
    if group_of(alternative):
        return True
    word = alternative.removesuffix(FAMILY)
    long_enough = word == alternative or len(word) >= _SHORTEST_FAMILY
    return long_enough and _PLAIN.fullmatch(word) is not None


def _words(value: str) -> str:
    for part in parts(value):
        for each in part:
            if group_of(each) or not _is_written(each):
                raise PydanticCustomError(
                    "words",
                    "« {v} » n’est pas un mot ; écrivez des mots, ou « frapp* » pour une famille",
                    {"v": each},
                )
    return value


def _expression(value: str) -> str:
    written = parts(value)
    written = (
        written[written[:1] == [[EDGE]] : len(written) - (written[-1:] == [[EDGE]])] or written
    )
    gaps = [part == [GAP] for part in written]
    if gaps[0] or gaps[-1] or any(one and other for one, other in pairwise(gaps)):
        raise PydanticCustomError(
            "gap", "« ... » se met entre deux mots ; retirez-le au début, à la fin ou en double"
        )
    for part, is_gap in zip(written, gaps, strict=True):
        for each in () if is_gap else part:
            if not _is_written(each):
                raise PydanticCustomError(
                    "expression",
                    (
                        "« {v} » est mal écrit ; mettez « mot », « un|autre », "
                        "« frapp* » (trois lettres ou plus) ou « <groupe> »"
                    ),
                    {"v": each},
                )
    return value


Words = Annotated[Text, AfterValidator(_words)]
Expression = Annotated[Text, AfterValidator(_expression)]
