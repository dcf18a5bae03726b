"""What the bot says of Telegram itself, as bot/texts/telegram.yaml has it: commands, descriptions, and short answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.conversation.texts import typeset

_FILE = Path(__file__).parents[2] / "texts" / "telegram.yaml"


def _set(said: Any) -> Any:
    """Return the file's sentences with the spaces that French wants."""
    if isinstance(said, dict):
        return {name: _set(each) for name, each in said.items()}
    return typeset(said) if isinstance(said, str) else said


_SAID: dict[str, Any] = _set(yaml.safe_load(_FILE.read_text(encoding="utf-8")))

NAME: str = _SAID["name"]
SHORT_DESCRIPTION: str = _SAID["short_description"]
DESCRIPTION: str = _SAID["description"]
PRIVATE_COMMANDS: dict[str, str] = _SAID["commands"]
GROUP_COMMANDS: dict[str, str] = {name: PRIVATE_COMMANDS[name] for name in _SAID["group_commands"]}
UNSUPPORTED: dict[str, str] = _SAID["unsupported"]
TEXT_ONLY: str = _SAID["text_only"]
EDITED: str = _SAID["edited"]
LATE: str = _SAID["late"]
SLOW_DOWN: str = _SAID["slow_down"]
BROKEN: str = _SAID["broken"]
MAYBE_LOST: str = _SAID["maybe_lost"]
SEND_AGAIN: str = _SAID["send_again"]
NOTHING_TO_SEND: str = _SAID["nothing_to_send"]
ADMINS_ONLY: str = _SAID["admins_only"]
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
