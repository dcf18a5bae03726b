"""Several orders or questions in one message are answered one after the other; others are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.acts import InTurn
from bot.conversation.events import Said
from tests.bot.hearing.hearing import heard

if TYPE_CHECKING:
    from bot.conversation.world import World

LIST = (Said("mobilité jeunes"),)
CARD = (*LIST, Said("la 45"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("garde la 1 et montre la 3", ("garde la 1", "montre la 3")),
        ("ouvre la 3 puis garde-la", ("ouvre la 3", "garde-la")),
        ("garde la 46, ouvre la 47 et donne moi son numéro",
         ("garde la 46", "ouvre la 47", "donne moi son numéro")),
        ("pouvez-vous garder la 2 et me donner le mail de la 1 svp",
         ("pouvez-vous garder la 2", "me donner le mail de la 1 svp")),
        ("le coût et le contact de la 2", ("le coût fiche 30", "le contact de la 2")),
        ("envoie moi le tarif et le tel de la première",
         ("envoie moi le tarif fiche 45", "le tel de la première")),
    ],
)  # fmt: skip
def test_orders_said_of_a_list(world: World, text: str, parts: tuple[str, ...]) -> None:
    assert heard(world, text, *LIST).act == InTurn(parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("qui a financé et depuis quand ça tourne", ("qui a financé", "depuis quand ça tourne")),
        ("cmb sa coute é ki apelé", ("cmb sa coute", "ki apelé")),
        ("garde sa é donne le contact", ("garde sa", "donne le contact")),
        ("je la garde et je veux bien le téléphone",
         ("je la garde", "je veux bien le téléphone")),
        ("c'est quoi une mission locale ? et qui paie ?",
         ("c'est quoi une mission locale", "qui paie ?")),
        ("garde-la et trouve-moi des choses sur l'illettrisme",
         ("garde-la", "trouve-moi des choses sur l'illettrisme")),
        ("enlève-la du dossier et ouvre la 46", ("enlève-la du dossier", "ouvre la 46")),
    ],
)  # fmt: skip
def test_orders_and_questions_said_of_a_card(
    world: World, text: str, parts: tuple[str, ...]
) -> None:
    assert heard(world, text, *CARD).act == InTurn(parts)


@pytest.mark.parametrize(
    "text",
    [
        # one order, of several cards
        "garde la 1 et la 2",
        "ouvre la 46 et pas la 47",
        "compare la 1 et la 2",
        "le contact de la 1 et de la 3",
        "la 1, la 2 et la 3",
        # one question, of several bodies or things
        "est-ce que la CAF et la MSA paient",
        "c'est quoi la différence entre la CAF et la MSA",
        "combien de scooters et de voitures",
        "qui a eu l'idée et l'argent",
        # the same thing in two words
        "donne moi le mail et le téléphone",
        "le nom et le téléphone",
        # a second word that asks nothing alone
        "qui finance et combien",
        "où et quand",
        "comment et pourquoi ça marche",
        # what is said beside one order
        "garde-la, elle est bien",
        "montre-moi la 2 et merci beaucoup",
        "non, garde la 2",
        "garde-la et préviens-moi",
        "ok merci, c'est qui le contact ?",
        # needs and their changes
        "comment aider les jeunes et où trouver de l'argent",
        "on ouvre une crèche et on garde les enfants le soir",
        "garde d'enfants et transport",
        "lire et écrire",
        "enlève les jeunes et mets les seniors",
        "et dans l'Oise, qui a fait ça ?",
    ],
)
@pytest.mark.parametrize("before", [LIST, CARD])
def test_what_is_one_thing_stays_whole(world: World, text: str, before: tuple[Said, ...]) -> None:
    assert not isinstance(heard(world, text, *before).act, InTurn)


@pytest.mark.parametrize(
    "text",
    [
        "garde les gosses le soir et ouvre le samedi",
        "montrer la commune et donner envie aux familles de venir",
        "où se soigner et comment y aller",
    ],
)
def test_a_first_need_stays_whole(world: World, text: str) -> None:
    assert not isinstance(heard(world, text).act, InTurn)
