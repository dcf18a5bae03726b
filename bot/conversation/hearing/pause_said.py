"""Until when a message wants no weekly one: "pendant 3 semaines", "jusqu'au 15 janvier"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import RestUntil, Show
from bot.conversation.hearing.counting import number_at
from bot.conversation.hearing.times import DAY
from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.acts import Act
    from bot.conversation.hearing.utterance import Utterance

_MOST_DAYS = 366


def pause_said(said: Utterance, *_: object) -> Act:
    """Return the pause that a message asks for, until a day where it says one."""
    words, known = _days_by_date(said.read), ways().times
    if said.holds(known.ends["month"]):
        return RestUntil()
    begins, after = _begins(words)
    if until := _until(words[after:]):
        return RestUntil(*until, begins=begins)
    if begins:
        days = _days(words)
        return RestUntil(days=days, begins=begins, ends=bool(days))
    if months := _whole_months(words):
        return RestUntil(months[-1] % 12 + 1, 1, begins=(months[0], 1))
    days = 0 if known.months.keys() & set(words) else _days(words)  # "3 semaines en janvier"
    return RestUntil(days=days) if days else Show(ways().kinds["follow_pause"].does)


def _days_by_date(words: Sequence[str]) -> list[str]:
    """Return words with the days that have a name by their date: "Noël" as "25 décembre"."""
    known = ways().times
    names = {month: name for name, month in reversed(known.months.items())}
    text = f" {' '.join(words)} "
    for name, (month, day) in known.named_days.items():
        before, found, after = text.partition(f" {name} ")
        if found and not any(before.endswith(f" {each}") for each in known.lasts_longer):
            text = f"{before} {day} {names[month]} {after}"
    return text.split()


def _whole_months(words: Sequence[str]) -> list[int]:
    """Return the months that are to bring no message: "en juillet et août"."""
    known = ways().times
    at = [i for i, word in enumerate(words) if word in known.months]
    led = f" {' '.join(words[: at[0]])}" if at else ""
    if not any(led.endswith(f" {each}") for each in known.during):
        return []
    return [known.months[words[i]] for i in at]


def _days(words: Sequence[str]) -> int:
    """Return for how many days words say, 0 where they do not."""
    known = ways().times
    for i in range(len(words)):
        number, end = number_at(words, i, ordinal=False)
        count = number or int(words[i] in known.one)
        end = end if number else i + 1
        if count > 0 and end < len(words):
            span = next((each for each, names in known.spans.items() if words[end] in names), 0)
            if 0 < count * span <= _MOST_DAYS:
                return count * span
    return 0


def _begins(words: Sequence[str]) -> tuple[tuple[int, int] | None, int]:
    """Return the month and the day that a pause begins, and where the words after it stand.

    "du 20 décembre au 4 janvier" and "du 20 au 27 décembre" say it, "jusqu'au 4 janvier" does not.
    """
    known = ways().times
    for i, word in enumerate(words):
        led = f" {' '.join(words[:i])}"
        number = DAY.fullmatch(word)
        if not (number and any(led.endswith(f" {each}") for each in known.since)):
            continue
        months = (known.months[each] for each in words[i + 1 :] if each in known.months)
        month = next(months, 0)
        named = words[i + 1 : i + 2] and words[i + 1] in known.months
        return ((month, int(number[1])), i + 2 if named else i + 1) if month else (None, 0)
    return None, 0


def _until(words: Sequence[str]) -> tuple[int, int] | None:
    """Return the month and the day that words give last, None where they give none.

    "du 20 décembre au 4 janvier" gives the second; "pendant août" gives none.
    """
    known = ways().times
    for i in reversed(range(1, len(words))):
        month, before = known.months.get(words[i], 0), words[i - 1]
        if not month:
            continue
        if number := DAY.fullmatch(before):
            return month, int(number[1])
        if before == known.end:
            return month, 0
        led = f" {' '.join(words[:i])}"
        if any(led.endswith(f" {each}") for each in known.until):
            return month, 1
    return None
