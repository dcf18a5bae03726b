"""What people see of the bot before they write: commands, name, descriptions.

They are set only where they differ.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    MenuButtonWebApp,
    WebAppInfo,
)
from telegram.error import TelegramError

from bot.channels.telegram import sentences

if TYPE_CHECKING:
    from telegram import Bot

# Any, and French: a list set for French long ago would otherwise hide the one for any.
_LANGUAGES = ("", "fr")
_SCOPES = (
    (BotCommandScopeAllPrivateChats(), sentences.PRIVATE_COMMANDS),
    (BotCommandScopeAllGroupChats(), sentences.GROUP_COMMANDS),
)
_log = logging.getLogger("tambour.telegram")


async def introduce(bot: Bot, page: str = "") -> None:
    """Set what differs; where Telegram refuses, the bot works all the same.

    The menu button opens the web `page`, if any.
    """

    async def _set_menu(bot: Bot) -> None:
        wanted = MenuButtonWebApp(sentences.OPEN_PAGE, WebAppInfo(page))
        if page and await bot.get_chat_menu_button() != wanted:
            await bot.set_chat_menu_button(menu_button=wanted)

    for set_part in (_set_commands, _set_name, _set_descriptions, _set_menu):
        try:
            await set_part(bot)
        except TelegramError as error:
            _log.warning(
                "profile not set (%s): %s", set_part.__name__.removeprefix("_set_"), error.message
            )


async def _set_commands(bot: Bot) -> None:
    for scope, wanted in _SCOPES:
        commands = tuple(BotCommand(name, description) for name, description in wanted.items())
        for language in _LANGUAGES:
            if await bot.get_my_commands(scope=scope, language_code=language) != commands:
                await bot.set_my_commands(commands, scope=scope, language_code=language)


async def _set_name(bot: Bot) -> None:
    if (await bot.get_my_name()).name != sentences.NAME:
        await bot.set_my_name(sentences.NAME)


async def _set_descriptions(bot: Bot) -> None:
    if (await bot.get_my_description()).description != sentences.DESCRIPTION:
        await bot.set_my_description(sentences.DESCRIPTION)
    if (await bot.get_my_short_description()).short_description != sentences.SHORT_DESCRIPTION:
        await bot.set_my_short_description(sentences.SHORT_DESCRIPTION)
