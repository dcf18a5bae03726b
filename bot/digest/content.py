"""What a digest tells, as the outbox keeps it, and what was dealt with before; frozen."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MOST_AIDS = 5
NEW, REOPENED, OPEN = "new", "reopened", "open"


@dataclass(frozen=True)
class Past:
    """What was dealt with for a person.

    It has the `last` moment due, the day of the last `practice`, and the keys `told`.
    """

    last: datetime | None = None
    practice: date | None = None
    told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Item:
    """An aid told: its id, why it is told, and why it concerns the person ("theme:mobilite").

    `notice` is "new", "reopened", "closing-7", or "open" in a first digest."""

    aid: str
    notice: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Digest:
    """What one weekly message tells: aids, the most concerning first, and a practice.

    A first one that finds no aid has `cards` of the collection. Of the aids that are still open
    when it is sent, the first five are told each, the others by a link, and `more` that were not
    worth being kept one by one. `keys` are what the person is told by it, each once and for all;
    `day` is the day it was chosen.
    """

    day: date
    items: tuple[Item, ...] = ()
    cards: tuple[str, ...] = ()
    practice: str = ""
    keys: tuple[str, ...] = field(default=())
    more: int = 0

    def to_json(self) -> str:
        """Return the digest as the outbox keeps it."""
        # vars: asdict copies deeply, and took half of the time of choosing for 100,000 people.
        content = vars(self) | {
            "day": self.day.isoformat(),
            "items": [vars(item) for item in self.items],
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def digest_from_json(text: str) -> Digest:
    """Read a digest that the outbox kept."""
    kept = json.loads(text)
    items = [Item(each["aid"], each["notice"], tuple(each["reasons"])) for each in kept["items"]]
    items += [Item(aid, NEW) for aid in kept.get("rest", ())]  # as it was kept until November 2026
    lists = {name: tuple(kept[name]) for name in ("cards", "keys")}
    return Digest(
        date.fromisoformat(kept["day"]),
        tuple(items),
        practice=kept["practice"],
        more=kept.get("more", 0),
        **lists,
    )
