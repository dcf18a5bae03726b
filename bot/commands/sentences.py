"""What the commands say to who runs them, but for their help: bot/texts/commands.yaml."""

from __future__ import annotations

from typing import Any

from bot.conversation.data import read


def sentence(key: str, **values: Any) -> str:
    """Return what a command says by its key, its {fields} filled.

    The key and the values are returned where the file can't be read, or does not have it: an error
    is told even so, and `tambour check` tells what is wrong in the file.
    """
    try:
        return str(read("commands")[key]).format(**values)
    except Exception:  # noqa: BLE001 - however the file is wrong, something is said
        return " ".join((key, *map(str, values.values())))
