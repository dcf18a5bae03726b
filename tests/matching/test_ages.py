"""An audience is told by its age, in many ways; a number of years alone is a duration."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from matching.matcher import Matcher

AGES = [
    ("les 16-20 ans", "jeunes"),
    ("ceux de 15 à 22 ans", "jeunes"),
    ("un lieu pour les 13/17 ans", "jeunes"),
    ("les moins de 26 ans", "jeunes"),
    ("de 7 à 11 ans", "enfants"),
    ("un accueil des 3-12 ans", "enfants"),
    ("les 8 10 ans le soir", "enfants"),
    ("les 0-4 ans", "petite-enfance"),
    ("des moins de 2 ans", "petite-enfance"),
    ("les plus de 62 ans", "seniors"),
    ("une dame de 83 ans", "seniors"),
    ("mes 77 ans et plus", "seniors"),
]
NO_AGES = ["une convention de 3 ans", "depuis 20 ans", "dans 5 ans", "plus de 12 ans de travail"]


@pytest.mark.parametrize(("text", "audience"), AGES)
def test_an_age_tells_an_audience(matcher: Matcher, text: str, audience: str) -> None:
    assert audience in matcher.parser.parse(text).audiences


@pytest.mark.parametrize("text", NO_AGES)
def test_a_number_of_years_is_no_age(matcher: Matcher, text: str) -> None:
    assert not matcher.parser.parse(text).audiences
