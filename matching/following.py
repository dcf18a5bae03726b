"""What someone follows of live aids besides themes and words.

It is what they exclude, and why an aid concerns them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Excluded:
    """What someone wants no aid of.

    An aid is excluded that has any of these themes or words, or gives nothing but these kinds.
    """

    themes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Concerning:
    """An open aid that concerns someone, and why.

    A reason is "theme:<id>", "audience:<id>" or "word:<as the person wrote it>".
    """

    id: str
    reasons: tuple[str, ...]
