"""The folder keeps each thing once and in order.

Gone cards are told once, and it is emptied only when confirmed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.replies import LONGEST_DATA, WIDEST_ROW
from bot.conversation.session import Session

if TYPE_CHECKING:
    from bot.conversation.replies import Reply
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEPT = Session(folder=("45", "1", "S"))


def _after(world: World, session: Session, *events: Event) -> tuple[Session, Reply]:
    replies: tuple[Reply, ...] = ()
    for event in events:
        session, replies = respond(world, session, event, NOW)
    assert len(replies) == 1
    return session, replies[0]


def _data(reply: Reply) -> list[str]:
    return [button.data for button in reply.buttons]


@pytest.mark.parametrize(
    ("pressed", "folder", "says"),
    [
        ("keep:46", ("45", "1", "S", "46"), "est dans votre dossier"),
        ("keep:45", ("45", "1", "S"), "est déjà dans votre dossier"),
        ("keep:999", ("45", "1", "S"), "Il n’y a pas de fiche"),
        ("unkeep:1", ("45", "S"), "n’est plus dans votre dossier"),
        ("unkeep:46", ("45", "1", "S"), "n’est pas dans votre dossier"),
        ("up:S", ("45", "S", "1"), "2. Lutter contre la vacance"),
        ("up:45", ("45", "1", "S"), "Ranger mon dossier"),
        ("down:45", ("1", "45", "S"), "2. Avoir une offre"),
        ("down:S", ("45", "1", "S"), "Ranger mon dossier"),
        ("down:46", ("45", "1", "S"), "Ranger mon dossier"),
        ("folder-remove:1", ("45", "S"), "2. Lutter contre la vacance"),
        ("folder-remove:46", ("45", "1", "S"), "Ranger mon dossier"),
        ("folder:99", ("45", "1", "S"), "<b>Il y a 3 fiches dans votre dossier</b>"),
        ("folder:²", ("45", "1", "S"), "<b>Il y a 3 fiches dans votre dossier</b>"),
        ("export:docx", ("45", "1", "S"), "Emporter votre dossier"),
    ],
)
def test_each_press_changes_the_folder_and_says_so(
    world: World, pressed: str, folder: tuple[str, ...], says: str
) -> None:
    session, reply = _after(world, KEPT, Pressed(pressed))
    assert session.folder == folder
    assert says in reply.text


def test_a_card_that_was_kept_offers_to_be_taken_out(world: World) -> None:
    _, said = _after(world, Session(), Pressed("keep:45"))
    _, card = _after(world, Session(), Pressed("keep:45"), Pressed("card:45"))
    assert "unkeep:45" in _data(said)
    assert "unkeep:45" in _data(card)


@pytest.mark.parametrize(
    "event",
    [
        Pressed("folder"),
        Commanded("dossier"),
        Said("Mon dossier"),
        Said("dossier"),
        Said("mes fiches"),
    ],
)
def test_the_folder_lists_each_card_with_its_place_and_contact(world: World, event: Event) -> None:
    _, reply = _after(world, KEPT, event)
    assert "1. Avoir une offre de mobilité" in reply.text
    assert "📍 CA de la Région de Château-Thierry" in reply.text
    assert "missionlocale@mlchth.com" in reply.text
    assert {"card:45", "card:1", "card:S", "folder-edit:1", "folder-export", "folder-clear"} <= set(
        _data(reply)
    )


@pytest.mark.parametrize(
    "pressed",
    [
        "folder",
        "folder-edit",
        "folder-edit:2",
        "up:1",
        "folder-remove:1",
        "folder-clear",
        "folder-export",
        "export:vcf",
    ],
)
def test_an_empty_folder_says_how_to_fill_it(world: World, pressed: str) -> None:
    assert _after(world, Session(), Pressed(pressed))[1].text.startswith("Votre dossier est vide")


@pytest.mark.parametrize("verb", ["folder", "folder-edit"])
def test_a_folder_of_every_card_is_shown_by_pages_that_each_hold_in_a_message(
    world: World, verb: str
) -> None:
    everything = tuple(world.collection.cards)
    seen: list[str] = []
    pressed = f"{verb}:1"
    while pressed:
        _, reply = _after(world, Session(folder=everything), Pressed(pressed))
        assert all(len(row) <= WIDEST_ROW for row in reply.rows)
        assert all(1 <= len(data.encode()) <= LONGEST_DATA for data in _data(reply))
        seen += [
            data.partition(":")[2]
            for data in _data(reply)
            if data.startswith(("card:", "folder-move:"))
        ]
        pressed = next(
            (
                button.data
                for row in reply.rows
                for button in row
                if button.label == "Page suivante"
            ),
            "",
        )
    assert tuple(seen) == everything


def test_a_card_moved_past_the_end_of_a_page_is_shown_where_it_now_stands(world: World) -> None:
    everything = tuple(world.collection.cards)
    _, reply = _after(world, Session(folder=everything), Pressed(f"down:{everything[7]}"))
    assert f"down:{everything[7]}" in _data(reply)
    assert "\n<b>9. " in reply.text


@pytest.mark.parametrize(
    "pressed", ["folder", "folder-edit", "up:1", "folder-clear", "folder-export", "export:html"]
)
def test_cards_that_left_the_collection_are_told_once(world: World, pressed: str) -> None:
    session, reply = _after(world, Session(folder=("777", "45", "1", "888")), Pressed(pressed))
    assert reply.text.startswith("<i>Les fiches 777, 888 ne sont plus dans le recueil")
    assert set(session.folder) == {"45", "1"}
    assert "777" not in _after(world, session, Pressed(pressed))[1].text


def test_a_folder_whose_cards_all_left_says_so_and_is_empty(world: World) -> None:
    session, reply = _after(world, Session(folder=("777",)), Pressed("folder"))
    assert reply.text.startswith("<i>La fiche 777 n’est plus dans le recueil")
    assert "Votre dossier est vide" in reply.text
    assert not session.folder


def test_the_folder_is_emptied_only_by_the_confirmation_of_what_it_holds(world: World) -> None:
    session, asked = _after(world, KEPT, Pressed("folder-clear"))
    assert session.folder == KEPT.folder
    yes = _data(asked)[0]
    assert _after(world, session, Pressed(yes))[0].folder == ()
    fuller = replace(session, folder=(*session.folder, "46"))
    later, again = _after(world, fuller, Pressed(yes))
    assert later.folder == fuller.folder
    assert "Retirer les 4 fiches" in again.text


@pytest.mark.parametrize("kind", ["html", "vcf", "csv"])
def test_an_export_is_given_as_a_dated_file(world: World, kind: str) -> None:
    _, reply = _after(world, KEPT, Pressed("folder-export"), Pressed(f"export:{kind}"))
    assert reply.attachment
    assert reply.attachment.name == f"dossier-2026-11-23.{kind}"
    assert reply.attachment.content


def test_no_file_of_contacts_is_given_where_there_is_none(world: World) -> None:
    _, reply = _after(world, Session(folder=("5",)), Pressed("export:vcf"))
    assert reply.attachment is None
    assert "il n’y a pas de contact" in reply.text


def test_the_printed_folder_names_the_place_of_the_person(world: World) -> None:
    _, reply = _after(world, replace(KEPT, place="02"), Pressed("export:html"))
    assert reply.attachment
    assert '<p class="place">Aisne</p>' in reply.attachment.content.decode()


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("la 2", "<b>Fiche 1."),
        ("3", "<b>Fiche S."),
        ("la 9", "<b>Fiche 9."),
        ("la 99", "Il n’y a pas de fiche"),
    ],
)
def test_a_number_said_after_the_folder_is_that_of_the_folder(
    world: World, text: str, begins: str
) -> None:
    session, _ = _after(world, KEPT, Said("mobilité des jeunes"))
    assert _after(world, session, Pressed("folder"), Said(text))[1].text.startswith(begins)


def test_the_folder_outlives_a_day_of_silence(world: World) -> None:
    old = replace(KEPT, need="bus", seen=datetime(2026, 1, 1, tzinfo=UTC))
    assert _after(world, old, Pressed("folder"))[0].folder == KEPT.folder
