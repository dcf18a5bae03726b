"""Two cards side by side: where, for whom, means, cost, result, whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.acts import Compare
    from bot.conversation.turn import Outcome, Turn
    from knowledge.model import Card

_ROWS = (
    ("means", ("means", "who")),
    ("cost", ("cost", "price")),
    ("payer", ("payer",)),
    ("results", ("results", "number")),
)


def show(turn: Turn, act: Compare) -> Outcome:
    """Show two cards side by side, a line for each thing that tells them apart."""
    cards = [turn.world.collection.cards[each] for each in act.ids]
    rows = [(name, [_told(card, abouts) for card in cards]) for name, abouts in _ROWS]
    text = say("compare", cards=cards, rows=rows, collection=turn.world.collection)
    doors = tuple(buttons.to_card(card.id, label("open_card", id=card.id)) for card in cards)
    keeps = tuple(buttons.press("keep", label("keep_card", id=card.id), card.id) for card in cards)
    return turn.says(Reply(text, (doors, keeps)), offered=tuple(act.ids), shown=0)


def _told(card: Card, abouts: tuple[str, ...]) -> str:
    """Return what a card answers about something, "" where it does not tell."""
    found = [
        answer.says
        for about in abouts
        for answer in card.answers
        if answer.about == about and not answer.absent
    ]
    return found[0] if found else ""
