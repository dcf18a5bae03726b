"""Deep links, t.me/<bot>?start=....

They say what the at most 64 letters after start= mean, and how these are written.
"""

from __future__ import annotations

import re

from bot.conversation.events import Commanded, Event, Pressed
from bot.conversation.replies import LONGEST_DATA
from matching.words import fold

LONGEST_START = 64
SUBSCRIPTION = "abonnement"
_VERBS = {"card": "card", "theme": "theme", "need": "need", "folder": "list", "partner": "partner"}
_COMMANDS = frozenset(
    (
        "aide",
        "themes",
        "aides",
        "dossier",
        "diagnostic",
        "territoire",
        SUBSCRIPTION,
        "confidentialite",
        "sigles",
        "region",
    )
)


def read_start(argument: str) -> Event:
    """Return what following a link asks; a link of no known form is a plain start."""
    kind, _, rest = argument.strip().partition("_")
    if kind in _COMMANDS and not rest:
        return Commanded(kind)
    if kind not in _VERBS or not rest:
        return Commanded("start")
    if kind == "need":
        rest = re.sub(r"[-_]+", " ", rest).strip()
    elif kind == "folder":
        rest = ",".join(filter(None, re.split(r"[-_]+", rest)))
    elif kind == "card":
        return Commanded("fiche", rest)
    return Pressed(f"{_VERBS[kind]}:{rest}"[:LONGEST_DATA])


def to_card(card: str) -> str:
    """Return the start of a link to a card."""
    return f"card_{card}"


def to_theme(theme: str) -> str:
    """Return the start of a link to a theme."""
    return f"theme_{theme}"


def to_need(need: str) -> str:
    """Return the start of a link that asks a need, in folded words.

    It is "" for a need too long or of no letter.
    """
    words = "-".join(re.findall(r"[a-z0-9]+", fold(need)))
    return f"need_{words}" if words and len(words) + 5 <= LONGEST_START else ""


def to_folder(cards: tuple[str, ...]) -> str:
    """Return the start of a link to the first cards of a folder, as many as hold."""
    start = "folder"
    for card in cards:
        sign = "_" if start == "folder" else "-"
        if len(start) + 1 + len(card) > LONGEST_START:
            break
        start += sign + card
    return start


def link(username: str, start: str) -> str:
    """Return the address that opens a conversation with the bot."""
    return f"https://t.me/{username}?start={start}" if start else f"https://t.me/{username}"
