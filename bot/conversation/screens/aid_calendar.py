"""The deadlines of live aids for one's own calendar.

They are those of one aid, or of all those that are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.calendars import deadlines
from bot.conversation.days import day_of
from bot.conversation.labels import label
from bot.conversation.replies import Attachment, Button, Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.live_aids.model import Record

_KEPT = buttons.press("keptaids", label("my_kept_aids"))


def give(turn: Turn, aid_id: str) -> Outcome:
    """Give the deadline of an aid as a calendar file.

    Where it has none, or is closed or gone, say so.
    """
    record = turn.world.live.records.get(aid_id)
    back = (buttons.press("aid", label("back_to_aid"), aid_id), _KEPT) if record else (_KEPT,)
    return turn.says(_reply(turn, [record] if record else [], back), card=aid_id if record else "")


def give_kept(turn: Turn, _: str = "") -> Outcome:
    """Give the deadlines of all the aids kept as one calendar file."""
    records = turn.world.live.records
    kept = [records[each] for each in turn.session.subscription.kept if each in records]
    return turn.says(_reply(turn, kept, (_KEPT,)))


def attached(turn: Turn, records: Sequence[Record]) -> Attachment | None:
    """Return the calendar file of the aids that are open and have a deadline.

    It is None where none has.
    """
    content = deadlines(records, turn.now)
    return Attachment(label("calendar_file"), content, label("calendar_name")) if content else None


def door(turn: Turn, record: Record) -> tuple[Button, ...]:
    """Return the button that gives the deadline of an aid, where it is still to come."""
    is_dated = record.aid.deadline and record.is_open(day_of(turn.now))
    return (buttons.press("aidics", label("in_my_calendar"), record.aid.id),) if is_dated else ()


def _reply(turn: Turn, records: Sequence[Record], row: tuple[Button, ...]) -> Reply:
    file, today = attached(turn, records), day_of(turn.now)
    dated = [each for each in records if each.aid.deadline and each.is_open(today)]
    return Reply(
        say("calendar", dated=dated, undated=len(records) - len(dated), today=today), (row,), file
    )


DOORS = Doors(presses={"aidics": give, "keptics": give_kept})
