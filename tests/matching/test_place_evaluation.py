"""How well places are understood is measured, and does not fall."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.commands.cli import tambour
from knowledge.finding_places import PlaceFinder
from matching.place_evaluation import Placed, PlaceMeasures, is_placed, measure_places, read_placed

if TYPE_CHECKING:
    from matching.matcher import Matcher

FILE = Path(__file__).parent.parent / "relevance" / "places.jsonl"


def _measures(matcher: Matcher, *placed: Placed) -> PlaceMeasures:
    return measure_places(placed, matcher, PlaceFinder(matcher.collection.places))[""]


def test_places_are_understood_and_cost_no_answer(matcher: Matcher) -> None:
    placed = read_placed(FILE.read_text(encoding="utf-8").splitlines())
    measures = _measures(matcher, *placed)
    assert measures.texts == 150
    assert measures.right >= 0.95
    assert measures.kept is not None
    assert measures.kept >= 0.95


@pytest.mark.parametrize(
    "placed",
    [
        Placed("x", "mobilité à Vervins", False, "mobilité", frozenset(["02361"])),
        Placed("x", "mobilité à Reims", False, "mobilité", frozenset(), ("Rouen",)),
        Placed("x", "mobilité à Vervins", False, "mobilité", frozenset(["02789"]), choose=True),
        Placed("x", "Vervins", True, "", frozenset(["02789"]), choose=True),
        Placed("x", "Fleury", True, "", frozenset(["60239"])),
    ],
)
def test_another_place_than_the_one_meant_is_wrong(matcher: Matcher, placed: Placed) -> None:
    assert _measures(matcher, placed).wrong == (placed.text,)


def test_a_first_card_that_is_neither_the_same_nor_nearer_is_lost(matcher: Matcher) -> None:
    placed = Placed(
        "x", "illettrisme à Reims", False, "mobilité des jeunes", frozenset(), ("Reims",)
    )
    assert _measures(matcher, placed).lost == (placed.text,)


def test_a_text_without_places_is_no_line_of_such_a_file() -> None:
    assert is_placed('{"kind": "a", "need": "b", "places": []}')
    assert not is_placed('{"need": "b", "relevant": {}}')
    assert not is_placed("nothing")


def test_a_line_that_is_wrong_is_named(tmp_path: Path) -> None:
    file = tmp_path / "places.jsonl"
    file.write_text('{"kind": "a", "need": "b", "places": []}\n{"places": 3}\n', encoding="utf-8")
    result = CliRunner().invoke(tambour, ["evaluate", str(file)])
    assert result.exit_code == 1
    assert "ligne 2" in result.output
