"""What buttons carry.

It is a verb and its arguments, short enough to work a year later, after any restart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.labels import label
from bot.conversation.replies import LONGEST_DATA, MOST_BUTTONS, Button
from bot.conversation.texts import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.replies import Rows


def press(verb: str, label: str, argument: str = "") -> Button:
    """Return the button that sends a verb and its argument."""
    return Button(typeset(label), f"{verb}:{argument}" if argument else verb)


def to_card(card: str, label: str) -> Button:
    """Return the button that opens a card."""
    return press("card", label, card)


def to_list(cards: Iterable[str], label: str) -> Button:
    """Return the button that goes on with other cards; it carries their ids, as many as hold."""
    data = "list:"
    for card in cards:
        longer = data + card if data.endswith(":") else f"{data},{card}"
        if len(longer) > LONGEST_DATA:
            break
        data = longer
    return Button(typeset(label), data)


def to_theme(theme: str, label: str) -> Button:
    """Return the button that opens a theme."""
    return press("theme", label, theme)


def to_need(need: str, label: str) -> tuple[Button, ...]:
    """Return the button that asks a need; none for a need too long to be carried."""
    button = press("need", label, need)
    return (button,) if need and len(button.data.encode()) <= LONGEST_DATA else ()


THEMES = press("themes", label("themes"))
HELP = press("help", label("help"))


def read(data: str) -> tuple[str, str]:
    """Return the verb and the argument that a button carried."""
    verb, _, argument = data.partition(":")
    return verb, argument


def few(
    buttons: Iterable[Button], data: str, room: int = MOST_BUTTONS, start: int = 0
) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """Return the buttons of a screen that there is room for, and those that stay behind.

    Where some do, the last that is shown leads to them: `data` is what a button that shows the
    screen carries, `start` the first of those behind that is to be shown then.
    """
    every = tuple(buttons)
    if len(every) <= room:
        return every, ()
    others = press("more", label("more"), f"{start}:{data}")
    return (*every[: room - 1], others), every[room - 1 :]


def filled(shown: tuple[Button, ...], *others: Button) -> tuple[Button, ...]:
    """Return the buttons of a screen, and others as far as there is room."""
    return (*shown, *others)[: max(len(shown), MOST_BUTTONS)]


def carries_more(data: str) -> bool:
    """Tell whether what a button carries is short enough for the one that shows what is behind."""
    return len(f"more:10:{data}".encode()) <= LONGEST_DATA


def in_rows(buttons: Iterable[Button], width: int) -> Rows:
    """Lay buttons out in rows."""
    every = list(buttons)
    return tuple(tuple(every[i : i + width]) for i in range(0, len(every), width))
