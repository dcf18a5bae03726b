"""One part of a card or of a live aid, as it was asked for.

It is where, how, figures, cost, links, until when, or how to apply.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.data import heard
from bot.conversation.days import day_of
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens.card import open_card
from bot.conversation.screens.live_aid import KINDS, open_aid
from bot.conversation.texts import say
from matching.words import fold

if TYPE_CHECKING:
    from bot.conversation.turn import Handler, Outcome, Turn

_NAMES = (
    "place",
    "population",
    "steps",
    "figures",
    "cost",
    "link",
    "deadline",
    "amount",
    "apply",
    "whom",
    "summary",
)
_WORDS: dict[str, list[str]] = heard("written")
_MONEY = re.compile(
    "|".join(
        (
            *map(re.escape, _WORDS["money_signs"]),
            *(rf"\b{fold(word)}\b" for word in _WORDS["money_words"]),
            *(rf"\b{fold(word)}" for word in _WORDS["money_begins"]),
        )
    )
)


def show(name: str, turn: Turn, seen: str) -> Outcome:
    """Show a part of a card by its id; say so where the card does not tell, and whom to ask."""
    card = turn.world.collection.cards.get(seen)
    if card is None:
        return open_card(turn, seen)
    costs = [figure for figure in card.key_figures if _MONEY.search(fold(figure))]
    text = say("card_part", part=name, card=card, costs=costs, collection=turn.world.collection)
    asking = (buttons.press("contacts", label("whom_to_call"), card.id),) if card.contacts else ()
    helping = (buttons.press("helpers", label("who_can_help"), card.id),) if card.partners else ()
    rows = ((*asking, *helping, buttons.to_card(card.id, label("whole_card"))),)
    return turn.says(Reply(text, rows), card=card.id, sight=name)


def show_of_aid(name: str, turn: Turn, seen: str) -> Outcome:
    """Show a part of a live aid by its id; say so where its source does not tell."""
    record = turn.world.live.records.get(seen)
    if record is None:
        return open_aid(turn, seen)
    as_of = turn.world.live.as_of
    text = say(
        "live_aid_part",
        part=name,
        aid=record.aid,
        record=record,
        kinds=[KINDS[kind] for kind in record.aid.kinds],
        today=day_of(turn.now),
        as_of=day_of(as_of) if as_of else None,
    )
    return turn.says(
        Reply(text, ((buttons.press("aid", label("whole_aid"), seen),),)), card=seen, sight=name
    )


OF_A_CARD: dict[str, Handler] = {name: partial(show, name) for name in _NAMES}
OF_AN_AID: dict[str, Handler] = {
    **{name: partial(show_of_aid, name) for name in (*_NAMES, "doubt", "payment", "contact")},
    "summary": open_aid,
}
