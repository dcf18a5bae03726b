"""What is shown on the wire: people, chats and messages as the objects of the Bot API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram_stand_in.world import BOT_ID, BOT_NAME

if TYPE_CHECKING:
    from tests.telegram_stand_in.world import Chat, Message, Person, World

ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Who is said to write what anonymous administrators write, in every group."""
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
"""Who is said to write what people write in the name of a channel."""
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Tambour (essai)", "username": BOT_NAME}


def me() -> dict[str, Any]:
    """Return the bot, as getMe shows it."""
    return BOT | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
    }


def user(person: Person) -> dict[str, Any]:
    """Return a person."""
    shown: dict[str, Any] = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    if person.username:
        shown["username"] = person.username
    return shown | ({"language_code": person.language} if person.language else {})


def chat_object(world: World, chat: Chat) -> dict[str, Any]:
    """Return a chat."""
    if chat.kind == "private":
        known = user(world.person(chat.id))
        return {"id": chat.id, "type": "private"} | {
            key: known[key] for key in ("first_name", "username") if key in known
        }
    return {"id": chat.id, "type": chat.kind, "title": chat.title} | (
        {"is_forum": True} if chat.topics is not None else {}
    )


def message_object(world: World, message: Message, *, with_reply: bool = True) -> dict[str, Any]:
    """Return a message as it stands."""
    chat = message.chat
    shown: dict[str, Any] = {
        "message_id": message.id,
        "date": message.date,
        "chat": chat_object(world, chat),
    }
    if message.sender_chat:
        shown["sender_chat"] = chat_object(world, message.sender_chat)
        shown["from"] = ANONYMOUS if message.sender_chat is chat else CHANNEL_BOT
    elif chat.kind != "channel":
        shown["from"] = user(message.sender) if message.sender else BOT
    else:
        shown["sender_chat"] = shown["chat"]
    text = "text" if message.kind == "text" else "caption"
    if message.text:
        shown[text] = message.text
    if message.entities:
        shown["entities" if text == "text" else "caption_entities"] = message.entities
    shown |= message.content
    if message.thread is not None:
        shown |= {"message_thread_id": message.thread, "is_topic_message": True}
    if with_reply and message.reply_to in chat.messages:
        shown["reply_to_message"] = message_object(
            world, chat.messages[message.reply_to], with_reply=False
        )
    if message.inline_id:
        shown["via_bot"] = BOT
    if message.edits:
        shown["edit_date"] = max(message.date, int(world.clock.now()))
    return shown | (
        {"reply_markup": message.markup}
        if message.markup and "inline_keyboard" in message.markup
        else {}
    )
