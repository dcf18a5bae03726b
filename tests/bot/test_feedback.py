"""What people think of an answer becomes notes.

They know the need and the card but not the person.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.events import Event, Pressed, Said
from bot.conversation.screens.feedback import LONGEST
from bot.conversation.session import Note, Session

if TYPE_CHECKING:
    from bot.conversation.replies import Reply
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _play(
    world: World, *events: Event, session: Session | None = None
) -> tuple[list[Note], Reply, Session]:
    """Return the notes of a conversation, its last reply and its session."""
    notes: list[Note] = []
    replies: tuple[Reply, ...] = ()
    session = session or Session()
    for event in events:
        session, replies = respond(world, session, event, NOW)
        notes += session.notes
    return notes, replies[-1], session


def _presses(reply: Reply) -> list[str]:
    return [button.data for row in reply.rows for button in row]


ASK = Said("mobilité jeunes")


@pytest.mark.parametrize(
    ("events", "noted"),
    [
        ((ASK, Pressed("useful")), Note("useful", "mobilité jeunes")),
        ((ASK, Said("utile")), Note("useful", "mobilité jeunes")),
        (
            (ASK, Said("dans l'Oise ?"), Pressed("useful")),
            Note("useful", "mobilité jeunes ; l’oise"),
        ),
        ((ASK, Pressed("card:45"), Pressed("useful")), Note("useful", "mobilité jeunes", "45")),
        ((ASK, Pressed("useless")), Note("useless", "mobilité jeunes")),
        ((ASK, Said("ce n'est pas ça")), Note("useless", "mobilité jeunes")),
        ((ASK, Pressed("reason:far")), Note("reason", "Trop loin de chez moi : mobilité jeunes")),
        (
            (ASK, Pressed("reason:other"), Said(" rien en bus ")),
            Note("reason", "Autre chose, rien en bus : mobilité jeunes"),
        ),
        ((Pressed("error:45"), Said("Numéro faux")), Note("error", "Numéro faux", "45")),
        (
            (Pressed("card:45"), Said("signaler une erreur"), Said("Numéro faux")),
            Note("error", "Numéro faux", "45"),
        ),
        ((Pressed("useful"),), Note("useful")),
        ((Pressed("reason:tried"),), Note("reason", "Déjà essayé")),
    ],
)
def test_what_is_thought_of_an_answer_is_noted(
    world: World, events: tuple[Event, ...], noted: Note
) -> None:
    notes, _, session = _play(world, *events)
    assert notes == [noted]
    assert session.waiting == ""


@pytest.mark.parametrize(
    ("events", "begins"),
    [
        ((Pressed("reason:disparu"),), "Merci de le dire"),
        ((Pressed("reason"),), "Merci de le dire"),
        ((Pressed("reason:other"), Said("   ")), "Dites-moi ce qui"),
        ((Pressed("error:45"), Said(" ")), "Quelle erreur"),
        ((Pressed("error:99"),), "Il n’y a pas de fiche"),
        ((Said("signaler une erreur"),), "Dans quelle fiche"),
    ],
)
def test_what_says_nothing_is_asked_again_and_not_noted(
    world: World, events: tuple[Event, ...], begins: str
) -> None:
    notes, reply, _ = _play(world, *events)
    assert notes == []
    assert reply.text.startswith(begins)


@pytest.mark.parametrize("ask", ["error:45", "reason:other"])
def test_a_long_text_is_cut_and_it_is_said(world: World, ask: str) -> None:
    notes, reply, _ = _play(world, Pressed(ask), Said("x" * (LONGEST + 1)))
    assert notes[0].text.count("x") == LONGEST
    assert "500 premiers caractères" in reply.text
    _, reply, _ = _play(world, Pressed(ask), Said("x" * LONGEST))
    assert "premiers" not in reply.text


@pytest.mark.parametrize("ask", ["error:45", "reason:other"])
def test_before_a_free_text_one_is_told_to_name_nobody(world: World, ask: str) -> None:
    assert "ni nom ni situation personnelle" in _play(world, Pressed(ask))[1].text


def test_a_button_pressed_meanwhile_leaves_the_error_unsaid(world: World) -> None:
    notes, _, _ = _play(world, Pressed("error:45"), Pressed("card:45"), Said("mobilité jeunes"))
    assert notes == []


@pytest.mark.parametrize(
    ("code", "place", "way_on"),
    [
        ("subject", "", "themes"),
        ("far", "", "place"),
        ("far", "80", "nearme"),
        ("tried", "", "next"),
        ("vague", "", "contacts:45"),
    ],
)
def test_each_reason_offers_its_way_on(world: World, code: str, place: str, way_on: str) -> None:
    _, reply, _ = _play(world, ASK, Pressed(f"reason:{code}"), session=Session(place=place))
    assert _presses(reply)[0] == way_on
