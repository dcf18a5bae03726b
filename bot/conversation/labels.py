"""Every label of a button and every small word that screens put together.

They stand in bot/texts/labels.yaml.
"""

from __future__ import annotations

from typing import Any

from bot.conversation.data import read


def label(key: str, **values: Any) -> str:
    """Return a label by its key, its {fields} filled.

    KeyError is raised for one that the file does not have.
    """
    written: str = read("labels")[key]
    return written.format(**values)
