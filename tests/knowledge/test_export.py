"""A card as JSON has every field that other programs count on, empty where there is nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from knowledge.collection import Collection
from knowledge.export import card_as_json
from knowledge.loading import load_collection
from tests.knowledge.conftest import SMALL

CARD = (
    "id kind title challenge theme place summary steps key_figures audiences contacts partners "
    "links keywords needs to_check"
)
PLACE = "name kind departments communes_count main_towns population poverty_rate"
CONTACT = "name role organisation emails phones urls to_check"
PARTNER = "id name roles emails phones urls"


@pytest.fixture(scope="module")
def cards(collection: Collection) -> list[dict[str, Any]]:
    """The published cards, as a program reads them."""
    return [
        json.loads(json.dumps(card_as_json(card, collection))) for card in collection.cards.values()
    ]


def test_a_card_has_every_field(cards: list[dict[str, Any]]) -> None:
    assert all(card.keys() >= set(CARD.split()) for card in cards)


def test_a_place_has_every_field(cards: list[dict[str, Any]]) -> None:
    places = [card["place"] for card in cards if card["place"] is not None]
    assert places
    assert all(place.keys() >= set(PLACE.split()) for place in places)


def test_a_contact_has_every_field(cards: list[dict[str, Any]]) -> None:
    contacts = [contact for card in cards for contact in card["contacts"]]
    assert contacts
    assert all(contact.keys() >= set(CONTACT.split()) for contact in contacts)


def test_a_partner_has_every_field(cards: list[dict[str, Any]]) -> None:
    partners = [partner for card in cards for partner in card["partners"]]
    assert partners
    assert all(partner.keys() >= set(PARTNER.split()) for partner in partners)


def test_lists_are_lists_even_empty(cards: list[dict[str, Any]]) -> None:
    lists = [
        "steps",
        "key_figures",
        "audiences",
        "contacts",
        "partners",
        "links",
        "keywords",
        "needs",
        "to_check",
    ]
    assert all(isinstance(card[field], list) for card in cards for field in lists)


def test_a_card_spells_out_its_challenge_theme_and_partners() -> None:
    small = load_collection(SMALL)
    card = card_as_json(small.cards["1"], small)
    assert card["challenge"] == {"number": 1, "title": "Mieux vivre au village"}
    assert card["theme"] == {"id": "transports", "title": "Se déplacer"}
    assert [(partner["id"], partner["name"]) for partner in card["partners"]] == [
        ("mairie", "Mairie")
    ]


def test_a_card_of_no_place_has_a_null_place() -> None:
    small = load_collection(SMALL)
    assert card_as_json(small.cards["A"], small)["place"] is None


def test_a_place_keeps_its_figures_as_written() -> None:
    small = load_collection(SMALL)
    place = card_as_json(small.cards["1"], small)["place"]
    assert (place["population"], place["poverty_rate"], place["communes_count"]) == (
        800,
        12.5,
        None,
    )
