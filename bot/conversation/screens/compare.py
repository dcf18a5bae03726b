"""Cards side by side: where, for whom, means, cost, result, whom to call."""

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


_PAIR = 2
# Of what they are told apart by, the rows shown: what is asked comes first.
_ASKED = {"cost": ("cost", "payer"), "means": ("means", "payer"), "results": ("results",)}
_SIZE, _URGENCY = "size", "urgency"


def show(turn: Turn, act: Compare) -> Outcome:
    """Show cards side by side, a line for each thing that tells them apart."""
    cards = [turn.world.collection.cards[each] for each in act.ids]
    doors = tuple(buttons.to_card(card.id, label("open_card", id=card.id)) for card in cards)
    if act.by == _URGENCY:
        begin = (buttons.press("assessment", label("assessment")),)
        return turn.says(Reply(say("compare_urgency"), (doors, begin)))
    every = tuple(name for name, _ in _ROWS)
    first = _ASKED.get(act.by, () if act.by == _SIZE else every)
    asked = dict.fromkeys((*first, *every) if len(cards) == _PAIR else first)
    abouts = dict(_ROWS)
    rows = [(name, [_told(card, abouts[name]) for card in cards]) for name in asked]
    text = say(
        "compare",
        cards=cards,
        rows=rows,
        by=act.by,
        whole=len(cards) == _PAIR,
        collection=turn.world.collection,
    )
    keeps = tuple(buttons.press("keep", label("keep_card", id=card.id), card.id) for card in cards)
    ways_on = (doors, keeps) if len(cards) == _PAIR else (doors,)
    return turn.says(Reply(text, ways_on), offered=tuple(act.ids), shown=0)


def _told(card: Card, abouts: tuple[str, ...]) -> str:
    """Return what a card answers about something, "" where it does not tell."""
    found = [
        answer.says
        for about in abouts
        for answer in card.answers
        if answer.about == about and not answer.absent
    ]
    return found[0] if found else ""
