"""Remembers the latest of what goes by, up to a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections import OrderedDict
    from collections.abc import Hashable

K = TypeVar("K", bound="Hashable")
V = TypeVar("V")
_MOST_REMEMBERED = 2_000


def remember(known: OrderedDict[K, V], key: K, value: V) -> None:
    """Note something last; beyond a number, forget what was noted first."""
    known[key] = value
    known.move_to_end(key)
    if len(known) > _MOST_REMEMBERED:
        known.popitem(last=False)
