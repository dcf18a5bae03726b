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
    words, known = said.read, ways().times
    if said.holds(known.ends["month"]):
        return RestUntil()
    if until := _until(words):
        return RestUntil(*until)
    days = 0 if known.months.keys() & set(words) else _days(words)  # "3 semaines en janvier"
    return RestUntil(days=days) if days else Show(ways().kinds["follow_pause"].does)


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
