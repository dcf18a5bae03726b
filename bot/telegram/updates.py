"""From a Telegram update to what is to be done: ask the conversation, say a sentence, look up for another chat, a block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import ChatMember, Message, MessageEntity, Update

from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.telegram import sentences
from bot.telegram.links import read_start
from matching.words import fold

if TYPE_CHECKING:
    from datetime import datetime

    from telegram import CallbackQuery, ChatMemberUpdated, User

ALLOWED = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
_LONGEST_TEXT = 4096
_GONE = (ChatMember.LEFT, ChatMember.BANNED)
# What a message holds that the person sent on purpose; anything else (a pinned message, a new title...) is no question.
_CONTENTS = (
    *("voice", "audio", "photo", "video", "video_note", "sticker", "document", "animation", "location", "venue", "contact"),
    *("poll", "dice", "game", "story", "invoice", "successful_payment", "paid_media", "checklist", "passport_data"),
    *("web_app_data", "text"),
)
_COMMAND = re.compile(r"/([^\s@/]{1,32})(?:@(\w{1,64}))?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """Where something comes from, and where the answer goes: the chat, its topic, the message in question, who wrote it.

    `pressed` is the identity of a press; `message` is then the message pressed, or 0 where it can't be edited."""

    chat: int
    person: int
    message: int = 0
    topic: int = 0
    is_group: bool = False
    pressed: str = ""
    date: datetime | None = None

    @property
    def key(self) -> str:
        """Return the name of the conversation: one a chat, and one a topic of a group."""
        return f"telegram:{self.chat}/{self.topic}" if self.topic else f"telegram:{self.chat}"


@dataclass(frozen=True)
class Ask:
    """Something for the conversation to answer."""

    event: Event
    source: Source


@dataclass(frozen=True)
class Tell:
    """Something that the conversation can't answer, and what to say of it; nothing is said for an empty sentence."""

    sentence: str
    source: Source


@dataclass(frozen=True)
class LookUp:
    """An inline query: what is typed after the bot's name in any chat, and from which result on."""

    query: str
    text: str
    offset: str
    person: int


@dataclass(frozen=True)
class Change:
    """A chat left or blocked the bot, took it back, or became a supergroup that has another number."""

    chat: int
    is_gone: bool = False
    became: int = 0


Todo = Ask | Tell | LookUp | Change


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


def clean(text: str) -> str:
    """Return a text that can be stored and sent: half characters are replaced, control signs other than line ends dropped."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(sign for sign in whole if sign in "\n\t" or sign >= " ")[:_LONGEST_TEXT]


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
    )
    return Ask(Pressed(clean(query.data)), source) if query.data else Tell("", source)


def _membership(change: ChatMemberUpdated) -> Change:
    return Change(change.chat.id, change.new_chat_member.status in _GONE)


def _written(message: Message, me: User) -> Todo | None:
    if message.migrate_to_chat_id:
        return Change(message.chat.id, became=message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return Change(message.migrate_from_chat_id, became=message.chat.id)
    if message.via_bot and message.via_bot.id == me.id:
        return None  # a card that the person has just sent with @bot: it asks nothing
    source = _source(message)
    text = message.text or message.caption or ""
    if message.chat.type == message.chat.PRIVATE:
        return Ask(_event(clean(text)), source) if text else _unsupported(message, source)
    if message.chat.type == message.chat.CHANNEL or not source.person:
        return None
    asked = _asked_in_group(message, text, me)
    return None if asked is None else Ask(_event(clean(asked)), source)


def _asked_in_group(message: Message, text: str, me: User) -> str | None:
    """Return what is asked of the bot in a group: a command to it, words with its name, or an answer to its message."""
    name = f"@{me.username}".lower()
    if text.startswith("/"):
        found = _COMMAND.fullmatch(text)
        return text if found and f"@{found[2]}".lower() == name else None
    entities = message.parse_entities([MessageEntity.MENTION]) if message.text else {}
    if any(said.lower() == name for said in entities.values()):
        return re.sub(rf"{re.escape(name)}\b[ ,:]*", "", text, flags=re.IGNORECASE).strip() or "/aide"
    replied = message.reply_to_message
    if replied and replied.from_user and replied.from_user.id == me.id and message.text:
        return text
    return None


def _event(text: str) -> Event:
    """Return what a text means: a command, with the argument of a link followed, or words."""
    found = _COMMAND.fullmatch(text.strip())
    if not found:
        return Said(text)
    name, argument = fold(found[1]), (found[3] or "").strip()
    return read_start(argument) if name == "start" and argument else Commanded(name, argument)


def _edited(message: Message) -> Tell | None:
    """Return a word on a corrected message in private; a live location that moves is none."""
    if message.chat.type != message.chat.PRIVATE or not (message.text or message.caption):
        return None
    return Tell(sentences.EDITED, _source(message))


def _unsupported(message: Message, source: Source) -> Tell | None:
    kind = next((kind for kind in _CONTENTS if getattr(message, kind, None)), "")
    return Tell(sentences.UNSUPPORTED.get(kind, sentences.TEXT_ONLY), source) if kind else None


def _source(message: Message) -> Source:
    """Return where a message comes from; who writes as a group or a channel is that chat: `from` is then one for all."""
    writer = message.sender_chat or message.from_user
    is_group = message.chat.type != message.chat.PRIVATE
    person = writer.id if writer else 0
    return Source(message.chat.id, person, message.message_id, _topic(message), is_group, date=message.date)


def _topic(message: Message) -> int:
    return message.message_thread_id or 0 if message.is_topic_message else 0
