"""Erasing says what goes, asks once, and leaves nothing of the chat."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.channels.keeper import Keeper
from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.session import Session
from bot.digest.outbox import Outbox
from bot.storage.store import ChatStanding, Store
from tests.bot.test_privacy import CHAT, FULL, NOW, NUMBER, _live, _rows, _told

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.world import World


def test_erasing_says_what_goes_and_asks_once(world: World) -> None:
    reply = respond(world, FULL, Commanded("effacer"), NOW)[1][0]
    for going in (
        "Somme",
        "2 fiches",
        "1 réponse et vos commentaires",
        "précédent",
        "dernière question",
        "abonnement",
        "gardées (1)",
    ):
        assert going in reply.text
    assert "messages que je vous ai envoyés" in reply.text
    session, (reply,) = respond(world, FULL, Pressed(reply.rows[0][0].data), NOW)
    assert replace(session, act="") == Session(erased=True)
    assert reply.text.startswith("C’est effacé")


@pytest.mark.parametrize(
    "event", [Pressed("erase"), Said("effacer mes données"), Said("Oubliez-moi !")]
)
def test_asking_erases_nothing_yet(world: World, event: Event) -> None:
    session, (reply,) = respond(world, Session(folder=("45",)), event, NOW)
    assert (session.folder, session.erased) == (("45",), False)
    assert "Tout effacer" in reply.text


@pytest.mark.parametrize(
    "data", ["erase-yes:2025-11-23", "erase-yes:2026-11-20", "erase-yes:demain"]
)
def test_an_old_confirmation_asks_again(world: World, data: str) -> None:
    session, (reply,) = respond(world, FULL, Pressed(data), NOW)
    assert session.folder == FULL.folder
    assert "Tout effacer" in reply.text


def test_a_person_of_whom_nothing_is_kept_is_told_so(world: World) -> None:
    assert "presque rien" in respond(world, Session(), Pressed("erase"), NOW)[1][0].text


def test_after_erasing_nothing_of_the_chat_is_left(world: World, tmp_path: Path) -> None:
    path = tmp_path / "tambour.db"
    with closing(Store(path)) as store, closing(Outbox(path)) as outbox:
        outbox.counts()  # what sends the digests has the file open as well
        keeper = Keeper(world, store)
        _live(keeper)
        keeper.handle(CHAT, Said("abonne-moi aux aides pour les jeunes"), NOW)
        keeper.handle("autre", Said("mobilité jeunes"), NOW)
        _told(path, CHAT)
        _told(path, "autre")
        store.save_standings({"telegram:-5": ChatStanding(became=NUMBER)}, NOW)
        keeper.handle(CHAT, Pressed("erase"), NOW)
        keeper.handle(CHAT, Pressed(f"erase-yes:{NOW.date()}"), NOW)
        assert not [row for table in _rows(path).values() for row in table if NUMBER in row]
        left = {table for table, rows in _rows(path).items() if any("autre" in row for row in rows)}
        assert left == {"sessions", "deliveries", "told", "turns", "standings"}, "others stay"
        for file in tmp_path.iterdir():
            assert CHAT.encode() not in file.read_bytes(), f"{file.name} still holds it"
        _, (reply,) = keeper.handle(CHAT, Said("retour"), NOW + timedelta(seconds=1))
        assert "plus votre question" in reply.text, "memory forgot as well"
