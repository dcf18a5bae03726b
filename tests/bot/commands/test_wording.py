"""The labels and ways of speaking that a curator may change fit the program.

What does not is told by `tambour check`.
"""

from __future__ import annotations

import ast

import pytest
import yaml

from bot.commands import wording

LABELS = yaml.safe_load(wording.LABELS.read_text(encoding="utf-8"))
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in wording.CODE.rglob("*.py")]


@pytest.mark.process
def test_every_label_and_way_of_speaking_fits_the_program() -> None:
    assert list(map(str, wording.problems())) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"open_number": "Ouvrir"},
            ("open_number", "attendu : {number} ; trouvé : rien entre accolades"),
        ),
        (
            {"open_number": "Ouvrir {numero}"},
            ("open_number", "attendu : {number} ; trouvé : {numero}"),
        ),
        ({"open_number": "Ouvrir {number"}, ("open_number", "attendu : {number} ; trouvé : {…}")),
        ({"like_it": "Comme ça"}, ("like_it", "ce libellé ne sert nulle part : retirez-le")),
    ],
)
def test_a_label_that_does_not_fit_is_told(changed: dict[str, str], told: tuple[str, str]) -> None:
    assert told in wording.label_problems(LABELS | changed, TREES)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (None, "il faut un champ au moins"),
        ({"exemples": ["bonjour"]}, "« exemples » est inconnu"),
        ({"does": "chanter", "examples": ["chante"]}, "aucun bouton ne fait « chanter »"),
        ({"does": "help"}, "rien ne dit comment on le demande"),
    ],
)
def test_a_way_of_speaking_that_does_not_fit_is_told(kind: object, told: str) -> None:
    assert any(told in message for _, message in wording.kind_problems({"neuf": kind}))


def test_a_label_that_is_missing_is_told() -> None:
    less = {key: text for key, text in LABELS.items() if key != "themes"}
    assert ("themes", "ce libellé manque") in wording.label_problems(less, TREES)
