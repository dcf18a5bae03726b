"""Words: what folding, stems and sounds make equal, and what they keep apart."""

from __future__ import annotations

import pytest

from matching.words import fold, singular, sound, spelt, stem, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’École", "l'ecole"),
        ("CŒUR de Flandre", "coeur de flandre"),
        ("déjà été à ÇA", "deja ete a ca"),
        ("ＡＢＣ", "abc"),
        ("ﬁnances", "finances"),
        ("", ""),
    ],
)
def test_folding_drops_case_accents_and_ligatures(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'école du village", ["l", "ecole", "du", "village"]),
        ("créer un C.I.A.S.", ["creer", "un", "cias"]),
        ("un c i a s pour nous", ["un", "cias", "pour", "nous"]),
        ("rendez-vous", ["rendez", "vous"]),
        ("16-25 ans", ["16", "25", "ans"]),
        ("…!?", []),
    ],
)
def test_words_are_cut_at_apostrophes_and_initials_joined(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_spelt_words_keep_their_accents() -> None:
    assert spelt("L’Été à l'école") == ["l", "été", "à", "l", "école"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jeune", "jeunes"),
        ("financer", "financements"),
        ("logement", "logements"),
        ("mobilité", "mobilités"),
        ("seule", "seules"),
    ],
)
def test_words_of_one_family_share_a_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


@pytest.mark.parametrize(
    ("one", "other"), [("carie", "car"), ("taxe", "taxi"), ("mare", "mari"), ("papa", "papi")]
)
def test_expressions_keep_apart_words_that_stems_confuse(one: str, other: str) -> None:
    assert singular(one) != singular(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("koi", "quoi"),
        ("transpor", "transport"),
        ("solidère", "solidaire"),
        ("papié", "papier"),
        ("travo", "travaux"),
        ("finansé", "financer"),
        ("kantine", "cantine"),
        ("lojement", "logement"),
        ("itinerent", "itinérant"),
    ],
)
def test_words_that_sound_the_same_have_the_same_sound(typed: str, meant: str) -> None:
    assert sound(typed) == sound(meant)


def test_a_sounded_ending_differs_from_a_mute_one() -> None:
    assert sound("papier") != sound("papi")
