"""Texts cut to a length, and moments as they are written to be compared."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def cut(text: str, longest: int) -> str:
    """Return a text of at most `longest` characters, cut between words."""
    text = text.strip()
    return (
        text
        if len(text) <= longest
        else text[: longest - 1].rsplit(None, 1)[0].rstrip(" ,;:•") + "…"
    )


def written(moment: datetime) -> str:
    """Write a moment to the microsecond, so that the order of words is that of time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
