"""One live aid, whole.

It says what, for whom, where, until when, how much, where to apply, its source, and the cards that
did it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.days import day_of
from bot.conversation.labels import label
from bot.conversation.replies import Button, Reply
from bot.conversation.screens import aid_calendar, answer
from bot.conversation.screens.aids_listed import STATES, is_old
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from bot.conversation.usage import LIVE_AIDS, Use
from matching.live_aids import cards_for

if TYPE_CHECKING:
    from knowledge.live_aids.model import Record
    from knowledge.model import Card

KINDS = {kind: label(f"kind_{kind}") for kind in ("grant", "loan", "engineering", "other")}
_CARDS = 3


def open_aid(turn: Turn, aid_id: str) -> Outcome:
    """Show all that is known of a live aid, or say that it is no longer known."""
    record = turn.world.live.records.get(aid_id)
    if record is None:
        return _gone(turn, aid_id)
    aid, today = record.aid, day_of(turn.now)
    cards = _cards(turn, record)
    text = say(
        "live_aid",
        aid=aid,
        record=record,
        today=today,
        state=STATES[record.state(today)],
        cards=cards,
        kinds=[KINDS[kind] for kind in aid.kinds],
        as_of=turn.world.live.as_of,
        old=is_old(turn),
    )
    like = (buttons.press("aidcards", label("cards_like_aid"), aid_id),) if cards else ()
    rows = (
        (*keeping(turn, record), *aid_calendar.door(turn, record)),
        (*like, buttons.press("shareaid", label("share"), aid_id)),
        (
            buttons.press("error", label("report_error"), aid_id),
            buttons.press("aids", label("open_aids")),
        ),
    )
    session, replies = turn.says(Reply(text, tuple(filter(None, rows))), card=aid_id)
    return session.using(Use(LIVE_AIDS, aid_id)), replies


def share(turn: Turn, aid_id: str) -> Outcome:
    """Give an aid as a short text to forward."""
    record = turn.world.live.records.get(aid_id)
    if record is None:
        return _gone(turn, aid_id)
    text = say("live_aid_share", aid=record.aid, record=record, today=day_of(turn.now))
    return turn.says(
        Reply(text, ((buttons.press("aid", label("back_to_aid"), aid_id),),)), card=aid_id
    )


def show_cards(turn: Turn, aid_id: str) -> Outcome:
    """List the cards that did what an aid pays for, and those of its themes."""
    record = turn.world.live.records.get(aid_id)
    if record is None:
        return _gone(turn, aid_id)
    ids = [*cards_for(record.aid, turn.world.matcher, answer.KEPT)]
    of_themes = (turn.world.collection.cards_of_theme.get(theme, ()) for theme in record.aid.themes)
    ids += [card.id for cards in of_themes for card in cards]
    return answer.list_cards(turn, ",".join(dict.fromkeys(ids)))


def keeping(turn: Turn, record: Record) -> tuple[Button, ...]:
    """Return the button that keeps an aid, or no longer; of a closed one nothing is recalled."""
    if record.aid.id in turn.session.subscription.kept:
        return (buttons.press("unkeepaid", label("no_longer_keep"), record.aid.id),)
    if not record.is_open(day_of(turn.now)):
        return ()
    return (buttons.press("keepaid", label("keep_aid"), record.aid.id),)


def _cards(turn: Turn, record: Record) -> list[Card]:
    return [
        turn.world.collection.cards[card]
        for card in cards_for(record.aid, turn.world.matcher, _CARDS)
    ]


def _gone(turn: Turn, aid_id: str) -> Outcome:
    """Say that an aid is no longer known.

    While the list is being read, say that it is not known yet.
    """
    again = buttons.press("aid", label("see_again"), aid_id)
    ways = (again,) if turn.world.live.loading else (buttons.press("aids", label("open_aids")),)
    text = say("live_aid_gone", loading=turn.world.live.loading)
    return turn.says(Reply(text, ((*ways, buttons.THEMES),)))


DOORS = Doors(
    presses={"aid": open_aid, "shareaid": share, "aidcards": show_cards},
)
