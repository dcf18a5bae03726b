"""From what Telegram brings to what is to be done.

It may be of a Bot API so new that the library can't parse it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from telegram import Update

from bot.channels.telegram.updates import read_reduced, read_update

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from telegram import Bot, User

    from bot.channels.telegram.todo import Todo

_NUMBERS = (
    "message_id",
    "message_thread_id",
    "edit_date",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)
_TEXTS = ("text", "caption", "media_group_id")
_log = logging.getLogger("tambour.telegram")


def read(raw: dict[str, Any], bot: Bot, now: datetime) -> tuple[Todo | None, str]:
    """Return what is to be done of an update, and the text it says.

    What can't be read whole is read in part.
    """
    try:
        return _read(raw, bot, read_update)
    except Exception as error:  # noqa: BLE001 - the library fails in many ways
        kinds = ", ".join(str(name) for name in raw if name != "update_id")
        _log.warning("an update could not be read whole (%s): %s", kinds, type(error).__name__)
    try:
        return _read(reduced(raw, int(now.timestamp())), bot, read_reduced)
    except Exception as error:  # noqa: BLE001 - the library fails in many ways
        _log.warning("nor in part: %s", type(error).__name__)
        return None, ""


def reduced(raw: dict[str, Any], now: int) -> dict[str, Any]:
    """Return of an update only what the bot can't do without: who wrote what, where.

    It is dated now where it has no date.
    """
    kept: dict[str, Any] = {"update_id": raw.get("update_id")}
    kept |= {
        kind: found
        for kind in ("message", "edited_message")
        if (found := _message(raw.get(kind), now))
    }
    if query := _query(raw.get("callback_query"), now):
        kept["callback_query"] = query
    return kept


def _read(
    raw: dict[str, Any], bot: Bot, read: Callable[[Update, User], Todo | None]
) -> tuple[Todo | None, str]:
    update = Update.de_json(raw, bot)
    written = update.message
    return read(update, bot.bot), (written.text or written.caption or "") if written else ""


def _message(raw: Any, now: int) -> dict[str, Any] | None:
    chat = _chat(raw.get("chat")) if isinstance(raw, dict) else None
    if chat is None:
        return None
    message = {"message_id": 0, "chat": chat}
    message |= {name: raw[name] for name in _NUMBERS if _is_number(raw.get(name))}
    message |= {name: raw[name] for name in _TEXTS if isinstance(raw.get(name), str)}
    message |= {name: person for name in ("from", "via_bot") if (person := _person(raw.get(name)))}
    if sender := _chat(raw.get("sender_chat")):
        message["sender_chat"] = sender
    if raw.get("is_topic_message") is True:
        message["is_topic_message"] = True
    date = raw.get("date")
    message["date"] = date if _is_number(date) and 0 <= date <= now else now
    topic = raw.get("direct_messages_topic")
    if isinstance(topic, dict) and _is_number(topic.get("topic_id")):
        message["direct_messages_topic"] = {"topic_id": topic["topic_id"]}
    for name in ("entities", "caption_entities"):
        message[name] = [each for each in map(_entity, _list(raw.get(name))) if each]
    if replied := _message({**_dict(raw.get("reply_to_message")), "reply_to_message": None}, now):
        message["reply_to_message"] = replied
    return message


def _query(raw: Any, now: int) -> dict[str, Any] | None:
    query = _dict(raw)
    person, message = _person(query.get("from")), _message(query.get("message"), now)
    if not (person and isinstance(query.get("id"), str) and isinstance(query.get("data"), str)):
        return None
    return {name: query[name] for name in ("id", "data")} | {
        "from": person,
        "message": message,
        "chat_instance": "",
    }


def _chat(raw: Any) -> dict[str, Any] | None:
    chat = _dict(raw)
    known = _is_number(chat.get("id")) and isinstance(chat.get("type"), str)
    return {"id": chat["id"], "type": chat["type"]} if known else None


def _person(raw: Any) -> dict[str, Any] | None:
    person = _dict(raw)
    if not _is_number(person.get("id")):
        return None
    return {"id": person["id"], "is_bot": person.get("is_bot") is True, "first_name": ""}


def _entity(raw: Any) -> dict[str, Any] | None:
    entity = _dict(raw)
    if not (
        isinstance(entity.get("type"), str)
        and _is_number(entity.get("offset"))
        and _is_number(entity.get("length"))
    ):
        return None
    return {name: entity[name] for name in ("type", "offset", "length")}


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
