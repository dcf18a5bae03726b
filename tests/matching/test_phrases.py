"""Expressions: found where they stand, the longest kept."""

from __future__ import annotations

from matching.phrases import Found, Phrases, longest


def _phrases() -> Phrases[str]:
    phrases: Phrases[str] = Phrases()
    for words, meaning in (
        ("centre", "town"),
        ("centre social", "centre"),
        ("social", "social"),
        ("centre social", "lien"),
    ):
        phrases.add(words.split(), meaning)
    return phrases


def test_every_expression_of_a_text_is_found() -> None:
    found = {
        (each.start, each.end, each.meaning) for each in _phrases().find(["un", "centre", "social"])
    }
    assert found == {(1, 2, "town"), (1, 3, "centre"), (1, 3, "lien"), (2, 3, "social")}


def test_the_longest_expression_wins_with_all_its_meanings() -> None:
    kept = longest(list(_phrases().find(["centre", "social"])))
    assert kept == [Found(0, 2, "centre"), Found(0, 2, "lien")]


def test_an_expression_cut_by_the_end_of_the_text_is_not_found() -> None:
    assert [each.meaning for each in _phrases().find(["centre"])] == ["town"]
