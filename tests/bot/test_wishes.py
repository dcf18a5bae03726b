"""The wishes: what a few words ask, however they are put, and the words of a need that are left to the search."""

from __future__ import annotations

import pytest

from bot.conversation.wishes import LAST, Wish, wished


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("la deux", 2), ("deux", 2), ("numéro deux", 2), ("euh la deux", 2), ("ok la 2 alors", 2), ("1er", 1), ("2", 2)),
        *(
            ("ouvre la deuxième fiche", 2),
            ("la troisième fiche", 3),
            ("la 5 svp merci", 5),
            ("la dernière", LAST),
            ("la une", 1),
        ),
    ],
)
def test_a_card_in_sight_is_pointed_at_by_its_number(text: str, number: int) -> None:
    wish = wished(text)
    assert wish
    assert (wish.kind, wish.number, wish.card) == ("open", number, "")


@pytest.mark.parametrize(
    ("text", "card"),
    [
        *(("fiche 12", "12"), ("fiche numero 12", "12"), ("la fiche numéro 45 svp", "45"), ("n°12", "12")),
        *(("l'aide t", "T"), ("donne-moi la fiche 3", "3"), ("aide S", "S")),
    ],
)
def test_a_card_is_named_by_its_own_number_or_letter(text: str, card: str) -> None:
    wish = wished(text)
    assert wish
    assert (wish.kind, wish.number, wish.card) == ("open", 0, card)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("QUI FAUT IL APPELER", "contact"), ("qui je dois appeler", "contact"), ("et le deuxième contact ?", "contact")),
        *(("c'est où ?", "place"), ("c'est dans quel département", "place"), ("ils ont combien d'habitants", "population")),
        *(("comment ils ont fait", "steps"), ("par quoi on commence", "steps"), ("ça a coûté combien", "cost")),
        *(("le lien", "link"), ("jusqu'à quand", "deadline"), ("combien on peut avoir", "amount")),
        *(("comment je demande", "apply"), ("montre moi mon dossier", "folder"), ("imprimer", "print")),
        *(("garde tout", "keep_all"), ("je garde aussi celle là", "keep"), ("ajoute au dossier", "keep")),
        *(("annule", "stop"), ("quitter", "stop"), ("recommencer", "stop"), ("la suivante", "next"), ("les autres", "next")),
        *(("t'as autre chose ?", "next"), ("reviens à la liste", "back"), ("c'est pas ça du tout", "useless")),
        *(("merci bcp", "thanks"), ("MERCI BEAUCOUP MONSIEUR", "thanks"), ("ok super merci beaucoup", "thanks")),
        *(("merci pour ton aide", "thanks"), ("bonne soirée", "bye"), ("bonjour madame", "greet")),
        *(("bonjour, je suis le maire", "greet"), ("bonjour j'ai besoin d'aide", "help"), ("j'ai rien compris", "help")),
        *(("t'es un robot ?", "about"), ("vous êtes qui", "about"), ("je veux parler à un humain", "about")),
        *(("qui a écrit ces fiches", "about"), ("c'est vérifié ?", "about"), ("c'est gratuit ?", "about")),
        *(("ça marche pas", "useless"), ("c'est pas ce que je cherche", "useless"), ("je cherche autre chose", "stop")),
        *(("qui s'en occupe", "contact"), ("comment ils ont financé", "payment"), ("c'est cher ?", "cost")),
        *(("ça a marché ?", "figures"), ("mets la de côté", "keep"), ("vide mon dossier", "clear"), ("tu sers à quoi", "help")),
        *(("mes données vous en faites quoi", "privacy"), ("t nul", "useless"), ("je veux plus rien recevoir", "unsubscribe")),
    ],
)
def test_a_wish_is_recognised_however_it_is_put(text: str, kind: str) -> None:
    wish = wished(text)
    assert wish
    assert (wish.kind, wish.points) == (kind, False)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("met la 3 dans le dossier", Wish("keep", 3)),
        ("enlève la 2 de mon dossier", Wish("unkeep", 2)),
        ("et celui de la 2 ?", Wish("open", 2, goes_on=True, bare=True)),
        ("montre-moi la 2", Wish("open", 2)),
        ("qui finance la 1 ?", Wish("payment", 1)),
        ("y a une erreur dans la fiche 12", Wish("error", card="12")),
        ("le mail de la fiche 45 marche pas", Wish("error", card="45")),
    ],
)
def test_a_wish_may_be_about_a_card_that_it_names(text: str, wish: Wish) -> None:
    assert wished(text) == wish


@pytest.mark.parametrize(
    "text",
    [
        *("logement", "pas de médecin", "plus de bus", "aide à domicile", "et pour les femmes ?", "dans le 62", "02", "60000"),
        *("oui", "non", "monter un dossier de subvention", "deux classes ferment", "qui finance une cantine ?", "", "😀"),
        *("une épicerie", "contact CAF", "ouvrir une crèche", "robot tondeuse", "garder les enfants après l'école", "internet"),
    ],
)
def test_a_message_that_says_anything_else_is_no_wish(text: str) -> None:
    assert wished(text) is None
