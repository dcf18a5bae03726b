"""The labels and ways of speaking that a curator may change fit the program.

What does not is told by `tambour check`.
"""

from __future__ import annotations

import ast

import pytest
import yaml

from bot.commands import sentences, wording

LABELS = yaml.load(wording.LABELS.read_text(encoding="utf-8"), yaml.CSafeLoader)


@pytest.fixture(scope="module")
def asked() -> dict[str, list[wording.WordsAsked]]:
    """What the program asks of each function that gives words."""
    code = wording.CODE.rglob("*.py")
    return wording.asked_words([ast.parse(path.read_text(encoding="utf-8")) for path in code])


@pytest.mark.slow
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
def test_a_label_that_does_not_fit_is_told(
    asked: dict[str, list[wording.WordsAsked]], changed: dict[str, str], told: tuple[str, str]
) -> None:
    assert told in wording.label_problems(LABELS | changed, asked["label"])


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


@pytest.mark.parametrize(
    ("giver", "key", "fits"),
    [
        ("notice", "login_refused", "non : {code}"),
        ("wrong", "feed", "non : {feed}"),
        ("said", "rest", "encore {count}"),
        ("sentence", "aids_no_day", "non : {written}"),
    ],
)
def test_sentences_are_held_against_the_program_as_labels_are(
    asked: dict[str, list[wording.WordsAsked]], giver: str, key: str, fits: str
) -> None:
    told = dict(wording.label_problems({key: fits}, asked[giver]))
    assert key not in told
    assert key in dict(wording.label_problems({key: "non : {autre}"}, asked[giver]))
    assert "ce libellé manque" in told.values()


def test_a_label_that_is_missing_is_told(asked: dict[str, list[wording.WordsAsked]]) -> None:
    less = {key: text for key, text in LABELS.items() if key != "themes"}
    assert ("themes", "ce libellé manque") in wording.label_problems(less, asked["label"])


@pytest.mark.parametrize(
    "broken", [None, [], {}, {"failed": "Erreur : {erreur}"}, {"failed": "Erreur : {error"}]
)
def test_a_command_tells_what_it_has_to_though_its_sentences_are_broken(
    monkeypatch: pytest.MonkeyPatch, broken: object
) -> None:
    monkeypatch.setattr(sentences, "read", lambda _: broken)
    assert "le port est pris" in sentences.sentence("failed", error="le port est pris")
