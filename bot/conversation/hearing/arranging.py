"""Whether words move cards of the folder, and do nothing else to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from bot.conversation.hearing.utterance import Utterance

_ORDERING = ("order_first", "order_last", "order_swap", "order_up", "order_down")


def arranges(said: Utterance) -> bool:
    """Tell whether a message moves cards of the folder: "la 45 en premier"."""
    return any(said.holds(ways().leads[each]) for each in _ORDERING)
