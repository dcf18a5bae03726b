"""Keys that are lost: few are asked for, and only what the maker of a key forwards is taken."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from nio.crypto.key_request import OutgoingKeyRequest
from nio.event_builders import RoomKeyRequestMessage

from bot.channels.matrix.key_requests import MOST_AT_ONCE, MOST_OPEN, KeyRequests

MEGOLM, MAKER = "m.megolm.v1.aes-sha2", "the curve of the device that wrote"


def client(asked: list[str], waiting: list[str]) -> SimpleNamespace:
    """Return a client that asked for these sessions, and is to ask for others."""
    messages = [
        RoomKeyRequestMessage("m.room_key_request", "@a:b", "D", {}, each, each, "!r", MEGOLM)
        for each in waiting
    ]
    olm = SimpleNamespace(
        outgoing_to_device_messages=messages,
        outgoing_key_requests={
            each: OutgoingKeyRequest(each, each, "!r", MEGOLM) for each in asked
        },
        store=SimpleNamespace(remove_outgoing_key_request=lambda _: None),
    )

    async def send() -> list[Any]:
        return []

    return SimpleNamespace(olm=olm, send_to_device_messages=send)


def test_a_flood_of_lost_keys_asks_for_few_and_forgets_the_first() -> None:
    flooded = client([f"a{n}" for n in range(MOST_OPEN + 9)], [f"w{n}" for n in range(300)])
    asyncio.run(KeyRequests(flooded).send())
    assert len(flooded.olm.outgoing_to_device_messages) == MOST_AT_ONCE
    assert next(iter(flooded.olm.outgoing_key_requests)) == "a9"


@pytest.mark.parametrize(
    ("session", "room", "maker", "is_taken"),
    [
        ("asked", "!r", MAKER, True),
        ("asked", "!r", "another device", False),
        ("asked", "!other", MAKER, False),
        ("never asked", "!r", MAKER, False),
    ],
)
def test_a_key_is_taken_where_it_was_asked_for_and_its_maker_gives_it(
    session: str, room: str, maker: str, is_taken: bool
) -> None:
    asking = client(["asked"], [])
    KeyRequests(asking)
    forwarded = SimpleNamespace(
        session_id=session,
        room_id=room,
        algorithm=MEGOLM,
        source={"content": {"sender_key": maker}},
    )
    assert asking.olm._should_accept_forward("@a:b", MAKER, forwarded) is is_taken


def test_a_key_is_asked_for_once() -> None:
    requests = KeyRequests(client(["asked"], ["waiting"]))
    assert [requests.is_asked(each) for each in ("asked", "waiting", "new")] == [True, True, False]
