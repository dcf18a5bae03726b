"""The methods that ask about a chat and its people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.telegram_stand_in.access import reachable
from tests.telegram_stand_in.refusals import bad_request
from tests.telegram_stand_in.wire import BOT, chat_object, user
from tests.telegram_stand_in.world import BOT_ID

if TYPE_CHECKING:
    from tests.telegram_stand_in.parameters import Parameters
    from tests.telegram_stand_in.world import Chat, World

_RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
    "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
    "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip


def get_chat(world: World, parameters: Parameters) -> Any:
    """Show a chat."""
    return chat_object(world, reachable(world, parameters)) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def get_chat_member(world: World, parameters: Parameters) -> Any:
    """Show what somebody is in a chat."""
    chat = reachable(world, parameters)
    number = parameters.integer("user_id")
    if number <= 0:
        raise bad_request("invalid user_id specified")
    if number != BOT_ID and number not in world.people:
        raise bad_request("member not found")
    return member(world, chat, number)


def get_chat_administrators(world: World, parameters: Parameters) -> Any:
    """List the administrators of a group, without other bots."""
    chat = reachable(world, parameters)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    found = [
        member(world, chat, number)
        for number, status in chat.people.items()
        if status in ("administrator", "creator")
    ]
    return found + ([member(world, chat, BOT_ID)] if chat.bot == "administrator" else [])


def member(world: World, chat: Chat, number: int, status: str | None = None) -> dict[str, Any]:
    """Return somebody, or the bot, as a member of a chat."""
    who = BOT if number == BOT_ID else user(world.person(number))
    standing = status or (chat.bot if number == BOT_ID else chat.people.get(number, "left"))
    details: dict[str, Any] = {}
    if standing == "administrator":
        details = dict.fromkeys(_RIGHTS, False)
    elif standing == "creator":
        details = {"is_anonymous": False}
    elif standing == "kicked":
        details = {"until_date": 0}
    return {"user": who, "status": standing} | details


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
}
