"""What the conversation remembers of one chat."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Session:
    """`need` is the last one asked, in the person's words, and `unmatched` that it found nothing just now;
    `card` is the last one opened, `offered` those the answer could go on with."""

    need: str = ""
    unmatched: bool = False
    card: str = ""
    offered: tuple[str, ...] = ()
