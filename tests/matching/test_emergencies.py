"""A danger told in everyday words is recognised, and the same words in peace alarm nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matching.verdict import Outcome

if TYPE_CHECKING:
    from matching.matcher import Matcher


@pytest.mark.parametrize(
    ("need", "emergency"),
    [
        ("je veux en finir", "suicide"),
        ("elle parle de se tuer", "suicide"),
        ("j'en peux plus je vais me pendre", "suicide"),
        ("mon voisin veut se flinguer", "suicide"),
        ("JE VEUX MOURIR", "suicide"),
        ("il a des idees noirs", "suicide"),
        ("en finir avec la vie", "suicide"),
        ("il s'est tiré une balle", "suicide"),
        ("on a une overdose", "vie-en-danger"),
        ("il respire plus", "vie-en-danger"),
        ("il l'a menacée de mort avec un couteau", "menaces"),
        ("son mari la frappe", "violences"),
        ("il la tabasse", "violences"),
        ("elle s'est fait cogner par son mec", "violences"),
        ("une dame battue par son compagnon", "violences"),
        ("un gamin est battu par son père", "enfance"),
        ("des gosses maltraités au village", "enfance"),
        ("elle tape ses enfants", "enfance"),
        ("une famille à la rue ce soir", "rue"),
        ("il dort dans sa voiture", "rue"),
        ("une mamie maltraitée par son fils", "maltraitance"),
        ("un handicapé frappé au foyer", "maltraitance"),
    ],
)
def test_a_danger_is_recognised(matcher: Matcher, need: str, emergency: str) -> None:
    assert emergency in matcher.parser.parse(need).emergencies


@pytest.mark.parametrize(
    "need",
    [
        "battre le record",
        "les enfants du club ont battu le record",
        "la chasse",
        "une battue aux sangliers",
        "mort de rire",
        "tuer le temps",
        "des jeunes qui ne savent pas comment tuer le temps",
        "rue de l'église",
        "donner un nom à la rue",
        "en finir avec le gaspillage",
        "une mère se bat pour garder la classe",
        "à quelle porte frapper pour les anciens",
        "maltraitance animale",
        "terrain en terre battue pour les ados",
        "coups de main entre retraités",
        "la canicule frappe les personnes âgées",
        "village de 115 habitants",
        "le village se meurt",
        "les personnes âgées sont enfermées chez elles",
    ],
)
def test_the_same_words_in_peace_alarm_nobody(matcher: Matcher, need: str) -> None:
    assert not matcher.parser.parse(need).emergencies


@pytest.mark.parametrize(
    "need",
    [
        "je veux en finir",
        "il va se pendre ce soir au bourg",
        "un gamin est battu par son père",
        "un agriculteur s'est pendu dans sa grange",
        "des gens dorment dans leur voiture devant la mairie",
    ],
)
def test_a_danger_alone_brings_no_card(matcher: Matcher, need: str) -> None:
    assert matcher.search(need).outcome is Outcome.NOTHING


def test_a_danger_that_practices_answer_brings_their_cards(matcher: Matcher) -> None:
    assert "U" in [match.id for match in matcher.search("violences conjugales : que faire dans ma commune").matches]
