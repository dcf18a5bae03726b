"""From an update of a group or of a channel to what is to be done, by tables."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.telegram import sentences
from bot.channels.telegram.rendering import place
from bot.channels.telegram.todo import Ask, ChatChange, Tell
from bot.conversation.events import Commanded, Said
from tests.bot.channels.telegram.test_updates import (
    GROUP,
    ME,
    OF_THE_BOT,
    PERSON,
    _mention,
    _message,
    _read,
)


@pytest.mark.parametrize(
    ("content", "event"),
    [
        ({"text": "/aide@tambour_bot"}, Commanded("aide")),
        ({"text": "/fiche@Tambour_Bot 45"}, Commanded("fiche", "45")),
        (_mention("@tambour_bot mobilité jeunes"), Said("mobilité jeunes")),
        (_mention("😀 dis @tambour_bot, mobilité ?"), Said("😀 dis mobilité ?")),
        (_mention("@tambour_bot"), Commanded("aide")),
        (
            {
                "text": "la 1",
                "reply_to_message": _message(GROUP, **{"from": ME.to_dict(), "text": "x"}),
            },
            Said("la 1"),
        ),
        ({"text": "/aide@autre_bot"}, None),
        ({"text": "/inconnue"}, None),
        ({"text": "/aide@tambour_botte"}, None),
        ({"text": "mobilité jeunes"}, None),
        ({"text": "écrire à @tambour_bot.fr"}, None),
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}}, None),
        ({"new_chat_title": "Conseil"}, None),
    ],
)
def test_in_a_group_only_what_is_addressed_to_the_bot_is_asked(
    content: dict[str, Any], event: object
) -> None:
    todo = _read(message=_message(GROUP, **content))
    assert (todo.event if isinstance(todo, Ask) else todo) == event


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/aide", Commanded("aide")),
        ("/fiche 45", Commanded("fiche", "45")),
        ("/fiche45", Commanded("fiche", "45")),
        ("/territoire Guise", Commanded("territoire", "Guise")),
    ],
)
def test_a_command_that_names_no_bot_is_known_as_such_in_a_group(text: str, event: object) -> None:
    todo = _read(message=_message(GROUP, text=text))
    assert isinstance(todo, Ask)
    assert (todo.event, todo.is_unnamed) == (event, True)


PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
VOICE = {"file_id": "a", "file_unique_id": "b", "duration": 1}


def _captioned(text: str) -> dict[str, Any]:
    mention = _mention(text)
    return {"photo": PHOTO, "caption": mention["text"], "caption_entities": mention["entities"]}


@pytest.mark.parametrize(
    ("content", "event"),
    [
        (_captioned("@tambour_bot mobilité jeunes"), Said("mobilité jeunes")),
        (_captioned("😀 @tambour_bot"), Said("😀")),
        ({"photo": PHOTO, "caption": "/fiche@tambour_bot 45"}, Commanded("fiche", "45")),
        (OF_THE_BOT | {"photo": PHOTO, "caption": "et ici ?"}, Said("et ici ?")),
        ({"photo": PHOTO, "caption": "le repas des aînés"}, None),
        ({"photo": PHOTO}, None),
    ],
)
def test_the_caption_of_a_picture_is_read_in_a_group(
    content: dict[str, Any], event: object
) -> None:
    todo = _read(message=_message(GROUP, **content))
    assert (todo.event if isinstance(todo, Ask) else todo) == event


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (OF_THE_BOT | {"voice": VOICE}, sentences.UNSUPPORTED["voice"]),
        (OF_THE_BOT | {"photo": PHOTO}, sentences.UNSUPPORTED["photo"]),
        (OF_THE_BOT | {"dice": {"emoji": "🎲", "value": 6}}, None),
        (OF_THE_BOT | {"new_chat_title": "Conseil"}, None),
        ({"voice": VOICE}, None),
    ],
)
def test_what_answers_the_bot_without_words_gets_a_useful_word_in_a_group(
    content: dict[str, Any], sentence: str
) -> None:
    todo = _read(message=_message(GROUP, **content))
    assert (todo.sentence if isinstance(todo, Tell) else todo) == sentence


ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
CHANNEL = {"id": -200, "type": "channel", "title": "Nouvelles"}


@pytest.mark.parametrize(
    ("sender", "sender_chat", "person"),
    [
        (ANONYMOUS, GROUP, -100),
        (CHANNEL_BOT, CHANNEL, -200),
        (TELEGRAM, CHANNEL, -200),
        (PERSON, None, 7),
    ],
)
def test_who_writes_in_the_name_of_a_chat_is_that_chat(
    sender: dict[str, Any], sender_chat: dict[str, Any] | None, person: int
) -> None:
    written = {"text": "/aide@tambour_bot", "from": sender} | (
        {"sender_chat": sender_chat} if sender_chat else {}
    )
    todo = _read(message=_message(GROUP, **written))
    assert isinstance(todo, Ask)
    assert todo.source.person == person


def test_a_group_is_answered_in_the_topic_and_under_the_message() -> None:
    todo = _read(
        message=_message(
            GROUP, text="/aide@tambour_bot", message_thread_id=9, is_topic_message=True
        )
    )
    assert isinstance(todo, Ask)
    assert (todo.source.chat, todo.source.topic, todo.source.message, todo.source.is_group) == (
        -100,
        9,
        5,
        True,
    )
    assert todo.source.key == "telegram:-100/9"


def test_a_location_that_does_not_answer_the_bot_is_not_read_in_a_group() -> None:
    assert _read(message=_message(GROUP, location={"latitude": 50.0, "longitude": 3.0})) is None


@pytest.mark.parametrize(
    "asked",
    [{"text": "/aide@tambour_bot"}, _mention("@tambour_bot mobilité"), OF_THE_BOT | {"text": "x"}],
)
def test_what_one_writes_to_a_channel_is_answered_in_its_own_topic(asked: dict[str, Any]) -> None:
    chat = {"id": -100, "type": "supergroup", "title": "Nouvelles", "is_direct_messages": True}
    todo = _read(
        message=_message(chat, **asked, direct_messages_topic={"topic_id": 9, "user": PERSON})
    )
    assert isinstance(todo, Ask)
    assert todo.source.key == "telegram:-100/d9"
    assert place(todo.source)["direct_messages_topic_id"] == 9
    assert "message_thread_id" not in place(todo.source)


def test_a_group_that_became_a_supergroup_is_followed_either_way() -> None:
    old = {"id": -5, "type": "group", "title": "Conseil"}
    assert _read(message=_message(old, migrate_to_chat_id=-100)) == ChatChange(-5, became=-100)
    assert _read(message=_message(GROUP, migrate_from_chat_id=-5)) == ChatChange(-5, became=-100)
