"""What people type or share in any messenger: text made clean, commands, places."""

from __future__ import annotations

import re

from bot.conversation.events import Commanded, Event, Said
from bot.conversation.replies import LONGEST_TEXT
from matching.words import fold

HELP = "/aide"  # what is asked by who says the bot's name and nothing else
# « /fiche45 », « /ficheB », « /45 ».
_NUMBERED = re.compile(r"(?i:fiche[-_.:]?)?(\d{1,3}|(?<=\w)[A-X])")
_COMMAND = re.compile(r"/([^\s@/]{1,32})(?:@(\w{1,64}))?(?:\s+(.*))?", re.DOTALL)


def clean(text: str) -> str:
    """Return a text that can be stored and sent.

    Half characters are replaced, control signs other than line ends dropped.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(sign for sign in whole if sign in "\n\t" or sign >= " ")[:LONGEST_TEXT]


def read_typed(text: str) -> Event:
    """Return what a text means: a command, or words."""
    found = _COMMAND.fullmatch(text.strip())
    if not found:
        return Said(text)
    argument = (found[3] or "").strip()
    if numbered := _NUMBERED.fullmatch(found[1]):
        return Commanded("fiche", f"{numbered[1]} {argument}".strip())
    return Commanded(fold(found[1]), argument)


def named_by(text: str) -> str | None:
    """Return which bot a command names after an @; None for a command that names none.

    It is "" for words.
    """
    found = _COMMAND.fullmatch(text)
    return found[2] if found else ""


def here(latitude: float, longitude: float) -> str:
    """Return what a button that asks which commune a place is in would carry."""
    return f"here:{latitude:.4f},{longitude:.4f}"
