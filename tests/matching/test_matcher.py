"""What is understood, and what is found where.

Any text at all gets an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matching.explanation import explain
from matching.verdict import Outcome

if TYPE_CHECKING:
    from matching.matcher import Matcher


@pytest.mark.parametrize(
    ("need", "facet", "expected"),
    [
        ("aider les mamans solos", "audiences", "parents-solos"),
        ("les vieux du village", "audiences", "seniors"),
        ("nos ados s'ennuient", "audiences", "jeunes"),
        ("bus pour aller travailler", "themes", "mobilite"),
        ("qui finance une crèche", "intents", "funding"),
        ("qui appeler pour un CIAS", "intents", "contact"),
        ("c'est quoi un PETR", "intents", "what_is"),
        ("aides de la CAF", "partners", "caf"),
        ("l'agence régionale de santé", "partners", "ars"),
        ("crèche dans le 62", "places", "62"),
        ("crèche à Château-Thierry", "places", "02168"),
        ("crèche 02400", "places", "02168"),
        ("alimentation en Thiérache", "places", "Thiérache"),
        ("vacances dans l'Oise", "places", "60"),
        ("poser des caméras de vidéosurveillance", "topics", "videosurveillance"),
    ],
)
def test_a_need_is_understood(matcher: Matcher, need: str, facet: str, expected: str) -> None:
    assert expected in getattr(matcher.parser.parse(need), facet)


@pytest.mark.parametrize(
    ("need", "place"),
    [
        ("jeunes de 16 à 25 ans", "62"),
        ("arrêt de bus", "80147"),
        ("80 habitants sans médecin", "80"),
        ("ça ne va pas", "60"),
    ],
)
def test_a_common_word_or_number_is_no_place(matcher: Matcher, need: str, place: str) -> None:
    assert place not in matcher.parser.parse(need).places


@pytest.mark.parametrize(
    ("need", "units"),
    [
        (
            "je suis maire d'un village de 300 habitants, on a beaucoup de personnes âgées isolées",
            ["personnes âgées", "isolées"],
        ),
        (
            "Adjointe au maire, je cherche pour notre commune un médecin",
            ["adjointe au maire", "médecin"],
        ),
        ("depuis toujours nos jeunes vont chez leurs médecins", ["nos jeunes", "médecins"]),
        ("renover l'ecole", ["renover l’ecole"]),
    ],
)
def test_who_asks_and_the_words_of_grammar_are_set_aside(
    matcher: Matcher, need: str, units: list[str]
) -> None:
    assert [unit.label for unit in matcher.parser.parse(need).units] == units


@pytest.mark.parametrize("word", ["friche", "vieille"])
def test_what_is_french_is_not_corrected(matcher: Matcher, word: str) -> None:
    assert matcher.parser.parse(f"une {word}").corrected == ()


@pytest.mark.parametrize(
    ("need", "card"),
    [
        ("Laurence Loits", "45"),
        ("contact de Sandrine Mercier", "3"),
        ("l'agence de l'eau Artois-Picardie", "X"),
        ("Hersin-Coupigny", "39"),
        ("près de Lumbres, transport solidaire", "46"),
        ("transport à la demande dans la Somme", "47"),
    ],
)
def test_a_name_or_a_place_finds_its_card(matcher: Matcher, need: str, card: str) -> None:
    assert matcher.search(need, 1).matches[0].id == card


def test_a_place_alone_lists_what_was_done_there_first(matcher: Matcher) -> None:
    answer = matcher.search("Péronne", 3)
    assert answer.outcome is Outcome.FOUND
    assert {match.id for match in answer.matches} <= {"27", "42", "43"}


def test_a_place_ranks_but_does_not_exclude(matcher: Matcher) -> None:
    found = [match.id for match in matcher.search("transport à la demande en Thiérache", 5).matches]
    assert "47" in found


def test_nothing_gives_no_card_and_the_nearest_themes(matcher: Matcher) -> None:
    answer = matcher.search("expulser mon locataire et vidéosurveillance du lotissement", 5)
    assert (answer.outcome, answer.matches) == (Outcome.NOTHING, ())


def test_every_match_says_why(matcher: Matcher) -> None:
    assert all(
        match.reasons for match in matcher.search("mobilité jeunes dans l'Aisne", 10).matches
    )


def test_an_explanation_shows_each_part(matcher: Matcher) -> None:
    lines = explain(matcher, matcher.parser.parse("transpor des jeunes dans le 62"), 3)
    for part in (
        "corrigé : transpor → transport",
        "compris : « jeunes »",
        "issue : found",
        "territoire",
        "ressemblance",
    ):
        assert part in lines


def test_any_text_gets_an_answer(matcher: Matcher) -> None:
    # The matcher is no argument of what hypothesis calls: it would write it out for each example.
    @settings(max_examples=150, deadline=None)
    @given(st.text(max_size=4096))
    @example("")
    @example("a" * 4096)
    @example("é" * 4096)
    @example("\x00\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    @example("62 " * 1365)
    @example("transpor " * 455)
    def gets_an_answer(text: str) -> None:
        answer = matcher.search(text)
        assert (answer.outcome is Outcome.NOTHING) == (not answer.matches)

    gets_an_answer()


@pytest.mark.parametrize("need", ["je sais pas", "rien", "comment ça se passe"])
def test_words_of_no_meaning_find_nothing(matcher: Matcher, need: str) -> None:
    assert matcher.search(need).outcome is Outcome.NOTHING


@pytest.mark.parametrize(
    "need",
    [
        "quitter",
        "la suivante",
        "garde tout",
        "il faut combien d'habitants",
        "on est le maire",
        "les habitants",
    ],
)
def test_one_common_word_or_everyone_is_never_sure(matcher: Matcher, need: str) -> None:
    assert matcher.search(need).outcome is not Outcome.FOUND


@pytest.mark.parametrize("need", ["logement stp", "logement svp", "violence intrafamiliale"])
def test_polite_words_and_endings_are_no_corrections(matcher: Matcher, need: str) -> None:
    assert matcher.parser.parse(need).corrected == ()


def test_a_place_brings_no_card_that_hardly_answers(matcher: Matcher) -> None:
    found = matcher.search("la cantine de Vervins", 3).matches
    assert all(match.reasons != ("près de chez vous",) for match in found)


@pytest.mark.parametrize(
    ("need", "units"),
    [
        ("mairie de Vervins, une cantine", ["vervins", "cantine"]),
        ("la secrétaire de mairie de Vervins, papiers caf", ["vervins", "papiers", "caf"]),
        ("je suis maire à côté de Hirson, une épicerie", ["hirson", "épicerie"]),
        ("on est à Vervins, une crèche", ["vervins", "crèche"]),
        ("mobilité près d'Arras", ["mobilité", "arras"]),
    ],
)
def test_who_speaks_from_a_place_asks_nothing_about_mayors(
    matcher: Matcher, need: str, units: list[str]
) -> None:
    assert [unit.label for unit in matcher.parser.parse(need).units] == units


@pytest.mark.parametrize(
    ("need", "place"),
    [
        ("mobilité à Guise", "Guise"),
        ("mobilité à Montreuil", "Montreuil"),
        ("mobilité à Bray", "Bray-"),
        ("mobilité à Vervin", "Vervins"),
    ],
)
def test_a_capital_after_a_names_a_place(matcher: Matcher, need: str, place: str) -> None:
    places = matcher.parser.parse(need).places
    assert any(matcher.collection.places.communes[code].name.startswith(place) for code in places)


@pytest.mark.parametrize("name", ["Paris", "Trifouillis"])
def test_a_place_of_no_commune_of_the_region_is_said_and_set_aside(
    matcher: Matcher, name: str
) -> None:
    need = matcher.parser.parse(f"mobilité à {name}")
    assert (need.elsewhere, need.corrected, [unit.label for unit in need.units]) == (
        (name,),
        (),
        ["mobilité"],
    )


@pytest.mark.parametrize(
    "need", ["un repas à Noël", "s'inscrire à Pôle emploi", "aide à Domicile", "formation à Excel"]
)
def test_a_capital_after_a_is_not_always_a_place(matcher: Matcher, need: str) -> None:
    assert matcher.parser.parse(need).elsewhere == ()
