"""How the bot does; pure.

It says what was last seen of each of its parts, what is wrong, and whether it can answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.watching.inspection import Inspected
from bot.watching.version import running_version

if TYPE_CHECKING:
    from collections.abc import Set

STALE = timedelta(days=8)  # live aids older than that are said to be so
LATE = timedelta(hours=3)  # a digest that was due has then not left
MANY = 10  # calls given up or uncertain in an hour
FEW = 3  # of them, below which the trouble is over: it does not come and go around one number
# Without anyone looking: what looks each minute, or what it waits for, is stuck.
_STUCK = timedelta(minutes=3)
_SILENT = 120.0  # seconds without an answer from the messenger
TROUBLES = ("database", "digest", "aids", "failures", "collection")


@dataclass(frozen=True)
class Condition:
    """What was seen at a moment.

    `database` and `collection` say what is wrong with them, "" for nothing.

    `failures` are the calls given up or uncertain in the last hour, `silence` the seconds since the
    messenger last answered, `rounds_since` the last time digests were looked after.
    """

    taken: datetime
    started: datetime
    database: str = ""
    database_bytes: int = 0
    collection: str = ""
    inspected: Inspected = field(default_factory=Inspected)
    failures: int = 0
    silence: float = 0.0
    rounds_since: datetime | None = None
    messenger: str = "Telegram"

    @property
    def uptime(self) -> timedelta:
        """How long it has been running."""
        return self.taken - self.started

    @property
    def aids_age(self) -> timedelta | None:
        """How old the live aids are; None where there are none."""
        as_of = self.inspected.aids_as_of
        return self.taken - as_of if as_of else None

    @property
    def late_since(self) -> datetime | None:
        """Since when a digest that was due waits to leave.

        It is also since when digests are no longer looked after.
        """
        return min(
            (each for each in (self.inspected.waiting_since, self.rounds_since) if each),
            default=None,
        )


def troubles(condition: Condition, told: Set[str] = frozenset()) -> frozenset[str]:
    """Return what is wrong, some of TROUBLES, given what was said to be wrong before."""
    late, age = condition.late_since, condition.aids_age
    wrong = {
        "database": bool(condition.database or condition.inspected.trouble),
        "digest": late is not None and condition.taken - late > LATE,
        "aids": age is not None and age > STALE,
        "failures": condition.failures > (FEW if "failures" in told else MANY),
        "collection": bool(condition.collection),
    }
    return frozenset(trouble for trouble in TROUBLES if wrong[trouble])


def can_answer(condition: Condition | None, now: datetime) -> bool:
    """Tell whether who writes gets an answer.

    They do where the bot looked after itself lately, and its messenger answers it.
    """
    return condition is not None and now - condition.taken < _STUCK and condition.silence < _SILENT


def as_json(condition: Condition | None, now: datetime) -> dict[str, Any]:
    """Return the health for a machine, without anything that a stranger may not know."""
    if condition is None:
        return {"status": "starting", "version": running_version()}
    wrong, age, last = troubles(condition), condition.aids_age, condition.inspected.last_sent
    return {
        "status": ("degraded" if wrong else "ok") if can_answer(condition, now) else "down",
        "version": running_version(),
        "troubles": sorted(wrong),
        "uptime_seconds": int((now - condition.started).total_seconds()),
        "database": "trouble" if "database" in wrong else "ok",
        "live_aids": condition.inspected.aids,
        "live_aids_age_seconds": None if age is None else int(age.total_seconds()),
        "last_digest": last.isoformat(timespec="seconds") if last else None,
    }
