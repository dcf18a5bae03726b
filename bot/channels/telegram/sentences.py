"""What the bot says of Telegram itself, as bot/texts/telegram.yaml has it.

That is commands, descriptions, and short answers.
"""

from __future__ import annotations

from typing import Any

from bot.channels.sentences import ADMINS_ONLY as ADMINS_ONLY
from bot.channels.sentences import BROKEN as BROKEN
from bot.channels.sentences import EDITED as EDITED
from bot.channels.sentences import LATE as LATE
from bot.channels.sentences import SLOW_DOWN as SLOW_DOWN
from bot.channels.sentences import TEXT_ONLY as TEXT_ONLY
from bot.channels.sentences import UNSUPPORTED as UNSUPPORTED
from bot.channels.sentences import read

_SAID: dict[str, Any] = read("telegram")

NAME: str = _SAID["name"]
SHORT_DESCRIPTION: str = _SAID["short_description"]
DESCRIPTION: str = _SAID["description"]
PRIVATE_COMMANDS: dict[str, str] = _SAID["commands"]
GROUP_COMMANDS: dict[str, str] = {name: PRIVATE_COMMANDS[name] for name in _SAID["group_commands"]}
MAYBE_LOST: str = _SAID["maybe_lost"]
SEND_AGAIN: str = _SAID["send_again"]
NOTHING_TO_SEND: str = _SAID["nothing_to_send"]
ONLY_HERE: str = _SAID["only_here"]
SEND_TO: str = _SAID["send_to"]
SHARE_NEED: str = _SAID["share_need"]
SHARE_FOLDER: str = _SAID["share_folder"]
SHARE_SUBSCRIPTION: str = _SAID["share_subscription"]
SHARED_NEED: str = _SAID["shared_need"]
SHARED_FOLDER: str = _SAID["shared_folder"]
SHARED_SUBSCRIPTION: str = _SAID["shared_subscription"]
KEEP_CONTACT: str = _SAID["keep_contact"]
INLINE_HINT: str = _SAID["inline_hint"]
INLINE_NOTHING: str = _SAID["inline_nothing"]
OPEN_PAGE: str = _SAID["open_page"]
OPEN_IN_BOT: str = _SAID["open_in_bot"]
THEME_RESULT: str = _SAID["theme_result"]
