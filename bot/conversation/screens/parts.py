"""One part of a card or of a live aid, as it was asked for: where, how, figures, cost, links, until when, how to apply."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.days import day_of
from bot.conversation.replies import Reply
from bot.conversation.screens.card import open_card
from bot.conversation.screens.live_aid import open_aid
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.turn import Handler, Outcome, Turn

_NAMES = ("place", "population", "steps", "figures", "cost", "link", "deadline", "amount", "apply", "whom")
_MONEY = re.compile(r"€|\beuros?\b|\bco[uû]t|\bbudget|\bfinanc|\bsubvention", re.IGNORECASE)


def show(name: str, turn: Turn, seen: str) -> Outcome:
    """Show a part of a card by its id; say so where the card does not tell, and whom to ask."""
    card = turn.world.collection.cards.get(seen)
    if card is None:
        return open_card(turn, seen)
    costs = [figure for figure in card.key_figures if _MONEY.search(figure)]
    text = say("card_part", part=name, card=card, costs=costs, collection=turn.world.collection)
    asking = (buttons.press("contacts", "Qui appeler", card.id),) if card.contacts else ()
    helping = (buttons.press("helpers", "Qui peut aider", card.id),) if card.partners else ()
    rows = ((*asking, *helping, buttons.to_card(card.id, "Toute la fiche")),)
    return turn.says(Reply(text, rows), card=card.id, sight=name)


def show_of_aid(name: str, turn: Turn, seen: str) -> Outcome:
    """Show a part of a live aid by its id; say so where its source does not tell."""
    record = turn.world.live.records.get(seen)
    if record is None:
        return open_aid(turn, seen)
    text = say("live_aid_part", part=name, aid=record.aid, record=record, today=day_of(turn.now))
    return turn.says(Reply(text, ((buttons.press("aid", "Toute l’aide", seen),),)), card=seen, sight=name)


OF_A_CARD: dict[str, Handler] = {name: partial(show, name) for name in _NAMES}
OF_AN_AID: dict[str, Handler] = {name: partial(show_of_aid, name) for name in _NAMES}
