"""What only Telegram offers: a contact for the telephone, and links to share what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from telegram import User

from bot.channels.telegram.extras import contact_calls, contacts_to_keep, extra_row
from bot.channels.telegram.todo import Source
from bot.conversation.core import respond
from bot.conversation.events import Pressed, Said
from bot.conversation.replies import MOST_BUTTONS, Button, Reply
from bot.conversation.session import Session
from tests.bot.test_few_buttons import NOW, full

if TYPE_CHECKING:
    from bot.conversation.world import World

ME = User(1, "Tambour", is_bot=True, username="tambour_bot", supports_inline_queries=False)
FOLDER = Reply("", ((Button("Exporter", "folder-export"),),))
FOUND = Reply("", ((Button("Utile", "useful"),),))
CARD = "C"


def _row(world: World, event: Any, reply: Reply, session: Session, me: User = ME) -> list[str]:
    return [
        str(button.url or button.callback_data or "")
        for button in extra_row(event, reply, session, world, me)
    ]


def test_a_contact_is_given_as_the_telephone_keeps_it(world: World) -> None:
    (contact, *_) = contacts_to_keep(world, CARD) or pytest.fail("card C has a telephone")
    (call, *_) = contact_calls(Pressed(f"tg-contact:{CARD}"), world, Source(7, 7))
    assert call.arguments["phone_number"] == contact.phones[0]
    lines = call.arguments["vcard"].split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCARD", ["END:VCARD", ""])
    assert any(line.startswith("TEL;") for line in lines)


def test_every_contact_holds_in_what_telegram_takes(world: World) -> None:
    for card in world.collection.cards:
        for call in contact_calls(Pressed(f"tg-contact:{card}"), world, Source(7, 7)):
            assert len(call.arguments["vcard"].encode()) <= 2048


@pytest.mark.parametrize(
    "event", [Said("mobilité"), Pressed("contacts:45"), Pressed("tg-contact:999")]
)
def test_nothing_else_gives_contacts(world: World, event: Any) -> None:
    assert contact_calls(event, world, Source(7, 7)) == ()


@pytest.mark.parametrize(
    ("event", "reply", "session", "shared"),
    [
        (Pressed("share:45"), Reply(""), Session(), "start%3Dcard_45"),
        (Said("mon dossier"), FOLDER, Session(folder=("45", "3")), "start%3Dfolder_45-3"),
        (
            Said("mobilité jeunes"),
            FOUND,
            Session(need="mobilité jeunes"),
            "start%3Dneed_mobilite-jeunes",
        ),
        (
            Pressed("useful"),
            Reply("Merci"),
            Session(need="mobilité jeunes"),
            "start%3Dneed_mobilite-jeunes",
        ),
    ],
)
def test_what_is_shown_can_be_shared_by_a_link(
    world: World, event: Any, reply: Reply, session: Session, shared: str
) -> None:
    (address,) = _row(world, event, reply, session)
    assert address.startswith("https://t.me/share/url?")
    assert shared in address


@pytest.mark.parametrize("asked", ["need:mobilité jeunes", "folder", "subscription", "contacts:C"])
def test_what_is_added_leaves_six_buttons(aided_world: World, asked: str) -> None:
    session, replies = respond(aided_world, full(aided_world), Pressed(asked), NOW)
    extra = extra_row(Pressed(asked), replies[-1], session, aided_world, ME)
    assert sum(map(len, replies[-1].rows)) + len(extra) <= MOST_BUTTONS


@pytest.mark.parametrize(
    ("event", "reply", "session"),
    [
        (Said("mon dossier"), FOLDER, Session()),
        (Said("mobilité sans les jeunes"), FOUND, Session(need="mobilité", dropped=("jeunes",))),
        (Pressed("share:999"), Reply(""), Session()),
        (Said("bonjour"), Reply(""), Session()),
    ],
)
def test_nothing_is_offered_where_there_is_nothing_to_share(
    world: World, event: Any, reply: Reply, session: Session
) -> None:
    assert _row(world, event, reply, session) == []
