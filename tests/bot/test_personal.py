"""E-mail addresses, phone numbers and people's names are taken out.

They are in nothing of what is looked for and kept.
"""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.events import Said
from bot.conversation.personal import without_personal
from bot.conversation.session import Session
from tests.bot.test_dialogues import Scene

if TYPE_CHECKING:
    from bot.conversation.world import World


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("marie.dupont@orange.fr", ""),
        ("mon mail c'est mairie.hirson@orange.fr", ""),
        ("appelez moi au 0612345678", ""),
        ("+33 6 12 34 56 78 merci", ""),
        ("rappelez le 06/12/34/56/78 pour une crèche", "pour une crèche"),
        ("crèche, 0612 345 678", "crèche"),
        ("crèche, +33(0)6 12 34 56 78", "crèche"),
        ("Mme Lucette Bernard 03 23 11 22 33 rue Pasteur", ""),
        ("je m'appelle Lucette Bernard", ""),
        ("voici mon mail x@y.fr, je cherche une crèche", "je cherche une crèche"),
        ("transport pour mme durand, 84 ans", "transport , 84 ans"),
        ("Monsieur Jean-Paul Le Goff ne mange plus", "ne mange plus"),
        ("le docteur Martin part en retraite", "part en retraite"),
        ("crèche dans l'Oise, tél. 03.44.11.22.33", "crèche dans l'Oise"),
    ],
)
def test_names_and_coordinates_are_taken_out(written: str, left: str) -> None:
    assert without_personal(written) == left


@pytest.mark.parametrize(
    "written",
    [
        "Monsieur le maire cherche un médecin",
        "madame monsieur, bonjour",
        "mobilité 02500",
        "35 km pour aller au travail, 300 habitants",
        "M. le sous-préfet",
        "une crèche rue Pasteur",
        "la loi du 03 11 2025",
        "un budget de 300000000 sur 3 ans",
        "siret 213 004 567 00012",
        "mme la maire de Guise",
    ],
)
def test_what_names_nobody_stays(written: str) -> None:
    assert without_personal(written) == written


def test_whom_cards_give_to_call_may_be_asked_for(world: World) -> None:
    assert (
        without_personal("le contact de Mme Laurence Loits", world.contact_names)
        == "le contact de Mme Laurence Loits"
    )


@pytest.mark.parametrize(
    "written", ["marie.dupont@orange.fr zzz", "Mme Lucette Bernard 03 23 11 22 33 zzz"]
)
def test_a_need_that_found_nothing_is_noted_without_them(world: World, written: str) -> None:
    scene = Scene(world)
    session, _ = respond(world, Session(), Said(written), scene.now)
    assert [note.text for note in session.notes] == ["zzz"]


def test_a_word_without_end_is_read_at_once() -> None:
    began = process_time()
    assert without_personal("a" * 50_000) == "a" * 50_000
    assert process_time() - began < 2, "it took the square of its length"
