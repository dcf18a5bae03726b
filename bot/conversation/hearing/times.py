"""The day and the hour that a message says: "le jeudi à 18h", "plutôt mardi matin"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOUR = re.compile(r"([01]?[0-9]|2[0-3])(?:h(?:[0-5][0-9])?)?")


def when_said(words: Sequence[str]) -> tuple[int, int]:
    """Return the day (0 Monday to 6) and the hour (0 to 23) that folded words say, -1 for what they do not."""
    known = ways().times
    days = [
        number
        for i, word in enumerate(words)
        for number, names in known.days.items()
        if word in names and known.left_out_after.isdisjoint(words[max(i - 2, 0) : i])
    ]
    not_then = {tuple(each.split()) for each in ways().leads["not_then"]}
    if any(tuple(words[i : i + len(each)]) == each for each in not_then for i in range(len(words))):
        days = days[1:]  # "le lundi je ne suis pas là, mettez le jeudi"
    hour = next((number for word in words for number, names in known.hours.items() if word in names), -1)
    for i, word in enumerate(words):
        found = _HOUR.fullmatch(word)
        after = words[i + 1] if i + 1 < len(words) else ""
        if found and (word.endswith("h") or "h" in word or after in known.hour_words):
            hour = int(found[1])
    return days[-1] if days else -1, hour
