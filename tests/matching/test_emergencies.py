"""A danger told in everyday words is recognised, and the same words in peace alarm nobody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from matching.verdict import Outcome
from matching.words import tokens

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from matching.matcher import Matcher


def _table(name: str) -> Any:
    return yaml.load((Path(__file__).parent / name).read_text(encoding="utf-8"), yaml.CSafeLoader)


ABOUT_VIOLENCE = "U"
DANGERS, INNOCENT = _table("dangers.yaml"), _table("innocent.yaml")


def _told(matcher: Matcher, text: str) -> frozenset[str]:
    return matcher.parser.parse(text).emergencies


@pytest.mark.parametrize("emergency", DANGERS["learnt"])
def test_each_danger_learnt_is_heard(matcher: Matcher, emergency: str) -> None:
    assert [
        text for text in DANGERS["learnt"][emergency] if emergency not in _told(matcher, text)
    ] == []


def test_no_innocent_sentence_learnt_alarms(matcher: Matcher) -> None:
    assert [text for text in INNOCENT["learnt"] if _told(matcher, text)] == []


def test_most_dangers_never_learnt_are_heard(matcher: Matcher) -> None:
    held = [(text, emergency) for emergency, texts in DANGERS["held_out"].items() for text in texts]
    assert sum(emergency in _told(matcher, text) for text, emergency in held) >= 0.8 * len(held)


def test_few_innocent_sentences_never_learnt_alarm(matcher: Matcher) -> None:
    assert sum(bool(_told(matcher, text)) for text in INNOCENT["held_out"]) <= 0.05 * len(
        INNOCENT["held_out"]
    )


@pytest.mark.slow
def test_the_needs_of_cards_about_no_danger_hardly_ever_alarm(
    collection: Collection, matcher: Matcher
) -> None:
    needs = [
        need
        for card in collection.cards.values()
        if card.id != ABOUT_VIOLENCE
        for need in card.needs
    ]
    assert sum(
        bool(matcher.parser.watch.look(tokens(need)).emergencies) for need in needs
    ) <= 0.001 * len(needs)


def test_a_danger_at_the_end_of_a_long_text_is_heard(matcher: Matcher) -> None:
    assert "violences" in _told(
        matcher, "le compte rendu du conseil parle de la voirie " * 60 + "mon mari me frappe"
    )


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("prévention du suicide des agriculteurs", "suicide"),
        ("projet de lutte contre les violences conjugales", "violences"),
        ("ouvrir un accueil de jour pour SDF", "rue"),
        ("formation sur la maltraitance", "maltraitance"),
    ],
)
def test_the_subject_of_a_project_is_told_apart_from_a_danger(
    matcher: Matcher, text: str, planned: str
) -> None:
    danger = matcher.parser.read(text).danger
    assert not danger.emergencies
    assert danger.planned == {planned}


def test_a_danger_told_beside_a_project_is_heard(matcher: Matcher) -> None:
    assert "violences" in _told(
        matcher, "mon mari me frappe, une formation sur les violences conjugales existe-t-elle"
    )


def test_the_dangers_to_a_person_are_grave(matcher: Matcher) -> None:
    assert {
        "suicide",
        "violences",
        "enfance",
        "menaces",
        "maltraitance",
    } <= matcher.parser.watch.grave
    assert matcher.parser.watch.grave.isdisjoint({"feu", "gaz", "rue", "inondation"})


@pytest.mark.parametrize(
    "emergency", ["violences", "agression-sexuelle", "enfance", "maltraitance", "menaces"]
)
def test_each_violence_says_whom_to_call_at_once_and_without_speaking(
    collection: Collection, emergency: str
) -> None:
    call = next(each.call for each in collection.emergencies.emergencies if each.id == emergency)
    assert "le 17" in call
    assert "le 114" in call


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
    assert "U" in [
        match.id
        for match in matcher.search("violences conjugales : que faire dans ma commune").matches
    ]
