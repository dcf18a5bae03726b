"""What those who run the bot read of it, but for whole screens: bot/texts/operators.yaml."""

from __future__ import annotations

from typing import Any

from bot.conversation.data import read


def notice(key: str, **values: Any) -> str:
    """Return a sentence or a label by its key, its {fields} filled.

    KeyError is raised for one that the file does not have.
    """
    written: str = read("operators")[key]
    return written.format(**values)
