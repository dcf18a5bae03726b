"""What the bot says of exchanging messages, in any messenger: bot/texts/messenger.yaml.

It also says how such files are read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.conversation.texts import typeset

_FOLDER = Path(__file__).parents[1] / "texts"


def read(name: str) -> dict[str, Any]:
    """Return the sentences of a file of bot/texts, with the spaces that French wants."""
    said: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return {each: _set(sentence) for each, sentence in said.items()}


def _set(said: Any) -> Any:
    if isinstance(said, dict):
        return {name: _set(each) for name, each in said.items()}
    return typeset(said) if isinstance(said, str) else said


_SAID = read("messenger")

UNSUPPORTED: dict[str, str] = _SAID["unsupported"]
TEXT_ONLY: str = _SAID["text_only"]
EDITED: str = _SAID["edited"]
LATE: str = _SAID["late"]
SLOW_DOWN: str = _SAID["slow_down"]
BROKEN: str = _SAID["broken"]
ADMINS_ONLY: str = _SAID["admins_only"]
