"""What the index holds: anything that can answer a need.

It is reduced to texts by field, and to the places where it applies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.need import Facet, Meaning
from matching.words import fold, stem, tokens

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.model import Card


@dataclass(frozen=True)
class Entry:
    """Something to find: a card or a live aid.

    `declared` is what a curator said of it, `places` codes of where it applies.
    """

    id: str
    texts: tuple[tuple[str, str], ...]
    declared: tuple[Meaning, ...] = ()
    places: frozenset[str] = frozenset()


def card_entry(card: Card, collection: Collection) -> Entry:
    """Return the entry of a card."""
    texts = [("title", card.title), ("summary", card.summary)]
    texts += [("keywords", text) for text in card.keywords]
    texts += [("needs", text) for text in card.needs]
    texts += [("steps", text) for text in card.steps]
    texts += [("figures", text) for text in card.key_figures]
    for contact in card.contacts:
        texts.append(
            ("contacts", " ".join(filter(None, (contact.name, contact.role, contact.organisation))))
        )
    for partner in card.partners:
        names = collection.partners[partner.id]
        texts.append(
            (
                "partners",
                " ".join(
                    filter(None, (names.name, names.full_name, partner.person, partner.detail))
                ),
            )
        )
    if card.place:
        texts.append(
            ("place", " ".join((card.place.name, *card.place.main_towns, *card.place.communes)))
        )
    declared = [Meaning(Facet.THEME, card.theme)]
    declared += [Meaning(Facet.AUDIENCE, audience) for audience in card.audiences]
    declared += [Meaning(Facet.PARTNER, partner.id) for partner in card.partners]
    declared += [Meaning(Facet.PERSON, fold(name)) for name in people_of(card)]
    return Entry(
        card.id, tuple(texts), tuple(dict.fromkeys(declared)), place_codes(card, collection)
    )


def people_of(card: Card) -> list[str]:
    """Return the names of the persons a card gives to call, as printed: "Laurence LOITS"."""
    return [
        name
        for name in (*(who.name for who in card.contacts), *(who.person for who in card.partners))
        if name
    ]


def place_codes(card: Card, collection: Collection) -> frozenset[str]:
    """Return the codes of a card's place: its communes, their EPCI, its départements.

    Without a place, they are those that it serves.
    """
    place, places = card.place, collection.places
    if place is None:
        served = [who.departments for who in card.contacts] + [
            who.departments for who in card.partners
        ]
        return frozenset(code for codes in served for code in codes)
    codes = set(place.departments) | ({place.code} if place.code else set())
    names = {place.name, *place.communes} if place.kind != "epci" else set(place.communes)
    for commune in places.communes.values():
        if commune.insee == place.code or (
            commune.name in names and commune.department in place.departments
        ):
            codes |= {commune.insee, commune.epci}
    return frozenset(codes - {""})


_TELLING = {"title": 3.0, "place": 3.0, "summary": 2.0, "keywords": 2.0}


def card_words(card: Card) -> dict[str, float]:
    """Return the stems by which people tell a card from others, each with what it says.

    They are what "celle avec les scooters" is understood by.
    """
    texts = [
        ("title", card.title),
        ("summary", card.summary),
        *(("keywords", each) for each in card.keywords),
    ]
    texts += [("steps", each) for each in (*card.steps, *card.key_figures)]
    if card.place:
        texts.append(
            ("place", " ".join((card.place.name, *card.place.main_towns, *card.place.communes)))
        )
    found: dict[str, float] = {}
    for field, text in texts:
        for word in tokens(text):
            found[stem(word)] = max(found.get(stem(word), 0.0), _TELLING.get(field, 1.0))
    return found
