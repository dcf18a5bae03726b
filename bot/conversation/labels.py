"""Every label of a button and every small word that screens put together: bot/texts/labels.yaml."""

from __future__ import annotations

from typing import Any

from bot.conversation.data import read


def label(key: str, **values: Any) -> str:
    """Return a label by its key, its {fields} filled.

    Raises KeyError for one that the file does not have.
    """
    written: str = read("labels")[key]
    return written.format(**values)
