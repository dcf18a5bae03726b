"""The cards that a message means, and what of its words does not point at them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pointed:
    """The ids meant, in order; `rest`, the words that do not point.

    `missing`, what was named and does not exist.

    `left_out` are the ids after a "pas": "finalement pas la 2"; `ranked`: what is missing is a rank
    of the list.
    """

    ids: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    explicit: bool = False
    left_out: tuple[str, ...] = ()
    ranked: bool = False
