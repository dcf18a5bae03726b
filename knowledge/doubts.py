"""What the collection prints doubtfully.

It is every « à vérifier » of the cards, with where it stands and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.model import Card

About = Literal["card", "place", "contact", "partner", "link"]


@dataclass(frozen=True)
class Doubt:
    """One « à vérifier ».

    It has the id of the card, what part of it is doubtful, the name of that part, and the reason.
    """

    card: str
    about: About
    name: str
    reason: str


def doubts(cards: Iterable[Card]) -> Iterator[Doubt]:
    """Yield every doubt of some cards, in their order."""
    for card in cards:
        for reason in card.to_check:
            yield Doubt(card.id, "card", card.title, reason)
        if card.place and card.place.to_check:
            yield Doubt(card.id, "place", card.place.name, card.place.to_check)
        for contact in card.contacts:
            if contact.to_check:
                name = (
                    contact.name
                    or contact.organisation
                    or next(iter((*contact.emails, *contact.phones, *contact.urls)))
                )
                yield Doubt(card.id, "contact", name, contact.to_check)
        for partner in card.partners:
            if partner.to_check:
                yield Doubt(card.id, "partner", partner.person or partner.id, partner.to_check)
        for link in (*card.links, *card.videos):
            if link.to_check:
                yield Doubt(card.id, "link", link.title, link.to_check)
