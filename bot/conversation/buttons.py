"""What buttons carry: a verb and its arguments, short enough to work a year later, after any restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.replies import LONGEST_DATA, Button

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.replies import Rows

_CARDS_CARRIED = 15  # ids of at most three characters and their commas, in 64 bytes


def to_card(card: str, label: str) -> Button:
    """Return the button that opens a card."""
    return Button(label, f"card:{card}")


def to_list(cards: Iterable[str], label: str) -> Button:
    """Return the button that goes on with other cards; it carries their ids, as many as hold."""
    carried = list(cards)[:_CARDS_CARRIED]
    return Button(label, f"list:{','.join(carried)}"[:LONGEST_DATA])


def to_theme(theme: str, label: str) -> Button:
    """Return the button that opens a theme."""
    return Button(label, f"theme:{theme}")


THEMES = Button("Parcourir les thèmes", "themes")
HELP = Button("Aide", "help")


def read(data: str) -> tuple[str, str]:
    """Return the verb and the argument that a button carried."""
    verb, _, argument = data.partition(":")
    return verb, argument


def in_rows(buttons: Iterable[Button], width: int) -> Rows:
    """Lay buttons out in rows."""
    every = list(buttons)
    return tuple(tuple(every[i : i + width]) for i in range(0, len(every), width))
