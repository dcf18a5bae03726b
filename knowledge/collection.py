"""The whole collection in memory, ready to be asked.

It is what every other part of Tambour works on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.assessment import Assessment
    from knowledge.gazetteer import Places
    from knowledge.model import Card
    from knowledge.vocabulary import (
        About,
        Acronym,
        Audience,
        Challenge,
        Concept,
        Emergencies,
        Guide,
        Intents,
        Partner,
        RegionContext,
        Spelling,
        Theme,
        Topic,
    )

DATA = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Collection:
    """Every record of the data folder, by id, in the order of the collection."""

    about: About
    context: RegionContext
    challenges: dict[int, Challenge]
    themes: dict[str, Theme]
    guides: dict[str, Guide]
    audiences: dict[str, Audience]
    partners: dict[str, Partner]
    acronyms: tuple[Acronym, ...]
    concepts: tuple[Concept, ...]
    intents: Intents
    topics: tuple[Topic, ...]
    emergencies: Emergencies
    spelling: Spelling
    assessment: Assessment
    places: Places
    cards: dict[str, Card]

    def challenge_of(self, card: Card) -> Challenge:
        """Return the challenge a card belongs to."""
        return self.challenges[self.themes[card.theme].challenge]

    @cached_property
    def cards_of_theme(self) -> dict[str, tuple[Card, ...]]:
        """The cards of each theme, practices first."""
        return {
            theme: tuple(
                sorted(
                    (card for card in self.cards.values() if card.theme == theme), key=card_order
                )
            )
            for theme in self.themes
        }


def card_order(card: Card) -> tuple[bool, int, str]:
    """Return the place of a card in a list.

    Practices go by number, then aids by letter, AA after Z.
    """
    return (card.kind == "aid", int(card.id) if card.id.isdigit() else len(card.id), card.id)
