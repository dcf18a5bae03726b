"""What asks for aids or for a subscription is told from what asks for cards, and its words are left as typed."""

from __future__ import annotations

import pytest

from bot.conversation.asking_aids import aids_asked, stop_asked, subscription_asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("quelles aides pour la rénovation énergétique de l’école ?", "la rénovation énergétique de l’école"),
        ("Bonjour, quelles aides pour les jeunes svp ?", "les jeunes"),
        ("aides ouvertes pour les seniors", "les seniors"),
        ("subvention pour un city-stade", "un city-stade"),
        ("je cherche une subvention pour l'église de Vervins", "l'église de Vervins"),
        ("Quelle subvention demander pour un abribus ?", "un abribus"),
        ("quels appels à projets pour l'eau", "l'eau"),
        ("appel à projets mobilité", "mobilité"),
        ("quelles aides y a-t-il pour la voirie", "la voirie"),
        ("quelles aides dans l'Aisne ?", "l'Aisne"),
        ("y a-t-il des aides pour un verger ?", "un verger"),
        ("subventions DETR", "DETR"),
        ("aides dans l'Oise pour le vélo", "dans l'Oise pour le vélo"),
        ("les aides ouvertes", ""),
        ("quelles aides ?", ""),
        ("aide", None),
        ("aide N", None),
        ("aides à domicile sans voiture", None),
        ("aide pour les jeunes", None),
        ("aide alimentaire", None),
        ("qui finance une épicerie solidaire ?", None),
        ("mes anciens n’ont plus de médecin", None),
        ("", None),
        ("aides pour " + "x" * 500, None),
    ],
)
def test_aids_are_asked_for_in_many_ways(text: str, asked: str | None) -> None:
    assert aids_asked(text) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("abonne-moi aux aides pour les jeunes dans l’Aisne", "les jeunes dans l’Aisne"),
        ("Abonnez-moi !", ""),
        ("je veux m'abonner", ""),
        ("abonne moi aux aides sur l'eau", "l'eau"),
        ("préviens-moi des nouvelles aides pour l'école", "l'école"),
        ("inscrivez-moi aux aides pour les seniors à Vervins", "les seniors à Vervins"),
        ("mon abonnement", None),
        ("abonnement de bus pour les jeunes", None),
    ],
)
def test_a_subscription_is_asked_for_in_one_sentence(text: str, asked: str | None) -> None:
    assert subscription_asked(text) == asked


@pytest.mark.parametrize(
    "text", ["arrête les messages", "Désabonne-moi", "me désabonner", "stop aux messages", "arrêtez de m'écrire"]
)
def test_stopping_is_understood(text: str) -> None:
    assert stop_asked(text)


@pytest.mark.parametrize("text", ["stop", "arrête", "arrêt de bus", "plus de médecins", "plus"])
def test_what_only_looks_like_stopping_is_left(text: str) -> None:
    assert not stop_asked(text)
