"""The collection as loaded.

The published one is whole, another region's runs as well, a broken one is refused.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.collection import Collection
from knowledge.loading import check_paths, examine, load_collection
from knowledge.problems import BrokenCollectionError
from tests.knowledge.changes import replaced
from tests.knowledge.conftest import SMALL, put_back
from tests.knowledge.mistakes import AIDE, NAVETTE

CARD = (SMALL / NAVETTE).read_text(encoding="utf-8")


def test_the_published_collection_has_no_problem() -> None:
    problems, files = check_paths(())
    assert problems == []
    assert files > 87


def test_the_published_collection_is_whole(collection: Collection) -> None:
    kinds = [card.kind for card in collection.cards.values()]
    assert (kinds.count("practice"), kinds.count("aid")) == (63, 24)
    assert len(collection.challenges) == 5
    assert len(collection.themes) == 19
    assert collection.guides.keys() == collection.themes.keys()
    assert len(collection.assessment.items) == 52


def test_practices_come_by_number_then_aids_by_letter(collection: Collection) -> None:
    assert list(collection.cards) == [*map(str, range(1, 64)), *"ABCDEFGHIJKLMNOPQRSTUVWX"]


def test_the_aid_after_z_is_aa(folder: Path) -> None:
    for card_id in ("AA", "Z"):
        copy = folder / "cards" / "1-vivre" / f"{card_id}-autre.yaml"
        copy.write_text(
            (folder / AIDE).read_text(encoding="utf-8").replace("id: A", f"id: {card_id}", 1),
            encoding="utf-8",
        )
    assert list(load_collection(folder).cards) == ["1", "2", "A", "Z", "AA"]


def test_every_theme_has_cards(collection: Collection) -> None:
    assert [theme for theme, cards in collection.cards_of_theme.items() if not cards] == []


def test_every_card_says_whom_to_call_or_that_nobody_is_named(collection: Collection) -> None:
    assert [
        card.id
        for card in collection.cards.values()
        if not (card.contacts or card.partners or card.to_check)
    ] == []


def test_the_collection_of_another_region_loads() -> None:
    small = load_collection(SMALL)
    assert list(small.cards) == ["1", "2", "A"]
    assert small.challenge_of(small.cards["A"]).title == "Mieux vivre au village"
    assert [card.id for card in small.cards_of_theme["transports"]] == ["1", "A"]
    assert small.places.departments["99"].name == "Onde"
    assert small.places.epci_departments["299900011"] == {"99"}


def test_a_broken_collection_is_refused_with_the_lines_of_check(folder: Path) -> None:
    replaced("keywords:", "keyword:")(folder / NAVETTE)
    (folder / "about.yaml").unlink()
    with pytest.raises(BrokenCollectionError) as refusal:
        load_collection(folder)
    assert str(refusal.value).splitlines() == [
        str(problem) for problem in check_paths((folder,))[0]
    ]
    assert len(refusal.value.problems) == 2


@pytest.fixture(scope="module")
def card(copy: Path) -> Path:
    """A card of the copy, to be written over and over."""
    put_back(copy)
    return copy / NAVETTE


@settings(max_examples=50, deadline=None, derandomize=True)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_as_a_card_give_problems(card: Path, content: bytes) -> None:
    card.write_bytes(content)
    assert examine(card.parents[2])[1] != []


@settings(max_examples=50, deadline=None, derandomize=True)
@given(
    start=st.integers(0, len(CARD)),
    length=st.integers(0, 30),
    slip=st.text(st.sampled_from("abc019 \n\t:-[]{}'\"&*!|>%@`,#?~=é«"), max_size=8),
)
def test_any_slip_in_a_card_is_told_line_by_line(
    card: Path, start: int, length: int, slip: str
) -> None:
    card.write_text(CARD[:start] + slip + CARD[start + length :], encoding="utf-8")
    for problem in examine(card.parents[2])[1]:
        assert len(str(problem).splitlines()) == 1
        assert ";" in problem.message
