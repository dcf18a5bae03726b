"""The words of the weekly message, but for whole screens: bot/texts/digest.yaml."""

from __future__ import annotations

from bot.conversation.data import read


def said(key: str, **values: object) -> str:
    """Return a label, a name or a state by its key, its {fields} filled.

    KeyError is raised for one that the file does not have.
    """
    written: str = read("digest")[key]
    return written.format(**values)
