"""What the page says of itself outside its templates: bot/texts/web.yaml."""

from __future__ import annotations

from typing import Any

from bot.conversation.data import read
from bot.conversation.texts import typeset


def word(key: str, **values: Any) -> str:
    """Return a title or a description by its key, its {fields} filled. Raises KeyError."""
    written: str = read("web")[key]
    return typeset(written.format(**values))
