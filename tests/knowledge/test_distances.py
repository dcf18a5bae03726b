"""How far places lie from each other, and which is nearest to a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.distances import card_point, kilometres, nearest_commune, nearest_town, point_of
from knowledge.gazetteer import Point

if TYPE_CHECKING:
    from knowledge.collection import Collection


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("80021", "59350", 97),  # Amiens, Lille
        ("02408", "02691", 40),  # Laon, Saint-Quentin
        ("62041", "60057", 104),  # Arras, Beauvais
        ("02408", "02408", 0),
    ],
)
def test_a_distance_is_that_of_the_map(
    collection: Collection, one: str, other: str, expected: int
) -> None:
    points = collection.places.points
    assert kilometres(points[one], points[other]) == pytest.approx(expected, abs=3)


def test_a_distance_is_the_same_both_ways_and_none_to_itself() -> None:
    amiens, south = Point(49.89, 2.30), Point(-33.9, 151.2)
    assert kilometres(amiens, south) == kilometres(south, amiens)
    assert kilometres(amiens, amiens) == 0


def test_the_antipodes_are_half_a_turn_away() -> None:
    assert kilometres(Point(0, 0), Point(0, 180)) == pytest.approx(20015, abs=1)


@pytest.mark.parametrize("code", ["60694", "200071785", "02", "Thiérache"])
def test_a_place_without_a_point_of_its_own_lies_amid_its_communes(
    collection: Collection, code: str
) -> None:
    point = point_of(code, collection.places)
    assert point is not None
    assert 49 < point.latitude < 51.2
    assert 1.3 < point.longitude < 4.3


def test_an_unknown_place_lies_nowhere(collection: Collection) -> None:
    assert point_of("99999", collection.places) is None


@pytest.mark.parametrize(
    ("point", "code"), [(Point(49.893, 2.302), "80021"), (Point(49.564, 3.624), "02408")]
)
def test_the_commune_nearest_to_a_point_is_found(
    collection: Collection, point: Point, code: str
) -> None:
    found = nearest_commune(point, collection.places)
    assert found is not None
    assert found[0] == code
    assert found[1] < 5


@pytest.mark.parametrize(("village", "town"), [("02114", "02168"), ("62189", "62080")])
def test_the_town_nearest_to_a_village_is_known(
    collection: Collection, village: str, town: str
) -> None:
    assert nearest_town(village, collection.places) == town


def test_every_card_done_in_a_commune_or_an_epci_of_the_region_lies_somewhere(
    collection: Collection,
) -> None:
    places = collection.places
    done = [
        card
        for card in collection.cards.values()
        if card.place and card.place.code in places.communes | places.epcis
    ]
    assert done
    assert [card.id for card in done if card_point(card, places) is None] == []


def test_a_card_of_an_area_lies_amid_it(collection: Collection) -> None:
    assert card_point(collection.cards["60"], collection.places) == point_of(
        "Thiérache", collection.places
    )


def test_a_card_of_the_whole_region_or_elsewhere_lies_nowhere(collection: Collection) -> None:
    assert [
        card_point(collection.cards[card], collection.places) for card in ("30", "52", "A")
    ] == [None, None, None]
