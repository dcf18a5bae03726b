"""Days as the people who ask live and say them: the day it is in France, and a day in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import datetime, timedelta

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
PARIS = ZoneInfo("Europe/Paris")


def day_of(moment: datetime) -> date:
    """Return the day that a moment belongs to in France."""
    return moment.astimezone(PARIS).date()


def in_words(day: date, weekday: bool = True, this_year: date | None = None) -> str:
    """Return a day in words: "mardi 15 décembre 2026", "1er mars 2027"; without the year where it is that of `this_year`."""
    number = "1er" if day.day == 1 else str(day.day)
    year = "" if this_year and this_year.year == day.year else str(day.year)
    return " ".join(filter(None, (WEEKDAYS[day.weekday()] if weekday else "", number, MONTHS[day.month - 1], year)))


def is_recent(day: str, today: date) -> bool:
    """Tell whether a day written in ISO form is today, yesterday or tomorrow."""
    try:
        return abs((today - date.fromisoformat(day)).days) <= 1
    except ValueError:
        return False


def duration(time: timedelta) -> str:
    """Return a time in its largest unit: "3 jours", "2 heures", "moins d’une minute"."""
    seconds = int(time.total_seconds())
    for unit, length in (("jour", 86_400), ("heure", 3_600), ("minute", 60)):
        if seconds >= length:
            return f"{seconds // length} {unit}{'s' if seconds >= 2 * length else ''}"
    return "moins d’une minute"
