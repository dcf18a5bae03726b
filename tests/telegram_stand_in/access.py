"""Whether a chat can be reached, and written to.

These refusals come before anything else is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telegram_stand_in.refusals import bad_request, forbidden

if TYPE_CHECKING:
    from tests.telegram_stand_in.parameters import Parameters
    from tests.telegram_stand_in.world import Chat, Message, World


def reachable(world: World, parameters: Parameters) -> Chat:
    """Return the chat a call is about, where the bot may look."""
    if not parameters.text("chat_id"):
        raise bad_request("chat_id is empty")
    number = parameters.integer("chat_id")
    if number not in world.chats and number not in world.people:
        raise bad_request("chat not found")
    chat = world.chat(number)
    if chat.kind == "private":
        person = world.person(chat.id)
        if person.deactivated:
            raise forbidden("user is deactivated")
        return chat
    if chat.upgraded_to:
        raise bad_request(
            "group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.upgraded_to
        )
    if chat.bot == "kicked":
        raise forbidden(f"bot was kicked from the {chat.kind} chat")
    if chat.bot == "left":
        raise forbidden(f"bot is not a member of the {chat.kind} chat")
    return chat


def writable(world: World, parameters: Parameters, what: str = "text messages") -> Chat:
    """Return the chat a call is about, where the bot may write."""
    chat = reachable(world, parameters)
    if chat.kind == "private":
        person = world.person(chat.id)
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
    if chat.kind == "channel" and chat.bot != "administrator":
        raise bad_request("need administrator rights in the channel chat")
    if chat.muted:
        raise bad_request(f"not enough rights to send {what} to the chat")
    thread = parameters.integer("message_thread_id")
    if thread:
        if chat.topics is None or thread not in chat.topics:
            raise bad_request("message thread not found")
        if not chat.topics[thread]:
            raise bad_request("TOPIC_CLOSED")
    return chat


def message_of(world: World, parameters: Parameters, to_do: str) -> Message:
    """Return the message a call is about; `to_do` says what for: edit, delete..."""
    chat = reachable(world, parameters)
    number = parameters.integer("message_id")
    if not number:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(number)
    if message is None or message.deleted:
        raise bad_request(f"message to {to_do} not found")
    return message
