"""The live aids that a person keeps, to be reminded before they close.

They are reminded whatever else they follow.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.days import day_of
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Reply
from bot.conversation.screens import aid_calendar
from bot.conversation.screens.aids_listed import SUBSCRIBE
from bot.conversation.screens.live_aid import open_aid
from bot.conversation.screens.subscription import next_day
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.live_aids.model import Record

_MOST = 40  # aids kept: a message lists so many
_KEPT = buttons.press("keptaids", label("my_kept_aids"))


def keep(turn: Turn, aid_id: str) -> Outcome:
    """Keep an aid, once, and say when its reminders come."""
    record = turn.world.live.records.get(aid_id)
    today = day_of(turn.now)
    if record is None or not record.is_open(today):
        return open_aid(turn, aid_id)
    kept = _open_ones(turn, turn.session.subscription.kept)
    already, full = aid_id in kept, len(kept) >= _MOST
    refused = full and not already
    next_message = next_day(turn.session.subscription, turn.now)
    too_late = not refused and _is_too_late(turn, record)
    text = say(
        "live_aid_kept", aid=record.aid, already=already, full=refused, today=today, most=_MOST,
        too_late=too_late, paused=turn.session.subscription.paused, next_message=next_message,
    )  # fmt: skip
    rows = (
        (buttons.press("unkeepaid", label("no_longer_keep"), aid_id), _KEPT),
        (
            *(() if too_late else aid_calendar.door(turn, record)),
            buttons.press("aid", label("back_to_aid"), aid_id),
        ),
    )
    file = aid_calendar.attached(turn, [record]) if too_late else None
    return _with_kept(
        turn, kept if already or full else (*kept, aid_id), Reply(text, rows, file), aid_id
    )


def unkeep(turn: Turn, aid_id: str) -> Outcome:
    """No longer keep an aid, and say so."""
    kept = turn.session.subscription.kept
    record = turn.world.live.records.get(aid_id)
    text = say("live_aid_unkept", aid=record.aid if record else None, was_kept=aid_id in kept)
    back = (
        (buttons.press("keepaid", label("keep_aid_again"), aid_id),)
        if record and record.is_open(day_of(turn.now))
        else ()
    )
    return _with_kept(
        turn,
        tuple(each for each in kept if each != aid_id),
        Reply(text, ((*back, _KEPT),)),
        turn.session.card,
    )


def show(turn: Turn, _: str = "") -> Outcome:
    """List the aids kept, the first to close first."""
    today = day_of(turn.now)
    kept = _open_ones(turn, turn.session.subscription.kept)
    records = [turn.world.live.records[each] for each in kept if each in turn.world.live.records]
    records.sort(
        key=lambda record: (
            record.aid.deadline is None,
            record.aid.deadline or today,
            record.aid.name,
        )
    )
    text = say("live_aids_kept", records=records, unread=len(kept) - len(records), today=today)
    doors = [
        buttons.press("aid", label("open_number", number=i), record.aid.id)
        for i, record in enumerate(records, 1)
    ]
    dated = any(record.aid.deadline for record in records)
    calendar = ((buttons.press("keptics", label("all_in_my_calendar")),),) if dated else ()
    room = MOST_BUTTONS - 2 - len(calendar)
    shown, behind = buttons.few(doors, "keptaids", room)
    rows = (
        *buttons.in_rows(shown, 4),
        *calendar,
        (buttons.press("aids", label("open_aids")), SUBSCRIBE),
    )
    session, replies = _with_kept(turn, kept, Reply(text, rows, behind=behind), "")
    offered = tuple(record.aid.id for record in records)
    return replace(
        session,
        aids=bool(offered),
        offered=offered,
        shown=len(offered),
        sight=Sight.KEPT_AIDS,
    ), replies


def _is_too_late(turn: Turn, record: Record) -> bool:
    """Tell whether no message can come before an aid closes.

    The next one is later, or all are paused.
    """
    subscription, deadline = turn.session.subscription, record.aid.deadline
    return bool(deadline and (subscription.paused or deadline < next_day(subscription, turn.now)))


def _open_ones(turn: Turn, kept: Iterable[str]) -> tuple[str, ...]:
    """Return the aids that are still open.

    Where none at all is known, they are all of them: they may come back.
    """
    records, today = turn.world.live.records, day_of(turn.now)
    return tuple(
        each for each in kept if not records or (each in records and records[each].is_open(today))
    )


def _with_kept(turn: Turn, kept: tuple[str, ...], reply: Reply, card: str) -> Outcome:
    return turn.says(reply, subscription=replace(turn.session.subscription, kept=kept), card=card)


DOORS = Doors(
    presses={"keepaid": keep, "unkeepaid": unkeep, "keptaids": show},
)
