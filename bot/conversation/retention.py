"""What is kept, why and how long.

It is the one table that the privacy screen prints and that the store applies.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.data import read
from bot.conversation.days import counted
from bot.conversation.labels import label

# Days that a weekly message stays after it was sent, and what it told after the aid ended.
DELIVERED_DAYS = 400
_YEAR = 365


@dataclass(frozen=True)
class Kept:
    """One kind of thing kept: what it is, what for, and how many days after what it goes.

    The words are those of the screen.

    `days` is None where it stays until the person ends it: `after` then says how.
    """

    what: str
    why: str
    days: int | None
    after: str

    @property
    def until(self) -> str:
        """Return how long it is kept, in words.

        It says "C’est effacé 400 jours après votre dernier message".
        """
        if self.days is None:
            return label("kept", after=self.after)
        return label("erased", time=_duration(self.days), after=self.after)


def _duration(days: int) -> str:
    """Return a time in words: "1 an", "400 jours"."""
    years, rest = divmod(days, _YEAR)
    return counted(days, "day") if rest else counted(years, "year")


_DAYS: dict[str, int | None] = {
    "sessions": 400,
    "subscriptions": None,
    "standings": 400,
    "deliveries": DELIVERED_DAYS,
    "told": None,
    "turns": None,
    "notes": 2 * _YEAR,
    "unmatched": _YEAR,
    "usage": 2 * _YEAR,
}
_WORDS: dict[str, dict[str, str]] = read("retention")
RETENTION: dict[str, Kept] = {
    table: Kept(words["what"], words["why"], days, words["after"].format(days=DELIVERED_DAYS))
    for table, days in _DAYS.items()
    for words in (_WORDS[table],)
}
