"""Reasons say what a card really has, and « chez vous » of the person's own place only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matching.reasons import near

if TYPE_CHECKING:
    from matching.matcher import Matcher


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Arras", "près d’Arras"),
        ("Vervins", "près de Vervins"),
        ("Le Cateau-Cambrésis", "près du Cateau-Cambrésis"),
    ],
)
def test_a_place_asked_about_is_named(matcher: Matcher, name: str, said: str) -> None:
    code = next(
        each.insee for each in matcher.collection.places.communes.values() if each.name == name
    )
    assert near([code], matcher.collection, home="") == said
    assert near([code], matcher.collection, home=code) == "près de chez vous"


@pytest.mark.parametrize(
    ("need", "card", "expression"),
    [
        ("gens du voyage", "41", "« gens du voyage »"),
        ("dossier retraite agricole", "S", "« dossier retraite »"),
    ],
)
def test_an_expression_that_a_card_only_brushes_is_no_reason(
    matcher: Matcher, need: str, card: str, expression: str
) -> None:
    reasons = {match.id: match.reasons for match in matcher.search(need, 9).matches}
    assert expression not in reasons.get(card, ())
