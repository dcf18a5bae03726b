"""A list of open aids, a few at a time, or why there is none and where else to look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import EVERY_AID
from bot.conversation.days import day_of
from bot.conversation.hearing.context import NONE_OPEN
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Reply
from bot.conversation.texts import say
from knowledge.live_aids.model import State
from matching.verdict import Outcome as Found
from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.replies import Button
    from bot.conversation.turn import Outcome, Turn
    from bot.conversation.world import World
    from matching.live_aids import FoundAids

SHOWN = 4
_SITE = "Aides-territoires"
OLD = timedelta(days=8)  # a source read every day that was not read for so long is told to be old
STATES = {
    State.NEW: label("state_new"),
    State.CHANGED: label("state_changed"),
    State.REOPENED: label("state_reopened"),
    State.COMING: label("state_coming"),
    State.CLOSING: label("state_closing"),
    State.CLOSED: label("state_closed"),
    State.OPEN: "",
}
ALL_AIDS = buttons.press("aids", label("all_open_aids"), EVERY_AID)
SUBSCRIBE = buttons.press("subscription", label("my_subscription"))


@dataclass(frozen=True)
class AskedAids:
    """What is looked for, as a button carries it (`what`) and in words (`about`).

    With it goes what was found at a place (`where`).
    """

    what: str
    about: str
    where: str
    found: FoundAids


def none_known(turn: Turn, *, alone: bool, card: str = "") -> str:
    """Return why no aid is known, and where else to look.

    The list is being read, was never filled, or is lost.
    """
    live, where = turn.world.live, _where_to_look(turn.world)
    known = turn.world.collection.cards.get(card)
    payers = [each.says for each in known.answers if each.about == "payer"] if known else []
    return say(
        "live_aids_unknown",
        loading=live.loading,
        as_of=_as_of(turn.world),
        alone=alone,
        card=card,
        payer=next(iter(payers), ""),
        where=where,
    )


def _where_to_look(world: World) -> str:
    """Return the id of the card about the site that lists all open aids.

    It is "" where the collection has none.
    """
    return next(
        (card.id for card in world.collection.cards.values() if fold(_SITE) in fold(card.title)), ""
    )


def list_aids(turn: Turn, asked: AskedAids, start: int, everywhere: bool) -> Outcome:
    """Say what was found, or which of the three nothings it is."""
    matches = asked.found.matches[start : start + SHOWN]
    if not matches:
        return _nothing(turn, asked)
    shown = [(turn.world.live.records[match.id], match) for match in matches]
    text = say(
        "live_aids",
        asked=asked,
        aids=shown,
        start=start,
        today=day_of(turn.now),
        as_of=_as_of(turn.world),
        old=is_old(turn),
        unsure=asked.found.outcome is Found.UNSURE,
        states=STATES,
    )
    star = "*" if everywhere else ""
    more = (
        (buttons.press("aids-page", label("next_ones"), f"{start + SHOWN}{star}:{asked.what}"),)
        if start + SHOWN < len(asked.found.matches)
        else ()
    )
    follows = turn.session.subscription.active and asked.what == ""
    ways, behind = buttons.few(
        (
            *more,
            *((ALL_AIDS,) if follows else _widening(asked)),
            *_cards(turn, asked),
            SUBSCRIBE,
            buttons.THEMES,
        ),
        f"aids-page:{start}{star}:{asked.what}",
        MOST_BUTTONS - len(matches),
    )
    reply = Reply(text, (_opening([match.id for match in matches], start), ways), behind=behind)
    offered = tuple(match.id for match in asked.found.matches)
    return turn.says(reply, offered=offered, shown=start + SHOWN, card="")


def _nothing(turn: Turn, asked: AskedAids) -> Outcome:
    """Say that there is no aid here and offer all the region.

    Where the theme has none, offer other ways.
    """
    text = say("live_aids_none", asked=asked, as_of=_as_of(turn.world), old=is_old(turn))
    others = () if asked.found.elsewhere else (ALL_AIDS,)
    rows = (
        (*_widening(asked), *_cards(turn, asked), *others),
        (*aids_of_the_collection(turn), SUBSCRIBE, buttons.THEMES),
    )
    reply = Reply(text, tuple(filter(None, rows)))
    return turn.says(reply, offered=(), shown=0, card="", asked=NONE_OPEN)


def _opening(ids: Sequence[str], start: int) -> tuple[Button, ...]:
    return tuple(
        buttons.press("aid", label("open_number", number=i), each)
        for i, each in enumerate(ids, start + 1)
    )


def _widening(asked: AskedAids) -> tuple[Button, ...]:
    return (
        (buttons.press("aids-page", label("all_the_region"), f"0*:{asked.what}"),)
        if asked.where
        else ()
    )


def _cards(turn: Turn, asked: AskedAids) -> tuple[Button, ...]:
    """Return the way back to the cards: the one the aids go with, or those for the same need."""
    if asked.what in turn.world.collection.cards:
        return (buttons.to_card(asked.what, label("back_to_card")),)
    return () if asked.what.startswith("@") else buttons.to_need(asked.what, label("the_cards"))


def aids_of_the_collection(turn: Turn) -> tuple[Button, ...]:
    """Return the button to the aids that the collection itself holds, if any."""
    aids = [card.id for card in turn.world.collection.cards.values() if card.kind == "aid"]
    return (buttons.to_list(aids, label("aids_of_collection")),) if aids else ()


def is_old(turn: Turn) -> bool:
    """Tell whether the aids were not read for so long that it must be said."""
    as_of = turn.world.live.as_of
    return as_of is None or turn.now - as_of > OLD


def _as_of(world: World) -> date | None:
    return day_of(world.live.as_of) if world.live.as_of else None
