"""What every screen draws on: the collection and the matcher over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.model import Card
    from matching.matcher import Matcher


@dataclass(frozen=True)
class World:
    """Everything the bot knows, the same for everyone."""

    collection: Collection
    matcher: Matcher

    def card(self, written: str) -> Card | None:
        """Return the card of an id as people write it ("45", "n°45", "t"), or None."""
        wanted = "".join(c for c in written.upper() if c.isalnum()).removeprefix("N").removeprefix("FICHE").removeprefix("AIDE")
        return self.collection.cards.get(wanted.lstrip("0") if wanted.isdigit() else wanted or written.strip().upper())
