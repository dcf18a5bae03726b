"""What every screen draws on: the collection, the matcher over it, and the live aids."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bot.conversation.data import heard
from bot.conversation.examples import Examples, examples
from knowledge.distances import card_point
from knowledge.finding_places import PlaceFinder
from knowledge.serving import departments_of
from matching.entries import people_of, place_codes
from matching.live_aids import LiveAids
from matching.need import Facet
from matching.words import fold, tokens

if TYPE_CHECKING:
    from bot.conversation.hearing.ear import Ear
    from knowledge.collection import Collection
    from knowledge.gazetteer import Point
    from knowledge.model import Card
    from knowledge.vocabulary import Audience
    from matching.matcher import Matcher
    from matching.need import Need

# The share of the cards that may be about an audience for it to say something of a need.
_MOST_ABOUT = 0.3
_CARD_WORDS = "|".join(heard("written")["card_words"])
_CARD_WRITTEN = re.compile(
    rf"(?:{_CARD_WORDS})?\s*(?:n\s*[°o]?)?\s*0*([0-9]{{1,3}}|[A-Z]{{1,2}})", re.IGNORECASE
)


@dataclass(frozen=True)
class World:
    """Everything the bot knows, the same for everyone.

    `ear` is what messages are heard by; `live` changes from day to day, and may be empty. `key`
    names the very files and code that the rest was built from, for what is built from it in turn
    and kept on disk.
    """

    collection: Collection
    matcher: Matcher
    ear: Ear
    live: LiveAids = field(default_factory=LiveAids)
    key: str = ""

    @cached_property
    def place_finder(self) -> PlaceFinder:
        """What finds the places that people name."""
        return PlaceFinder(self.collection.places)

    @cached_property
    def examples(self) -> Examples:
        """What people are shown to write."""
        return examples(self.collection)

    @cached_property
    def codes_of_cards(self) -> dict[str, frozenset[str]]:
        """The codes of the places where what each card tells was done, by id."""
        cards = self.collection.cards.values()
        return {card.id: frozenset(place_codes(card, self.collection)) for card in cards}

    @cached_property
    def points_of_cards(self) -> dict[str, Point]:
        """Where what each card tells was done, by id; those of no place are left out."""
        points = (
            (card.id, card_point(card, self.collection.places))
            for card in self.collection.cards.values()
        )
        return {card: point for card, point in points if point}

    @cached_property
    def card_lines(self) -> dict[str, str]:
        """What an answer says of each card, by id, once it was rendered: the same for everyone."""
        return {}

    @cached_property
    def proper_names(self) -> dict[str, str]:
        """The acronyms and the partners' names as they are printed, by themselves folded.

        "caf" gives "CAF".
        """
        names = [partner.name for partner in self.collection.partners.values()]
        return {
            fold(name): name
            for name in (*names, *(each.acronym for each in self.collection.acronyms))
        }

    @cached_property
    def contact_names(self) -> frozenset[str]:
        """The words, folded, of the names of those whom cards give to call.

        Anyone may ask for them.
        """
        cards = self.collection.cards.values()
        return frozenset(
            word
            for card in cards
            for name in people_of(card)
            for word in tokens(name)
            if len(word) > 2
        )

    def card(self, written: str) -> Card | None:
        """Return the card of an id as people write it ("45", "n°45", "t"), or None."""
        found = _CARD_WRITTEN.fullmatch(written.strip())
        return self.collection.cards.get(found[1].upper()) if found else None

    def place_name(self, code: str) -> str:
        """Return the name of a place.

        A commune, an EPCI or a département goes by its code, an area by itself; else it is "".
        """
        places = self.collection.places
        if code in places.communes:
            return places.communes[code].name
        if code in places.epcis:
            return places.epcis[code].name
        if code in places.departments:
            return places.departments[code].name
        return code if places.area(code) else ""

    def departments_of(self, code: str) -> frozenset[str]:
        """Return the codes of the départements a place lies in; none for an unknown place."""
        return departments_of(code, self.collection.places)

    def nearest_themes(self, need: Need) -> list[str]:
        """Return the themes whose guide may help.

        They are those named, then those of the subjects known not to be covered.
        """
        topics = {topic.id: topic.themes for topic in self.collection.topics}
        named = [*need.themes, *(theme for topic in need.topics for theme in topics.get(topic, ()))]
        for unit in need.units:
            named += unit.about(Facet.THEME)
        return [theme for theme in dict.fromkeys(named) if theme in self.collection.themes]

    def audience_of(self, need: Need) -> Audience | None:
        """Return the first audience that a need names; one that many cards are about says little.

        Mayors and inhabitants are such.
        """
        cards = self.collection.cards.values()
        for audience in need.audiences:
            about = sum(audience in card.audiences for card in cards)
            if 0 < about <= _MOST_ABOUT * len(cards):
                return self.collection.audiences[audience]
        return None
