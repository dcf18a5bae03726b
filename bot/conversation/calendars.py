"""The deadlines of live aids as a calendar file (.ics) that a phone or a mailbox opens."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from bot.conversation.days import day_of
from bot.conversation.labels import label
from bot.conversation.texts import link
from knowledge.plain_values import cut

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from knowledge.live_aids.model import LiveAid, Record

# As the weekly message reminds.
_ALARMS = (timedelta(days=-30), timedelta(days=-7), timedelta(days=-2))
_LONGEST_WHAT = 1000
_MORNING = timedelta(hours=9)  # of the day of an alarm


def deadlines(records: Iterable[Record], now: datetime) -> bytes | None:
    """Return a calendar with the deadline of each aid that is open and has one.

    It is None where none has. An aid keeps its UID, and each new version of it a higher number:
    opened again, the file moves the deadline put off.
    """
    today = day_of(now)
    dated = [each for each in records if each.aid.deadline and each.is_open(today)]
    if not dated:
        return None
    calendar = Calendar()
    calendar.add("prodid", "-//Tambour//Tambour//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", label("calendar_name"))
    for record in sorted(dated, key=lambda each: (each.aid.deadline or today, each.aid.id)):
        calendar.add_component(_event(record, now))
    return bytes(calendar.to_ical())


def _event(record: Record, now: datetime) -> Event:
    """Return the deadline of an aid, on its whole day.

    It has alarms for the mornings to come before it.
    """
    aid, event = record.aid, Event()
    deadline = aid.deadline or day_of(now)
    event.add("uid", f"{aid.id}@tambour")
    event.add("dtstamp", now)
    event.add("sequence", record.version - 1)
    event.add("dtstart", deadline)
    event.add("dtend", deadline + timedelta(days=1))
    event.add(
        "summary",
        label("calendar_to_check" if aid.dates_disagree else "calendar_deadline", name=aid.name),
    )
    event.add("description", _description(aid))
    event.add("transp", "TRANSPARENT")
    if page := aid.apply_url or aid.url:
        event.add("url", link(page))
    for before in _ALARMS:
        if deadline + before >= day_of(now):
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", aid.name)
            alarm.add("trigger", before + _MORNING)
            event.add_component(alarm)
    return event


def _description(aid: LiveAid) -> str:
    source = aid.mention or (aid.source if "://" not in aid.source else "")
    lines = [
        ", ".join(aid.funders),
        cut(aid.what, _LONGEST_WHAT),
        *(
            label(key, url=link(url))
            for key, url in (("calendar_know", aid.url), ("calendar_apply", aid.apply_url))
            if url
        ),
        label("calendar_source", name=source) if source else "",
        label("calendar_check"),
    ]
    return "\n".join(filter(None, lines))
