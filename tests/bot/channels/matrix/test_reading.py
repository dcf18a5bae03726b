"""What an event asks.

In private everything that is said, among several only what is for the bot; never its own words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import sentences
from bot.channels.matrix.names import Names, read_room, room_key, transaction
from bot.channels.matrix.reading import (
    Amended,
    Located,
    Me,
    Press,
    Reader,
    Remark,
    Room,
    Say,
    Withdrawn,
    keycap,
    number_of,
)

ME = "@tambour-aisne.gouv.fr:agent.tchap.example"
JEAN = "@jean.dupont-aisne.gouv.fr:agent.tchap.example"
READER = Reader(Me(ME, "Tambour [Aisne]"), Names("secret"), lambda event: event == "$mine")
ALONE, TOGETHER = Room("!a:b"), Room("!a:b", 5)


def event(kind: str = "m.room.message", sender: str = JEAN, /, **content: Any) -> dict[str, Any]:
    return {"type": kind, "sender": sender, "event_id": "$asked", "content": content}


def text(body: str, **more: Any) -> dict[str, Any]:
    return event(msgtype="m.text", body=body, **more)


REPLY = {"m.relates_to": {"m.in_reply_to": {"event_id": "$mine"}}}
IN_THREAD = {"rel_type": "m.thread", "event_id": "$root"}
FALLING_BACK = {
    "m.relates_to": IN_THREAD | {"is_falling_back": True, "m.in_reply_to": {"event_id": "$mine"}}
}


@pytest.mark.parametrize(
    ("asked", "room", "said"),
    [
        (text("mobilité jeunes"), ALONE, "mobilité jeunes"),
        (text("> <@x:y> avant\n> suite\n\nla 2"), ALONE, "la 2"),
        (text("mobilité jeunes"), TOGETHER, None),
        (text("Tambour : mobilité"), TOGETHER, "mobilité"),
        (text("bonjour @tambour"), TOGETHER, "bonjour"),
        (text("le tambour de village"), TOGETHER, None),
        (text("Tambour [Aisne]: mobilité jeunes"), TOGETHER, "mobilité jeunes"),
        (text("et la mobilité, tambour-aisne.gouv.fr ?"), TOGETHER, "et la mobilité, ?"),
        (text(f"{ME} mobilité"), TOGETHER, "mobilité"),
        (text("mobilité", **{"m.mentions": {"user_ids": [ME]}}), TOGETHER, "mobilité"),
        (text("mobilité", **{"m.mentions": {"user_ids": [JEAN]}}), TOGETHER, None),
        (text("la 2", **REPLY), TOGETHER, "la 2"),
        (text("la 2", **FALLING_BACK), TOGETHER, None),
        (text("Tambour [Aisne]"), TOGETHER, "/aide"),
    ],
)
def test_words_are_for_the_bot_where_it_is_alone_named_or_replied_to(
    asked: dict[str, Any], room: Room, said: str | None
) -> None:
    todo = READER.read(asked, room)
    assert (todo.text if isinstance(todo, Say) else todo) == said


@pytest.mark.parametrize(
    "ignored",
    [
        event("m.room.message", ME, msgtype="m.text", body="moi"),
        event(msgtype="m.notice", body="un autre robot"),
        event("m.room.topic", topic="x") | {"state_key": ""},
        event("m.reaction", **{"m.relates_to": {"event_id": "$mine", "key": "👍"}}),
        event("m.call.invite"),
        {"type": "m.room.message", "sender": JEAN},
        {},
    ],
)
def test_what_asks_nothing_is_let_be(ignored: dict[str, Any]) -> None:
    assert READER.read(ignored, ALONE) is None


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (event(msgtype="m.image", body="x"), sentences.UNSUPPORTED["photo"]),
        (event(msgtype="m.audio", body="x"), sentences.UNSUPPORTED["audio"]),
        (
            event(msgtype="m.audio", body="x", **{"org.matrix.msc3245.voice": {}}),
            sentences.UNSUPPORTED["voice"],
        ),
        (event(msgtype="m.file", body="x"), sentences.UNSUPPORTED["document"]),
        (event("m.sticker", body="x"), sentences.UNSUPPORTED["sticker"]),
        (event("org.matrix.msc3381.poll.start"), sentences.UNSUPPORTED["poll"]),
    ],
)
def test_what_holds_no_words_gets_the_sentence_of_its_kind(
    sent: dict[str, Any], sentence: str
) -> None:
    todo = READER.read(sent, ALONE)
    assert isinstance(todo, Remark)
    assert todo.sentence == sentence
    assert READER.read(sent, TOGETHER) is None


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("geo:49.8972,3.6281;u=35", "here:49.8972,3.6281"),
        ("geo:-49.5,3", "here:-49.5000,3.0000"),
        ("geo:1e300,3", "here"),
        ("", "here"),
    ],
)
def test_a_place_shared_asks_which_commune_it_is_in(address: str, data: str) -> None:
    shared = event(msgtype="m.location", body="x", geo_uri=address)
    todo = READER.read(shared, ALONE)
    assert isinstance(todo, Located)
    assert todo.data == data
    assert READER.read(shared, TOGETHER) is None


def test_a_key_of_a_telephone_presses_the_button_of_its_number() -> None:
    asked = event("m.reaction", **{"m.relates_to": {"event_id": "$mine", "key": "2\u20e3"}})
    todo = READER.read(asked, TOGETHER)
    assert isinstance(todo, Press)
    assert (todo.message, todo.number) == ("$mine", 2)
    assert [number_of(keycap(each)) for each in range(1, 10)] == list(range(1, 10))
    assert [number_of(sign) for sign in ("👍", "0\ufe0f\u20e3", "12", "")] == [0] * 4


@pytest.mark.parametrize("kind", ["org.matrix.msc3381.poll.response", "m.poll.response"])
def test_a_vote_presses_what_its_answer_carries(kind: str) -> None:
    relation = {"m.relates_to": {"event_id": "$mine", "rel_type": "m.reference"}}
    named = {
        "org.matrix.msc3381.poll.response": {"answers": ["level:2"]},
        "m.selections": ["level:2"],
    }
    todo = READER.read(event(kind, **relation, **named), ALONE)
    assert isinstance(todo, Press)
    assert (todo.message, todo.data) == ("$mine", "level:2")


def test_a_correction_and_a_withdrawal_name_their_message() -> None:
    new = {"m.new_content": {"msgtype": "m.text", "body": "mobilité"}}
    replaces = {"m.relates_to": {"rel_type": "m.replace", "event_id": "$first"}}
    todo = READER.read(text("* mobilité", **new, **replaces), ALONE)
    assert isinstance(todo, Amended)
    assert (todo.message, todo.text) == ("$first", "mobilité")
    taken = READER.read(event("m.room.redaction", redacts="$first"), ALONE)
    assert isinstance(taken, Withdrawn)
    assert taken.message == "$first"


def test_one_person_is_one_conversation_in_any_room_and_a_shared_room_one_by_thread() -> None:
    first, again = (READER.read(text("x"), Room(room)) for room in ("!a:b", "!c:d"))
    assert isinstance(first, Say)
    assert isinstance(again, Say)
    assert first.source.key == again.source.key
    in_thread = text("x", **{"m.relates_to": IN_THREAD, "m.mentions": {"user_ids": [ME]}})
    shared = READER.read(in_thread, TOGETHER)
    assert isinstance(shared, Say)
    assert shared.source.key == room_key("!a:b", "$root")
    assert read_room(shared.source.key) == ("!a:b", "$root")


def test_no_key_of_a_person_tells_who_it_is() -> None:
    key = Names("secret").person(JEAN)
    assert read_room(key) is None
    assert not any(part in key for part in ("jean", "dupont", "aisne", "@"))
    assert key != Names("another").person(JEAN)


def test_the_same_parts_make_the_same_transaction() -> None:
    assert transaction("!a", "$b", 1) == transaction("!a", "$b", 1) != transaction("!a", "$b", 2)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_NAMES = st.sampled_from(
    (
        "msgtype",
        "body",
        "m.relates_to",
        "m.mentions",
        "m.new_content",
        "org.matrix.msc3381.poll.response",
    )
)
_KINDS = st.sampled_from(
    (
        "m.room.message",
        "m.reaction",
        "m.room.redaction",
        "org.matrix.msc3381.poll.response",
        "m.sticker",
    )
)


@given(_KINDS, st.dictionaries(_NAMES, _JSON) | _JSON)
def test_no_event_whatever_it_holds_stops_the_bot(kind: str, content: Any) -> None:
    READER.read({"type": kind, "sender": JEAN, "content": content}, ALONE)
    READER.read({"type": kind, "sender": JEAN, "content": content}, TOGETHER)
