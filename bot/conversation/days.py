"""Days as the people who ask live and say them: the day it is in France, and a day in words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.conversation.data import read

if TYPE_CHECKING:
    from datetime import datetime, timedelta

_CALENDAR: dict[str, Any] = read("calendar")
WEEKDAYS: tuple[str, ...] = tuple(_CALENDAR["weekdays"])
MONTHS: tuple[str, ...] = tuple(_CALENDAR["months"])
PARIS = ZoneInfo("Europe/Paris")


def day_of(moment: datetime) -> date:
    """Return the day that a moment belongs to in France."""
    return moment.astimezone(PARIS).date()


def in_words(day: date, weekday: bool = True, this_year: date | None = None) -> str:
    """Return a day in words: "mardi 15 décembre 2026", "1er mars 2027".

    The year is left out where it is that of `this_year`.
    """
    number = _CALENDAR["first_day"] if day.day == 1 else str(day.day)
    year = "" if this_year and this_year.year == day.year else str(day.year)
    return " ".join(
        filter(
            None, (WEEKDAYS[day.weekday()] if weekday else "", number, MONTHS[day.month - 1], year)
        )
    )


def is_recent(day: str, today: date) -> bool:
    """Tell whether a day written in ISO form is today, yesterday or tomorrow."""
    try:
        return abs((today - date.fromisoformat(day)).days) <= 1
    except ValueError:
        return False


def duration(time: timedelta) -> str:
    """Return a time in its largest unit: "3 jours", "2 heures", "moins d’une minute"."""
    seconds = int(time.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return counted(seconds // length, unit)
    return str(_CALENDAR["less_than_a_minute"])


def counted(count: int, unit: str) -> str:
    """Return a number of years, days, hours or minutes in words, by the English name of one.

    It gives "1 an", "400 jours".
    """
    one, several = _CALENDAR["lengths"][unit]
    return f"{count} {one if count == 1 else several}"


def next_date(month: int, day: int, today: date) -> date:
    """Return the next day of a month: month 0 is the present one, day 0 the last of the month."""
    year = today.year + (0 < month < today.month)
    month = month or today.month
    last = monthrange(year, month)[1]
    return date(year, month, min(day, last) if day else last)
