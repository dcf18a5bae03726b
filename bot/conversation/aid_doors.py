"""The buttons that lead to open aids, from an answer and from a card.

They carry something of the need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import LONGEST_DATA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.replies import Button
    from bot.conversation.turn import Turn
    from bot.conversation.understood import Understood
    from matching.need import Need

_LONGEST = LONGEST_DATA - len("more:0:aids-page:100*:")


def door(turn: Turn, what: str) -> tuple[Button, ...]:
    """Return the button to the open aids for a card or a need; none where no aid is known."""
    return (buttons.press("aids", label("open_aids"), what),) if turn.world.live.records else ()


def carried(need: Need, facets: Iterable[Understood]) -> str:
    """Return a need as a button carries it: whole, or its weightiest words.

    It is as it now stands, without what was taken out; `facets` are what was understood of it.
    """
    labels = {each.name: each.label for each in facets}
    words = [(unit.weight, labels.get(unit.names[0], unit.label)) for unit in need.units]
    while words and len(" ".join(label for _, label in words).encode()) > _LONGEST:
        words.remove(min(words))
    return " ".join(dict.fromkeys(label for _, label in words))
