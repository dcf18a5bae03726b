"""Expressions are found where a text holds them, and only there.

They have alternatives, families, groups, gaps and edges.
"""

from __future__ import annotations

import pytest

from matching.signs import Signs
from matching.words import tokens

GROUPS = {"mari": ("mari", "ex mari", "conjoint"), "frapper": ("frapp*", "battu")}


@pytest.mark.parametrize(
    ("expression", "text", "met"),
    [
        ("en finir", "je veux en finir", True),
        ("en finir", "en bien finir", False),
        ("veux|veut plus", "il veut plus", True),
        ("frapp*", "elle frappait", True),
        ("frapper", "frappée", True),
        ("frapper", "frappent", False),
        ("m'étrangl*", "il m’étrangla", True),
        ("<mari> ... <frapper>", "mon ex mari m'a hier soir frappée", True),
        ("<mari> ... <frapper>", "mon mari a dit au maire de la commune qu'il frappait", False),
        ("<mari> ... <frapper>", "frappé, mon mari", False),
        ("veux plus vivre", "je veux vraiment plus vivre", True),
        (". je craque .", "je craque", True),
        (". je craque .", "je craque pour ce village", False),
        (". au feu", "un feu au feu", False),
    ],
)
def test_an_expression_is_met_where_its_words_follow(expression: str, text: str, met: bool) -> None:
    signs: Signs[str] = Signs(GROUPS, frozenset(("vraiment",)))
    signs.add(expression, "danger")
    assert bool(list(signs.find(tokens(text)))) is met


def test_the_words_of_a_gap_are_no_part_of_what_is_met() -> None:
    signs: Signs[str] = Signs(GROUPS)
    signs.add("<mari> ... <frapper>", "danger")
    assert [sign.words for sign in signs.find(tokens("mon mari me frappe"))] == [{1, 3}]
