"""Measures: known rankings have known scores."""

from __future__ import annotations

import pytest

from matching.evaluation import Judged, measure, ndcg, read_judged, recall

RELEVANT = {"45": 3, "43": 2, "30": 1}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["45", "43", "30"], 1.0),
        ([], 0.0),
        (["1", "2", "3", "4", "6", "45"], 0.0),
        (["43", "45", "30"], 0.843),
    ],
)
def test_ndcg_rewards_the_best_cards_first(found: list[str], expected: float) -> None:
    assert ndcg(found, RELEVANT) == pytest.approx(expected, abs=0.001)


def test_recall_counts_useful_cards_only() -> None:
    assert recall(["45", "30", "1"], RELEVANT) == 0.5


def test_a_need_left_empty_counts_right_out_of_scope_and_wrong_elsewhere() -> None:
    judged = [Judged("a", "bus", "need", RELEVANT), Judged("b", "météo", "none", {})]
    measures = measure(judged, lambda _: [])[""]
    assert (measures.empty_right, measures.out_of_scope, measures.empty_wrong) == (1, 1, 1)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"need": "x"}', '{"need": "x", "relevant": {"45": "a"}}']
)
def test_a_wrong_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="ligne 2"):
        read_judged(['{"need": "x", "relevant": {}}', line])
