"""From a Telegram update to what is to be done.

It asks the conversation, says a sentence, looks up for another chat, or tells a block.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from telegram import ChatMember, Message, MessageEntity, Update

from bot.channels.telegram import sentences
from bot.channels.telegram.links import read_start
from bot.channels.telegram.todo import Ask, ChatChange, Corrected, LookUp, Source, Tell
from bot.channels.typed import HELP, clean, here, named_by, read_typed
from bot.conversation.events import Commanded, Event, Pressed

if TYPE_CHECKING:
    from telegram import CallbackQuery, ChatMemberUpdated, User

    from bot.channels.telegram.todo import Todo

ALLOWED = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
_GONE = (ChatMember.LEFT, ChatMember.BANNED)
# What a message holds that the person sent on purpose; anything else (a pinned message, a new
# title...) is no question.
_CONTENTS = (
    "voice",
    "audio",
    "photo",
    "video",
    "video_note",
    "sticker",
    "document",
    "animation",
    "location",
    "venue",
    "contact",
    "poll",
    "dice",
    "game",
    "story",
    "invoice",
    "successful_payment",
    "paid_media",
    "checklist",
    "passport_data",
    "web_app_data",
    "text",
)
# Of these, what is said to the bot when it answers a message of the bot's in a group; a sticker
# there is a smile.
_SAID_IN_GROUPS = (
    "voice",
    "audio",
    "photo",
    "video",
    "video_note",
    "document",
    "location",
    "venue",
)


def read_update(update: Update, me: User) -> Todo | None:
    """Return what to do of an update; None where nothing is."""
    if update.callback_query:
        return _pressed(update.callback_query)
    if query := update.inline_query:
        return LookUp(query.id, clean(query.query), query.offset, query.from_user.id)
    if update.my_chat_member:
        return _membership(update.my_chat_member)
    if update.message:
        return _written(update.message, me)
    if update.edited_message:
        return _edited(update.edited_message)
    return None


def read_reduced(update: Update, me: User) -> Todo | None:
    """Return what to do of an update of which only a part could be read.

    One in private is always answered.
    """
    todo, message = read_update(update, me), update.message
    if todo is None and message and message.chat.type == message.chat.PRIVATE:
        return Tell(sentences.TEXT_ONLY, _source(message))
    return todo


def _pressed(query: CallbackQuery) -> Ask | Tell | None:
    message = query.message
    if message is None:
        source = Source(query.from_user.id, query.from_user.id, pressed=query.id)
        return Tell(sentences.ONLY_HERE if query.data else "", source)
    seen = message if isinstance(message, Message) else None
    source = Source(
        message.chat.id,
        query.from_user.id,
        message.message_id if seen and seen.text else 0,
        _topic(seen) if seen else 0,
        message.chat.type != message.chat.PRIVATE,
        query.id,
        is_direct=bool(seen and seen.direct_messages_topic),
    )
    return Ask(Pressed(clean(query.data)), source) if query.data else Tell("", source)


def _membership(change: ChatMemberUpdated) -> ChatChange:
    return ChatChange(change.chat.id, change.new_chat_member.status in _GONE)


def _written(message: Message, me: User) -> Todo | None:
    if message.migrate_to_chat_id:
        return ChatChange(message.chat.id, became=message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return ChatChange(message.migrate_from_chat_id, became=message.chat.id)
    if message.via_bot and message.via_bot.id == me.id:
        return None  # a card that the person has just sent with @bot: it asks nothing
    source = _source(message)
    if message.chat.type == message.chat.PRIVATE:
        text = _named(message, me) or _text(message)
        return Ask(_event(clean(text)), source) if text else _unsupported(message, source)
    if message.chat.type == message.chat.CHANNEL or not source.person:
        return None
    return _written_in_group(message, source, me)


def _written_in_group(message: Message, source: Source, me: User) -> Ask | Tell | None:
    """Return what is asked of the bot in a group.

    It is a command, words with its name, or an answer to its message.
    """
    text = _text(message)
    if text.startswith("/"):
        event, name = _event(clean(text)), named_by(text)
        if (
            name is None
            and isinstance(event, Commanded)
            and event.name in sentences.PRIVATE_COMMANDS
        ):
            return Ask(event, source, is_unnamed=True)
        return Ask(event, source) if name and name.lower() == str(me.username).lower() else None
    if asked := _named(message, me):
        return Ask(_event(clean(asked)), source)
    replied = message.reply_to_message
    if not (replied and replied.from_user and replied.from_user.id == me.id):
        return None
    return (
        Ask(_event(clean(text)), source) if text else _unsupported(message, source, _SAID_IN_GROUPS)
    )


def _text(message: Message) -> str:
    return message.text or message.caption or ""


def _named(message: Message, me: User) -> str:
    """Return what is said to the bot by its name, without the name; "" where it is not named.

    Where the name is all, it is a call for help."""
    name, text = f"@{me.username}", _text(message)
    entities = (*message.entities, *message.caption_entities)
    mentions = (_span(text, each) for each in entities if each.type == MessageEntity.MENTION)
    if not any(said.lower() == name.lower() for said in mentions):
        return ""
    return re.sub(rf"{re.escape(name)}\b[ ,:]*", "", text, flags=re.IGNORECASE).strip() or HELP


def _span(text: str, entity: MessageEntity) -> str:
    """Return the words of an entity, whose place is counted in UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode(
        "utf-16-le", "replace"
    )


def _event(text: str) -> Event:
    """Return what a text means: a command, a link followed, or words."""
    event = read_typed(text)
    follows = isinstance(event, Commanded) and event.name == "start" and event.argument
    return read_start(follows) if follows else event


def _edited(message: Message) -> Corrected | None:
    """Return a message corrected in private; a live location that moves is none."""
    if message.chat.type != message.chat.PRIVATE or not _text(message):
        return None
    return Corrected(
        _text(message), replace(_source(message), date=message.edit_date or message.date)
    )


def _unsupported(
    message: Message, source: Source, kinds: tuple[str, ...] = _CONTENTS
) -> Ask | Tell | None:
    """Return what to do of a message without words, where it holds something of these kinds."""
    kind = next((kind for kind in kinds if getattr(message, kind, None)), "")
    if kind in ("location", "venue"):
        return Ask(Pressed(_located(message)), source)
    return Tell(sentences.UNSUPPORTED.get(kind, sentences.TEXT_ONLY), source) if kind else None


def _located(message: Message) -> str:
    """Return what a shared location, or the address of a place, says.

    It says what a button would that asks which commune it is in.
    """
    location = message.location or (message.venue.location if message.venue else None)
    return here(location.latitude, location.longitude) if location else "here"


def _source(message: Message) -> Source:
    """Return where a message comes from.

    Who writes as a group or a channel is that chat: `from` is then one for all.
    """
    writer = message.sender_chat or message.from_user
    return Source(
        message.chat.id,
        writer.id if writer else 0,
        message.message_id,
        _topic(message),
        message.chat.type != message.chat.PRIVATE,
        date=message.date,
        is_direct=bool(message.direct_messages_topic),
        album=message.media_group_id or "",
    )


def _topic(message: Message) -> int:
    if message.direct_messages_topic:
        return message.direct_messages_topic.topic_id
    return message.message_thread_id or 0 if message.is_topic_message else 0
