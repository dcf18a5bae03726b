"""How fresh the list of open aids is, and what it says of an aid that is asked by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.days import day_of
from bot.conversation.hearing.aids_said import fund_in
from bot.conversation.replies import Reply
from bot.conversation.screens.aids_listed import (
    ALL_AIDS,
    SUBSCRIBE,
    aids_of_the_collection,
    is_old,
    none_known,
)
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from knowledge.live_aids.model import State
from matching.words import tokens

if TYPE_CHECKING:
    from knowledge.vocabulary import Acronym

_FRESH = (State.NEW, State.REOPENED)


def show(turn: Turn, _: str = "") -> Outcome:
    """Say when the list was read, how many aids it holds, and which closes first.

    What is in sight stays.
    """
    live, today = turn.world.live, day_of(turn.now)
    if not live.records:
        doors = ((*aids_of_the_collection(turn), SUBSCRIBE), (buttons.THEMES,))
        return turn.says(Reply(none_known(turn, alone=True), doors))
    found = live.following((), (), (), "", (), today)
    opened = [live.records[each.id] for each in found.matches]
    dated = [each.aid for each in opened if each.aid.deadline and each.aid.deadline >= today]
    text = say(
        "live_aids_state",
        as_of=day_of(live.as_of) if live.as_of else None,
        old=is_old(turn),
        count=found.count,
        new=sum(each.state(today) in _FRESH for each in opened),
        first=min(dated, key=lambda aid: (aid.deadline, aid.name), default=None),
        sources=sorted({each.aid.source for each in opened}),
        today=today,
    )
    return turn.says(Reply(text, ((ALL_AIDS,), (SUBSCRIBE, buttons.THEMES))))


def fund_named(turn: Turn, text: str) -> Acronym | None:
    """Return the fund that a message names by its acronym: "la DETR est ouverte ?"."""
    named = fund_in(tokens(text), turn.world)
    return next((each for each in turn.world.collection.acronyms if each.acronym == named), None)


def show_unlisted(turn: Turn, fund: Acronym) -> Outcome:
    """Say that a fund is not among the open aids known, what it is, and whom to ask."""
    live, partner = turn.world.live, turn.world.collection.partners.get(fund.partner or "")
    text = say(
        "live_aid_unlisted",
        fund=fund,
        partner=partner,
        as_of=day_of(live.as_of) if live.as_of and live.records else None,
        loading=live.loading,
    )
    whom = (buttons.press("partner", partner.name, partner.id),) if partner else ()
    every = (ALL_AIDS,) if live.records else aids_of_the_collection(turn)
    rows = ((*whom, *every), (SUBSCRIBE, buttons.THEMES))
    return turn.says(Reply(text, rows), offered=(), shown=0, card="")


DOORS = Doors(presses={"aids-state": show})
