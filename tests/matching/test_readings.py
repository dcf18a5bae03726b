"""Words that look like others: parted by their accents, their article, or who writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from matching.matcher import Matcher

NOT_SO = [
    ("même les parents", "audience:seniors"),
    ("le meme jour", "audience:seniors"),
    ("quand même", "audience:seniors"),
    ("ça ne marche pas, dommage à l'école", "concept:circuits-courts"),
    ("ça marche", "concept:circuits-courts"),
    ("la facture est élevée", "concept:ecole"),
    ("sous la pluie", "concept:financement"),
    ("vivre sous le seuil", "concept:financement"),
    ("un sous-préfet", "concept:financement"),
    ("un poste d'animateur", "partner:la-poste"),
    ("deux postes à pourvoir", "partner:la-poste"),
    ("créer un poste", "partner:la-poste"),
    ("ce poste est vacant", "partner:la-poste"),
    ("chui maire", "acronym:chu"),
    ("chu secrétaire", "acronym:chu"),
    ("on livre des colis", "concept:lecture"),
    ("qui livre ici", "concept:lecture"),
    ("en train de monter un projet", "concept:transport-en-commun"),
    ("car on n'a rien", "concept:transport-en-commun"),
    ("ça nous a permis de rester", "concept:permis-de-conduire"),
    ("le 10 mars", "concept:budget-familial"),
]


@pytest.mark.parametrize(("text", "term"), NOT_SO)
def test_a_word_is_not_taken_for_another_that_looks_like_it(
    matcher: Matcher, text: str, term: str
) -> None:
    assert term not in {
        meaning.term for unit in matcher.parser.parse(text).units for meaning in unit.meanings
    }


SO = [
    ("ma mémé est seule", "audience:seniors"),
    ("trouver des sous", "concept:financement"),
    ("avec trois sous", "concept:financement"),
    ("la poste ferme", "partner:la-poste"),
    ("un marche de producteurs", "concept:circuits-courts"),
    ("un livre par habitant", "concept:lecture"),
    ("un élève de sixième", "concept:ecole"),
    ("un train le matin", "concept:transport-en-commun"),
    ("des bus le soir", "concept:transport-en-commun"),
    ("passer son permis", "concept:permis-de-conduire"),
    ("aller à l'état civil ou voir l'état", "concept:prefecture"),
]


@pytest.mark.parametrize(("text", "term"), SO)
def test_a_word_still_means_what_it_says(matcher: Matcher, text: str, term: str) -> None:
    assert term in {
        meaning.term for unit in matcher.parser.parse(text).units for meaning in unit.meanings
    }


@pytest.mark.parametrize(
    "text",
    [
        "sept",
        "la fiche",
        "cette fiche",
        "deux",
        "trente",
        "ki",
        "ke",
        "payer",
        "fiche 3",
        "le recueil",
    ],
)
def test_numbers_in_letters_and_words_of_the_bot_are_no_subject(
    matcher: Matcher, text: str
) -> None:
    assert sum(unit.weight for unit in matcher.parser.parse(text).units) < 0.3
