"""The guide leads where no card is about what is asked, and never before a card that is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from matching.matcher import Matcher

LED = [
    ("jardins partagés", "alimentation"),
    ("des jardins familiaux", "alimentation"),
    ("plus de médecin", "soins"),
    ("notre docteur part à la retraite", "soins"),
    ("cantine à un euro", "alimentation"),
    ("surendettement et PCB", "reperer-accompagner"),
    ("service civique", "jeunes-autonomie"),
    ("kiné", "soins"),
    ("IML", "logement"),
    ("AAP MMPT", "financements"),
    ("prime à la vacance", "logement"),
    ("un foyer de jeunes travailleurs", "jeunes-autonomie"),
    ("un budget participatif", "lien-social"),
    ("ouvrir un marché", "alimentation"),
    ("tarif social de l'eau", "eau"),
]


@pytest.mark.parametrize(("need", "theme"), LED)
def test_a_guide_leads_where_no_card_answers(matcher: Matcher, need: str, theme: str) -> None:
    answer = matcher.search(need)
    assert (answer.guide, answer.themes[0]) == (theme, theme)


@pytest.mark.parametrize(
    "need",
    [
        "mobilité des jeunes",
        "crèche",
        "illettrisme",
        "fusionner deux communes",
        "chantier d'insertion",
        "zzzz",
        "pacs",
    ],
)
def test_no_guide_stands_before_a_card_that_answers_nor_before_nothing(
    matcher: Matcher, need: str
) -> None:
    assert matcher.search(need).guide == ""


def test_most_needs_that_only_a_guide_answers_are_led_by_it(matcher: Matcher) -> None:
    path = Path(__file__).parent.parent / "relevance" / "words.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    guided = [row for row in rows if row.get("guide")]
    led = [row for row in guided if matcher.search(row["need"]).guide == row["guide"]]
    astray = [row["need"] for row in rows if not row.get("guide") and 3 in row["relevant"].values()]
    wrong = [need for need in astray if matcher.search(need).guide]
    assert len(led) >= 0.85 * len(guided)
    assert len(wrong) <= 0.02 * len(astray)
