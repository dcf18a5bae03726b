"""What is known of a live aid, and what became of it since it was first seen.

It is frozen data, with no dependency.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Fields that may change while the aid does not.
_OURS = ("updated", "kinds", "themes", "places", "twin")
CLOSING_DAYS = 30  # days before the deadline from which an aid is said to close soon


class AidKind(StrEnum):
    """What an aid gives."""

    GRANT = "grant"
    LOAN = "loan"
    ENGINEERING = "engineering"
    OTHER = "other"


class State(StrEnum):
    """Where a live aid stands on a day."""

    NEW = "new"
    CHANGED = "changed"
    REOPENED = "reopened"
    OPEN = "open"
    COMING = "coming"
    CLOSING = "closing"
    CLOSED = "closed"


@dataclass(frozen=True)
class LiveAid:
    """One aid as its source gives it, in plain text.

    `id` is stable: "at-990001", "cur-...", "rss-...".

    `themes` are ids of the collection's themes; `labels` the source's own words for its subjects.
    `places` are codes of the collection's places where it applies; none: everywhere in the region.
    `rate_low` and `rate_high` are percents, `loan` is in euros. `updated` is the day its source
    last touched it, `mention` the credit that its licence asks for. `twin` is the same for a
    national aid and its local copies.
    """

    id: str
    source: str
    name: str
    funders: tuple[str, ...] = ()
    what: str = ""
    for_whom: str = ""
    beneficiaries: tuple[str, ...] = ()
    kinds: tuple[AidKind, ...] = ()
    themes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    territory: str = ""
    places: frozenset[str] = frozenset()
    opens: date | None = None
    deadline: date | None = None
    permanent: bool = False
    rate_low: int | None = None
    rate_high: int | None = None
    rate_comment: str = ""
    loan: int | None = None
    contact: str = ""
    url: str = ""
    apply_url: str = ""
    mention: str = ""
    updated: date | None = None
    twin: str = ""

    @property
    def digest(self) -> str:
        """The hash of what a reader would call a change.

        The day its source touched it, and what we make of its words, are none.
        """
        content = vars(self) | dict.fromkeys(_OURS)
        return hashlib.sha256(
            json.dumps(content, default=str, sort_keys=True).encode()
        ).hexdigest()[:16]

    @property
    def dates_disagree(self) -> bool:
        """Whether its dates contradict each other.

        They do where it opens after it closes, or closes although it is permanent.
        """
        return self.deadline is not None and (
            self.permanent or (self.opens is not None and self.opens > self.deadline)
        )

    @property
    def rates_disagree(self) -> bool:
        """Whether its rates contradict each other: the lowest is above the highest."""
        return (
            self.rate_low is not None
            and self.rate_high is not None
            and self.rate_low > self.rate_high
        )


@dataclass(frozen=True)
class Record:
    """A live aid and its story.

    `version` counts the times it was worth telling: 1 when first seen, one more at each reopening.

    `silent` tells that it was already there when the memory was first filled: nobody is told that
    it is new.
    """

    aid: LiveAid
    version: int
    first_seen: date
    changed: date | None = None
    reopened: date | None = None
    closed: date | None = None
    silent: bool = False

    def is_open(self, today: date) -> bool:
        """Tell whether one can apply today, or soon: not closed, nor past its deadline."""
        return self.closed is None and not (self.aid.deadline and self.aid.deadline < today)

    @property
    def told_since(self) -> date:
        """The day this version was there to be told."""
        return self.reopened or self.first_seen

    def state(self, today: date, recent: timedelta = timedelta(days=7)) -> State:
        """Return where the aid stands; what happened within `recent` days is still news."""
        if not self.is_open(today):
            return State.CLOSED
        surely_dated = not self.aid.dates_disagree
        if (
            surely_dated
            and self.aid.deadline
            and self.aid.deadline - today <= timedelta(days=CLOSING_DAYS)
        ):
            return State.CLOSING
        if self.reopened and today - self.reopened <= recent:
            return State.REOPENED
        if not self.silent and today - self.first_seen <= recent:
            return State.NEW
        if surely_dated and self.aid.opens and self.aid.opens > today:
            return State.COMING
        if self.changed and today - self.changed <= recent:
            return State.CHANGED
        return State.OPEN
