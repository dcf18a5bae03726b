"""From an update to what is to be done, by tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update, User

from bot.channels.telegram import sentences
from bot.channels.telegram.todo import Ask, ChatChange, Corrected, LookUp, Tell, Todo
from bot.channels.telegram.updates import read_update
from bot.conversation.events import Commanded, Pressed, Said

ME = User(42, "Tambour", is_bot=True, username="tambour_bot")
PERSON = {"id": 7, "is_bot": False, "first_name": "Camille"}
PRIVATE = {"id": 7, "type": "private"}
GROUP = {"id": -100, "type": "supergroup", "title": "Conseil"}


def _read(**update: Any) -> Todo | None:
    return read_update(Update.de_json({"update_id": 1, **update}, None), ME)


def _message(chat: dict[str, Any], **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1_790_000_000, "chat": chat, "from": PERSON, **content}


def _mention(text: str) -> dict[str, Any]:
    start = len(text[: text.index("@")].encode("utf-16-le")) // 2
    return {
        "text": text,
        "entities": [{"type": "mention", "offset": start, "length": len("@tambour_bot")}],
    }


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("mobilité jeunes", Said("mobilité jeunes")),
        ("/aide", Commanded("aide")),
        ("/Fiche 45", Commanded("fiche", "45")),
        ("/fiche@tambour_bot 45 ", Commanded("fiche", "45")),
        ("/fiche\n45", Commanded("fiche", "45")),
        ("/", Said("/")),
        ("/start", Commanded("start")),
        ("/start card_45", Commanded("fiche", "45")),
        ("/start theme_mobilite", Pressed("theme:mobilite")),
        ("/start theme_jeunes-autonomie", Pressed("theme:jeunes-autonomie")),
        ("/start need_mobilite-des-jeunes", Pressed("need:mobilite des jeunes")),
        ("/start folder_45-12-A", Pressed("list:45,12,A")),
        ("/start abonnement", Commanded("abonnement")),
        ("/start themes", Commanded("themes")),
        ("/start n'importe quoi", Commanded("start")),
        ("/start card_", Commanded("start")),
        ("a\ud83d b\x00c", Said("a\ufffd bc")),
        ("/fiche45", Commanded("fiche", "45")),
        ("/Fiche_45", Commanded("fiche", "45")),
        ("/ficheB", Commanded("fiche", "B")),
        ("/45", Commanded("fiche", "45")),
        ("/fiches", Commanded("fiches")),
        ("/B", Commanded("b")),
        ("écrire à @autre_bot", Said("écrire à @autre_bot")),
    ],
)
def test_what_is_written_in_private_is_asked(text: str, event: object) -> None:
    todo = _read(message=_message(PRIVATE, text=text))
    assert isinstance(todo, Ask)
    assert todo.event == event


OF_THE_BOT = {"reply_to_message": _message(GROUP, **{"from": ME.to_dict(), "text": "x"})}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
            sentences.UNSUPPORTED["voice"],
        ),
        ({"dice": {"emoji": "🎲", "value": 6}}, sentences.TEXT_ONLY),
        ({"contact": {"phone_number": "+33", "first_name": "A"}}, sentences.UNSUPPORTED["contact"]),
    ],
)
def test_what_is_no_text_gets_a_useful_word_in_private(
    content: dict[str, Any], sentence: str
) -> None:
    todo = _read(message=_message(PRIVATE, **content))
    assert isinstance(todo, Tell)
    assert todo.sentence == sentence


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("@tambour_bot mobilité jeunes", Said("mobilité jeunes")),
        ("@Tambour_Bot, mobilité jeunes", Said("mobilité jeunes")),
        ("@tambour_bot /fiche 45", Commanded("fiche", "45")),
        ("@tambour_bot", Commanded("aide")),
    ],
)
def test_the_name_of_the_bot_is_no_part_of_what_is_asked_in_private(
    text: str, event: object
) -> None:
    todo = _read(message=_message(PRIVATE, **_mention(text)))
    assert isinstance(todo, Ask)
    assert todo.event == event


@pytest.mark.parametrize(
    "content",
    [
        {"location": {"latitude": 50.0, "longitude": 3.0}},
        {"location": {"latitude": 50.0, "longitude": 3.0, "live_period": 900}},
        {
            "venue": {
                "location": {"latitude": 50.0, "longitude": 3.0},
                "title": "Mairie",
                "address": "1 place",
            }
        },
    ],
)
@pytest.mark.parametrize("where", [PRIVATE, GROUP])
def test_who_shares_a_location_is_asked_whether_they_are_there(
    content: dict[str, Any], where: dict[str, Any]
) -> None:
    todo = _read(message=_message(where, **content, **(OF_THE_BOT if where is GROUP else {})))
    assert isinstance(todo, Ask)
    assert todo.event == Pressed("here:50.0000,3.0000")


def test_the_caption_of_a_photo_is_a_question() -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    todo = _read(message=_message(PRIVATE, photo=photo, caption="mobilité"))
    assert isinstance(todo, Ask)
    assert todo.event == Said("mobilité")


def test_a_corrected_message_is_one_in_private_only() -> None:
    corrected = _read(edited_message=_message(PRIVATE, text="x", edit_date=1_790_009_000))
    assert isinstance(corrected, Corrected)
    assert corrected.source.date == datetime.fromtimestamp(1_790_009_000, UTC), (
        "what was written long ago may be corrected now"
    )
    assert _read(edited_message=_message(GROUP, text="/aide@tambour_bot")) is None
    assert (
        _read(edited_message=_message(PRIVATE, location={"latitude": 50.0, "longitude": 3.0}))
        is None
    )


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"channel_post": _message({"id": -200, "type": "channel"}, text="x")},
        {"message": _message(PRIVATE, pinned_message=_message(PRIVATE, text="x"))},
        {"message": _message(PRIVATE, text="une fiche", via_bot=ME.to_dict())},
        {"message": _message({"id": 7, "type": "commune"}, text="x")},
    ],
)
def test_nothing_is_done_of_the_rest(update: dict[str, Any]) -> None:
    assert _read(**update) is None


def test_a_press_is_an_event_and_knows_the_message_to_edit() -> None:
    query = {
        "id": "1",
        "from": PERSON,
        "chat_instance": "1",
        "data": "card:45",
        "message": _message(PRIVATE, text="x"),
    }
    todo = _read(callback_query=query)
    assert isinstance(todo, Ask)
    assert (todo.event, todo.source.message, todo.source.pressed) == (Pressed("card:45"), 5, "1")


def test_a_message_gone_is_not_edited() -> None:
    gone = {"message_id": 5, "date": 0, "chat": PRIVATE}
    todo = _read(
        callback_query={
            "id": "1",
            "from": PERSON,
            "chat_instance": "1",
            "data": "card:45",
            "message": gone,
        }
    )
    assert isinstance(todo, Ask)
    assert todo.source.message == 0


def test_an_inline_query_is_looked_up() -> None:
    query = {"id": "1", "from": PERSON, "query": "mobilité", "offset": "10"}
    assert _read(inline_query=query) == LookUp("1", "mobilité", "10", 7)


@pytest.mark.parametrize(
    ("status", "is_gone"),
    [
        ({"status": "kicked", "until_date": 0}, True),
        ({"status": "left"}, True),
        ({"status": "member"}, False),
    ],
)
def test_a_block_and_a_return_are_noted(status: dict[str, Any], is_gone: bool) -> None:
    member = {"user": ME.to_dict(), "status": "member"}
    change = {
        "chat": PRIVATE,
        "from": PERSON,
        "date": 1,
        "old_chat_member": member,
        "new_chat_member": member | status,
    }
    assert _read(my_chat_member=change) == ChatChange(7, is_gone)
