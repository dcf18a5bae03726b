"""What administrators are told unasked.

It is each trouble once, its end once, and each month what people looked for; pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.conversation.days import PARIS
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.conversation.usage import Use
from bot.watching.health import TROUBLES, troubles

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from bot.watching.health import Condition
    from bot.watching.stats import Stats

_ALERT, _OVER, _SUMMARY = "alert", "alert_over", "summary"
_NINE = time(9)
_CATCHES_UP = timedelta(days=3)


@dataclass(frozen=True)
class Alert:
    """A trouble that began, or is over."""

    trouble: str
    is_over: bool = False

    @property
    def use(self) -> Use:
        """What is counted once it is told, so that it is told once, whatever restarts."""
        return Use(_OVER if self.is_over else _ALERT, self.trouble)


def alerts(condition: Condition, told: Set[str]) -> tuple[Alert, ...]:
    """Return what to tell, given the troubles that were told and are not yet said to be over."""
    wrong = troubles(condition, told)
    begun = tuple(Alert(trouble) for trouble in TROUBLES if trouble in wrong - told)
    return begun + tuple(
        Alert(trouble, is_over=True) for trouble in TROUBLES if trouble in told - wrong
    )


def standing(used: Mapping[Use, int]) -> frozenset[str]:
    """Return the troubles told and not yet said to be over, from all that was ever counted."""
    return frozenset(
        each for each in TROUBLES if used.get(Use(_ALERT, each), 0) > used.get(Use(_OVER, each), 0)
    )


def to_reply(alert: Alert, condition: Condition) -> Reply:
    """Say an alert."""
    return Reply(say("alert", alert=alert, trouble=alert.trouble, condition=condition))


@dataclass(frozen=True)
class Summary:
    """A monthly summary to send: the days it is about, and what is counted once it is told."""

    days: int
    use: Use


def summary_due(now: datetime, used: Mapping[Use, int]) -> Summary | None:
    """Return the summary to send, given what was told.

    It is due at 9:00 in Paris on a first Monday, and sent up to three days late.
    """
    month = now.astimezone(PARIS)
    due, before = _first_monday(month), _first_monday(month.replace(day=1) - timedelta(days=1))
    use = Use(_SUMMARY, f"{month:%Y-%m}")
    return (
        Summary((due - before).days, use)
        if due <= now < due + _CATCHES_UP and use not in used
        else None
    )


def summary_reply(figures: tuple[Reply, ...], stats: Stats) -> tuple[Reply, ...]:
    """Say what the figures that follow are, and what they call for."""
    return (Reply(say("summary", stats=stats)), *figures)


def _first_monday(month: datetime) -> datetime:
    first = month.date().replace(day=1)
    return datetime.combine(first + timedelta(days=-first.weekday() % 7), _NINE, PARIS)
