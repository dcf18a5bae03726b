"""The partners: what a body does, in which role, and the cards it helps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.replies import LONGEST_DATA
from bot.conversation.session import Session

if TYPE_CHECKING:
    from bot.conversation.replies import Reply
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _reply(world: World, event: Event) -> Reply:
    return respond(world, Session(), event, NOW)[1][-1]


def _pressable(reply: Reply) -> list[str]:
    return [button.data for button in reply.buttons]


@pytest.mark.parametrize(
    ("event", "partner"),
    [
        (Pressed("partner:caf"), "CAF"),
        (Said("CAF"), "CAF"),
        (Said("la caf"), "CAF"),
        (Said("Banque des Territoires"), "Banque des Territoires"),
        (Said("Caisse d'allocations familiales"), "CAF"),
        (Said("que fait la CAF ?"), "CAF"),
        (Said("que fait l'ANCT"), "ANCT"),
        (Said("qui est l'ANDES ?"), "ANDES"),
        (Said("à quoi sert le PETR ?"), "PETR"),
        (Said("c'est quoi la mission locale"), "Mission locale"),
        (Said("c'est quoi la mision locale"), "Mission locale"),
        (Said("c'est quoi un sous-préfet"), "Sous-préfet"),
        (Commanded("partenaires", "anct"), "ANCT"),
    ],
)
def test_a_partner_is_shown_by_button_name_or_question(
    world: World, event: Event, partner: str
) -> None:
    assert _reply(world, event).text.startswith(f"<b>{partner}</b>\n")


@pytest.mark.parametrize(
    "text",
    [
        "centre social",
        "hôpital",
        "mission locale",
        "qui est le référent ?",
        "vacances des enfants avec la CAF",
        "PVD",
        "CIAS",
    ],
)
def test_a_need_that_names_more_or_something_common_is_left_to_the_matcher(
    world: World, text: str
) -> None:
    assert "Son rôle" not in _reply(world, Said(text)).text


def test_a_partner_says_its_role_addresses_and_cards(world: World) -> None:
    reply = _reply(world, Pressed("partner:caf"))
    assert "Son rôle\u202f: financer" in reply.text
    assert "https://www.caf.fr" in reply.text
    assert "3. Faire du centre social un catalyseur" in reply.text
    assert "card:3" in _pressable(reply)


@pytest.mark.parametrize(
    "event",
    [
        Pressed("partners"),
        Commanded("partenaires"),
        Said("les partenaires"),
        Pressed("partner:disparu"),
    ],
)
def test_the_list_is_the_way_to_every_partner(world: World, event: Event) -> None:
    first = _reply(world, event)
    pages = [
        first,
        *(
            _reply(world, Pressed(data))
            for data in _pressable(first)
            if data.startswith("partners:")
        ),
    ]
    reached = {data for page in pages for data in _pressable(page) if data.startswith("partner:")}
    assert reached == {f"partner:{partner}" for partner in world.collection.partners}


def test_a_page_that_is_gone_is_the_first(world: World) -> None:
    assert _reply(world, Pressed("partners:999")) == _reply(world, Pressed("partners"))


def test_every_partner_can_be_shown(world: World) -> None:
    for partner in world.collection.partners:
        reply = _reply(world, Pressed(f"partner:{partner}"))
        assert "None" not in reply.text
        assert all(1 <= len(data.encode()) <= LONGEST_DATA for data in _pressable(reply))
