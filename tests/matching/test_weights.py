"""The numbers of matching: told, frozen, each with a value that does nothing.

The document's example holds.
"""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.collection import DATA
from matching.ablation import ablated
from matching.evaluation import Judged
from matching.explanation import explain
from matching.weights import WEIGHTS

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from matching.matcher import Matcher


def test_each_number_says_what_it_does_and_changes_where_it_does_nothing() -> None:
    for name, does, without in WEIGHTS.without():
        assert len(does) > 10
        assert getattr(without, name) != getattr(WEIGHTS, name)


def test_the_numbers_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        WEIGHTS.title = 1.0  # type: ignore[misc]


@pytest.mark.slow
def test_an_ablation_tells_what_each_number_moves(collection: Collection) -> None:
    judged = [Judged("1", "mobilité des jeunes", "need", {"45": 3})]
    first = next(ablated(judged, collection, DATA / "french" / "words.txt"))
    assert (first.name, first.value, first.neutral) == ("title", WEIGHTS.title, 1.0)
    assert first.ndcg == 0.0  # the title counts for nothing here: the card is first without it


def test_the_document_works_a_need_through_as_it_is(matcher: Matcher) -> None:
    text = (Path(__file__).parents[2] / "matching" / "README.md").read_text(encoding="utf-8")
    need = "lé transport solitaire pr ma mémé"
    told = explain(matcher, matcher.parser.parse(need), 1)
    assert f"`{need}`" in text
    for part in ("solitaire → solidaire", "« transport solidaire »", "« mémé »"):
        assert part in text
        assert part in told
    assert "issue : found" in told
    assert "\n    46  total" in told
