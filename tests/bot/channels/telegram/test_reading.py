"""Updates that the library can't parse are read in part: who wrote what, where."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, User

from bot.channels.telegram.reading import read
from bot.channels.telegram.todo import Ask, ChatChange, Tell
from bot.conversation.events import Commanded, Pressed, Said
from tests.bot.channels.telegram.test_updates import (
    GROUP,
    ME,
    OF_THE_BOT,
    PERSON,
    PRIVATE,
    _mention,
    _message,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NEW = {"poll": {"id": "1"}}  # no poll that the library knows


@pytest.fixture
def bot() -> Bot:
    bot = Bot("1:a")
    bot._bot_user = User(ME.id, ME.first_name, is_bot=True, username=ME.username)
    return bot


def _press(**more: Any) -> dict[str, Any]:
    return {
        "id": "1",
        "from": PERSON,
        "data": "card:45",
        "message": _message(PRIVATE, text="x", **NEW),
        **more,
    }


@pytest.mark.parametrize(
    ("update", "event"),
    [
        ({"message": _message(PRIVATE, text="mobilité", **NEW)}, Said("mobilité")),
        ({"message": _message(PRIVATE, caption="mobilité", photo=3)}, Said("mobilité")),
        ({"message": _message(PRIVATE, text="/fiche 45", date="soon")}, Commanded("fiche", "45")),
        ({"message": _message(PRIVATE, text="mobilité", date=10**30)}, Said("mobilité")),
        (
            {"message": _message(GROUP, **_mention("@tambour_bot mobilité"), **NEW)},
            Said("mobilité"),
        ),
        ({"message": _message(GROUP, **OF_THE_BOT, text="la 1", **NEW)}, Said("la 1")),
        ({"message": _message(GROUP, text="on mange quand ?", **NEW)}, None),
        ({"callback_query": _press()}, Pressed("card:45")),
        ({"callback_query": _press(message=3)}, None),
        ({"callback_query": _press(data=3)}, None),
        ({"message": 3}, None),
        ({"message": {"text": "bonjour"}}, None),
    ],
)
def test_what_is_asked_is_read_whatever_else_there_is(
    bot: Bot, update: dict[str, Any], event: object
) -> None:
    todo, _ = read({"update_id": 1, **update}, bot, NOW)
    assert (todo.event if isinstance(todo, Ask) else None) == event


def test_the_place_of_the_answer_is_read_too(bot: Bot) -> None:
    of_topic = _message(
        GROUP,
        text="/aide@tambour_bot",
        message_thread_id=9,
        is_topic_message=True,
        sender_chat=GROUP,
        **NEW,
    )
    todo, text = read({"update_id": 1, "message": of_topic}, bot, NOW)
    assert isinstance(todo, Ask)
    assert (todo.source.key, todo.source.message, todo.source.person, text) == (
        "telegram:-100/9",
        5,
        -100,
        "/aide@tambour_bot",
    )


@pytest.mark.parametrize("content", [NEW, {"photo": 3}, {"voice": "x"}])
def test_a_message_of_an_unknown_kind_gets_a_word_in_private(
    bot: Bot, content: dict[str, Any]
) -> None:
    assert isinstance(
        read({"update_id": 1, "message": _message(PRIVATE, **content)}, bot, NOW)[0], Tell
    )
    assert read({"update_id": 1, "message": _message(GROUP, **content)}, bot, NOW)[0] is None


def test_a_group_that_moves_is_followed(bot: Bot) -> None:
    moved = _message({"id": -5, "type": "group"}, migrate_to_chat_id=-100, **NEW)
    assert read({"update_id": 1, "message": moved}, bot, NOW)[0] == ChatChange(-5, became=-100)
