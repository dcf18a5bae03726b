"""The methods that set what people see of the bot.

They set its commands, name, descriptions and menu button.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.telegram_stand_in.refusals import bad_request
from tests.telegram_stand_in.wire import BOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.telegram_stand_in.parameters import Parameters
    from tests.telegram_stand_in.world import World

MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
_TEXTS = {"name": ("setMyName", "getMyName", 64),
    "description": ("setMyDescription", "getMyDescription", 512),
          "short_description": ("setMyShortDescription", "getMyShortDescription", 120)}  # fmt: skip


def set_my_commands(world: World, parameters: Parameters) -> Any:
    """Set the commands of a scope and a language."""
    key = _key(world, parameters)
    commands = parameters.decoded("commands", "commands") or []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    for command in commands:
        _check_command(command)
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile[key] = commands
    return True


def get_my_commands(world: World, parameters: Parameters) -> Any:
    """Show the commands of exactly this scope and language."""
    return world.profile.get(_key(world, parameters), [])


def delete_my_commands(world: World, parameters: Parameters) -> Any:
    """Forget the commands of a scope and a language."""
    world.profile.pop(_key(world, parameters), None)
    return True


def set_chat_menu_button(world: World, parameters: Parameters) -> Any:
    """Set the menu button of a private chat, or of all."""
    button = parameters.decoded("menu_button", "menu button")
    if button is not None and (
        not isinstance(button, dict) or button.get("type") not in ("commands", "web_app", "default")
    ):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    chat = parameters.text("chat_id")
    if chat and (
        parameters.integer("chat_id") <= 0 or parameters.integer("chat_id") not in world.chats
    ):
        raise bad_request("chat not found")
    world.profile["menu_button", chat, ""] = button or {"type": "default"}
    return True


def get_chat_menu_button(world: World, parameters: Parameters) -> Any:
    """Give the menu button of a private chat, or of all."""
    return world.profile.get(("menu_button", parameters.text("chat_id"), ""), {"type": "default"})


def _set_text(name: str, longest: int, world: World, parameters: Parameters) -> Any:
    language, text = _language(parameters), parameters.text(name)
    if len(text) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long: at most {longest} characters")
    if name == "name" and not text and not language:
        raise bad_request("name must be non-empty")
    world.profile[name, "", language] = text
    return True


def _get_text(name: str, world: World, parameters: Parameters) -> Any:
    language = _language(parameters)
    default = BOT["first_name"] if name == "name" else ""
    return {
        name: world.profile.get((name, "", language)) or world.profile.get((name, "", ""), default)
    }


def _key(world: World, parameters: Parameters) -> tuple[str, str, str]:
    language = _language(parameters)
    scope = parameters.decoded("scope", "BotCommandScope")
    if scope is None:
        scope = {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES + _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if scope["type"] in _CHAT_SCOPES and int(scope.get("chat_id") or 0) not in world.chats:
        raise bad_request("chat not found")
    return "commands", json.dumps(scope, sort_keys=True), language


def _language(parameters: Parameters) -> str:
    language = parameters.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _check_command(command: Any) -> None:
    if not isinstance(command, dict) or not all(
        isinstance(command.get(key), str) for key in ("command", "description")
    ):
        raise bad_request("can't parse BotCommand: expected an Object")
    name, description = command["command"].removeprefix("/"), command["description"].strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")


METHODS: dict[str, Callable[[World, Parameters], Any]] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
METHODS |= {
    setter: partial(_set_text, name, longest) for name, (setter, _, longest) in _TEXTS.items()
}
METHODS |= {getter: partial(_get_text, name) for name, (_, getter, _) in _TEXTS.items()}
