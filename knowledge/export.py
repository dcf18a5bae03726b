"""A card as other programs read it.

It is one JSON object with everything, names of themes and partners included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.model import Card


def card_as_json(card: Card, collection: Collection) -> dict[str, Any]:
    """Return a card with its challenge and theme spelt out and its partners named.

    Absent values are null or empty.
    """
    challenge, theme = collection.challenge_of(card), collection.themes[card.theme]
    whole = card.model_dump(mode="json")
    whole["challenge"] = {"number": challenge.number, "title": challenge.title}
    whole["theme"] = {"id": theme.id, "title": theme.title}
    whole["partners"] = [
        {"id": partner["id"], "name": collection.partners[partner["id"]].name} | partner
        for partner in whole["partners"]
    ]
    return whole
