"""What was done near comes first, by distance.

What serves another département only comes later, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.serving import departments_of, served_only
from matching.weights import WEIGHTS

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from matching.matcher import Matcher

ECAILLON = "59185"


def _score(matcher: Matcher, card: str, text: str, home: str = "") -> float:
    ranking = matcher.rank(matcher.parser.parse(text), home)
    return float(ranking.total[matcher.index.ids.index(card)])


@pytest.mark.parametrize(
    ("card", "only"),
    [("I", "80"), ("B", "59"), ("G", "62"), ("S", ""), ("A", ""), ("45", ""), ("52", "")],
)
def test_an_aid_that_one_departement_alone_gives_serves_it_alone(
    collection: Collection, card: str, only: str
) -> None:
    assert served_only(collection.cards[card]) == only


@pytest.mark.parametrize(
    ("place", "departments"),
    [
        ("02691", {"02"}),
        ("62", {"62"}),
        ("Thiérache", {"02", "59"}),
        ("200071785", {"02"}),
        ("disparu", set()),
    ],
)
def test_a_place_lies_in_its_departements(
    collection: Collection, place: str, departments: set[str]
) -> None:
    assert departments_of(place, collection.places) == departments


@pytest.mark.parametrize(
    ("card", "text"),
    [
        ("I", "refaire la place du village"),
        ("B", "savoir vers quel interlocuteur se tourner"),
        ("G", "recenser l'ingénierie locale"),
    ],
)
def test_a_card_for_another_departement_is_ranked_down_and_says_so(
    matcher: Matcher, card: str, text: str
) -> None:
    only = served_only(matcher.collection.cards[card])
    other = "02691"
    assert _score(matcher, card, text, other) < _score(matcher, card, text)
    for home, said in ((other, only), (only, ""), ("", "")):
        found = matcher.answer(matcher.parser.parse(text), 15, home=home).matches
        assert next(match.only for match in found if match.id == card) == said


def test_the_place_of_the_need_counts_before_ones_own(matcher: Matcher) -> None:
    need = matcher.parser.parse("refaire la place du village dans la Somme")
    assert all(
        not match.only for match in matcher.answer(need, 15, home="02").matches if match.id == "I"
    )


def test_the_nearer_the_card_the_more_it_counts_across_the_departement_too(
    matcher: Matcher,
) -> None:
    assert matcher.whereabouts is not None
    near = matcher.whereabouts.nearness(ECAILLON)
    assert near is not None
    by_card = dict(zip(matcher.index.ids, near, strict=True))
    assert by_card["29"] == pytest.approx(WEIGHTS.next_door)
    assert all(
        value == 0 or WEIGHTS.at_reach <= value <= WEIGHTS.next_door + 1e-6
        for value in by_card.values()
    )
    assert by_card["45"] == 0  # Château-Thierry
    assert by_card["52"] == 0  # the whole region


@pytest.mark.parametrize("place", ["59", "Thiérache", "disparu"])
def test_nothing_is_near_the_middle_of_a_wide_place(matcher: Matcher, place: str) -> None:
    assert matcher.whereabouts is not None
    assert matcher.whereabouts.nearness(place) is None
