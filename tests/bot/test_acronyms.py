"""The acronyms: explained when asked, left to the matcher when they are a need."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.replies import LONGEST_DATA
from bot.conversation.session import Session
from matching.words import fold

if TYPE_CHECKING:
    from bot.conversation.replies import Reply
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _replies(world: World, event: Event) -> tuple[Reply, ...]:
    return respond(world, Session(), event, NOW)[1]


def _pressable(reply: Reply) -> list[str]:
    return [button.data for button in reply.buttons]


@pytest.mark.parametrize(
    ("event", "acronym"),
    [
        (Said("c'est quoi un CIAS ?"), "CIAS"),
        (Said("CIAS ?"), "CIAS"),
        (Said("le C.I.A.S. ?"), "CIAS"),
        (Said("que veut dire PAT"), "PAT"),
        (Said("ça veut dire quoi pat"), "PAT"),
        (Said("c koi un ephad"), "EHPAD"),
        (Said("C'EST QUOI LA DETR ?"), "DETR"),
        (Said("opah-ru ?"), "OPAH-RU"),
        (Said("signification du sigle MSAP"), "MFS"),
        (Said("c'est quoi un centre intercommunal d'action sociale ?"), "CIAS"),
        (Said("TZNR ?"), "TZNR"),
        (Pressed("acronym:opah-ru"), "OPAH-RU"),
        (Commanded("sigles", "la CAF"), "CAF"),
    ],
)
def test_an_acronym_is_explained(world: World, event: Event, acronym: str) -> None:
    assert _replies(world, event)[0].text.startswith(f"<b>{acronym}</b>")


def test_acronyms_that_are_compared_are_explained_one_after_the_other(world: World) -> None:
    replies = _replies(world, Said("quelle différence entre un CCAS et un CIAS ?"))
    assert [reply.text.split("</b>")[0] for reply in replies] == ["<b>CCAS", "<b>CIAS"]


@pytest.mark.parametrize(
    "text",
    ["PVD", "TZNR", "CIAS", "c'est quoi une épicerie solidaire ?", "à quoi sert un tiers lieu"],
)
def test_a_need_is_answered_with_cards(world: World, text: str) -> None:
    session, _ = respond(world, Session(), Said(text), NOW)
    assert session.offered


@pytest.mark.parametrize(
    "event",
    [Said("c'est quoi un XYZW ?"), Said("que veut dire le SGAR"), Pressed("acronym:disparu")],
)
def test_an_unknown_acronym_is_said_so_with_the_list(world: World, event: Event) -> None:
    (reply,) = _replies(world, event)
    assert "Je ne connais pas le sigle" in reply.text
    assert "acronyms" in _pressable(reply)


def test_an_acronym_opens_its_theme_its_partner_and_its_cards(world: World) -> None:
    doors = _pressable(_replies(world, Pressed("acronym:cias"))[0])
    assert {
        "theme:mutualiser",
        "partner:ccas",
        "need:CIAS Centre intercommunal d'action sociale",
    } <= set(doors)
    assert "need:EHPAD" in _pressable(_replies(world, Pressed("acronym:ehpad"))[0])


@pytest.mark.parametrize(
    "event", [Pressed("acronyms"), Commanded("sigles"), Said("les sigles"), Pressed("acronyms:9")]
)
def test_the_list_is_the_way_to_every_acronym(world: World, event: Event) -> None:
    (first,) = _replies(world, event)
    letters = [data for data in _pressable(first) if data.startswith("acronyms:")]
    reached = {
        data for letter in letters for data in _pressable(_replies(world, Pressed(letter))[-1])
    }
    assert {f"acronym:{fold(each.acronym)}" for each in world.collection.acronyms} <= reached


@pytest.mark.slow
def test_every_acronym_can_be_asked_and_shown(world: World) -> None:
    for acronym in world.collection.acronyms:
        (pressed,) = _replies(world, Pressed(f"acronym:{fold(acronym.acronym)}"))
        (asked,) = _replies(world, Said(f"c'est quoi {acronym.acronym} ?"))
        assert pressed == asked
        assert pressed.text.startswith(f"<b>{acronym.acronym}</b>")
        assert all(1 <= len(data.encode()) <= LONGEST_DATA for data in _pressable(pressed))


def test_what_was_typed_is_escaped(world: World) -> None:
    assert "<X" not in _replies(world, Pressed("acronym:<XYZ>"))[0].text
