"""The day and the hour that a message says: "le jeudi à 18h", "plutôt mardi matin"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation.hearing.expressions import whole_words
from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = re.compile(r"([0-2]?[0-9]|3[01])(?:er)?")  # of a month
_MINUTES = re.compile(r"[0-2]?[0-9]h(?!00)[0-5][0-9]")
_OF_AN_HOUR = re.compile(r"(?!00)[0-5][0-9]")
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])(?:h(?:[0-5][0-9])?)?")


def when_said(words: Sequence[str], now: tuple[int, int] = (-1, -1)) -> tuple[int, int]:
    """Return the day and the hour that folded words say.

    The day is 0 (Monday) to 6, the hour 0 to 23, and -1 what they do not say. `now` is what they
    are to take the place of: of several, another one is meant ("8 h je suis sur la route, midi
    plutôt").
    """
    return _meant(_days(words), now[0]), _meant(_hours(words), now[1])


def _meant(said: Sequence[int], now: int) -> int:
    """Return the last of several that is not the present one."""
    others = [each for each in said if each != now]
    return (others or said or [-1])[-1]


def _days(words: Sequence[str]) -> list[int]:
    known = ways().times
    days = [
        number
        for i, word in enumerate(words)
        for number, names in known.days.items()
        if word in names and known.left_out_after.isdisjoint(words[max(i - 2, 0) : i])
    ]
    not_then = {tuple(each.split()) for each in ways().leads["not_then"]}
    if any(tuple(words[i : i + len(each)]) == each for each in not_then for i in range(len(words))):
        return days[1:]  # "le lundi je ne suis pas là, mettez le jeudi"
    return days


def _hours(words: Sequence[str]) -> list[int]:
    """Return the hours said, those by their names ("midi") before those in figures."""
    known = ways().times
    hours = [hour for i in range(len(words)) if (hour := _named_hour(words[i : i + 2])) >= 0][:1]
    for i, word in enumerate(words):
        found = _HOUR.fullmatch(word)
        after = words[i + 1] if i + 1 < len(words) else ""
        if found and ("h" in word or after in known.hour_words):
            hours.append(int(found[1]))
    return hours


def _named_hour(words: Sequence[str]) -> int:
    """Return the hour that one or two words name, -1 for none: "après midi" is not "midi"."""
    hours = ways().times.hours.items()
    names = ("-".join(words), words[0])
    return next((hour for name in names for hour, known in hours if name in known), -1)


def minutes_said(words: Sequence[str]) -> bool:
    """Tell whether words say minutes after an hour: "17h30", "18 h 15", "8 heures et demie"."""
    known = ways().times
    return any(
        _MINUTES.fullmatch(word)
        or word in known.halves
        or (word in known.hour_words and _OF_AN_HOUR.fullmatch(after))
        for word, after in zip(words, (*words[1:], ""), strict=True)
    )


def date_said(words: Sequence[str]) -> tuple[int, int] | None:
    """Return the month and the day before which something is to close: "avant le 20 décembre".

    Month 0 is the present one; day 0 the last of the month. None where none is said.
    """
    known, text = ways().times, f" {' '.join(words)} "
    lead = next((each for each in known.closes_before if whole_words(each) in text), "")
    if not lead or any(f" {word}{whole_words(lead)}" in text for word in known.left_out_after):
        return None  # "pas avant février" is after it
    after = text.split(whole_words(lead), 1)[1].split()
    rest = f" {' '.join(after)} "
    if any(whole_words(each) in rest for each in known.ends["month"]):
        return 0, 0
    if any(whole_words(each) in rest for each in known.ends["year"]):
        return 12, 31
    if named := next((day for name, day in known.named_days.items() if f" {name} " in rest), None):
        return named
    at = next((i for i, word in enumerate(after) if word in known.months), -1)
    if at < 0:
        return None
    number = DAY.fullmatch(after[at - 1]) if at else None
    if at and after[at - 1] == known.end:
        return known.months[after[at]], 0
    return known.months[after[at]], int(number[1]) if number else 1
