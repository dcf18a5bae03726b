"""The methods that change or remove a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram_stand_in.access import message_of, writable
from tests.telegram_stand_in.markup import read_markup
from tests.telegram_stand_in.refusals import bad_request
from tests.telegram_stand_in.texts import message_text
from tests.telegram_stand_in.wire import message_object

if TYPE_CHECKING:
    from tests.telegram_stand_in.parameters import Parameters
    from tests.telegram_stand_in.world import Message, World

DELETABLE_SECONDS = 48 * 3600
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def edit_message_text(world: World, parameters: Parameters) -> Any:
    """Change the text and the buttons of a message of the bot's.

    With no buttons given, it loses them.
    """
    text = message_text(parameters)
    message = _editable(world, parameters)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    markup = read_markup(parameters, inline_only=True)
    if (message.text, message.entities, message.markup) == (text["text"], text["entities"], markup):
        raise bad_request(_NOT_MODIFIED)
    message.text, message.entities, message.source = text["text"], text["entities"], text["source"]
    return _changed(world, message, markup)


def edit_message_reply_markup(world: World, parameters: Parameters) -> Any:
    """Change the buttons only."""
    message = _editable(world, parameters)
    markup = read_markup(parameters, inline_only=True)
    if message.markup == markup:
        raise bad_request(_NOT_MODIFIED)
    return _changed(world, message, markup)


def delete_message(world: World, parameters: Parameters) -> Any:
    """Remove a message: the bot's own for 48 hours.

    It removes those of others in private, or where it is an administrator.
    """
    message = message_of(world, parameters, "delete")
    others = (
        message.sender is not None
        and message.chat.kind != "private"
        and message.chat.bot != "administrator"
    )
    if others or world.clock.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted")
    message.deleted = True
    return True


def _editable(world: World, parameters: Parameters) -> Message:
    if inline := parameters.text("inline_message_id"):
        if inline not in world.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        return world.inline_messages[inline]
    message = message_of(world, parameters, "edit")
    writable(world, parameters)
    if message.sender is not None:
        raise bad_request("message can't be edited")
    return message


def _changed(world: World, message: Message, markup: dict[str, Any] | None) -> Any:
    message.markup = markup
    message.edits += 1
    return True if message.inline_id else message_object(world, message)


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
}
