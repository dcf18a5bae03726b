"""When a subscription is due, on the wall clock of Europe/Paris."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.conversation.days import PARIS, day_of

if TYPE_CHECKING:
    from bot.conversation.subscription import Subscription

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """A digest to choose.

    It has the moment it is for (UTC), and whether it is the first of a subscription.
    """

    moment: datetime
    is_first: bool = False


def due_moment(subscription: Subscription, now: datetime) -> datetime:
    """Return the latest weekly moment of a subscription that is not after `now`, in UTC."""
    today = day_of(now)
    day = today - timedelta(days=(today.weekday() - subscription.day) % 7)
    moment = _at(day, subscription.hour)
    return moment if moment <= now else _at(day - _WEEK, subscription.hour)


def due(subscription: Subscription, last: datetime | None, now: datetime) -> Due | None:
    """Return what is due now, given the last moment that was dealt with; None where nothing is.

    The first digest comes at once. The weekly ones begin after it: a moment before the subscription
    was asked for is none of its own. One who only keeps aids is due every week too, and one who
    pauses never, nor for a moment of the days of the pause. Moments missed are caught up as one.
    """
    if subscription.rests(day_of(now)) or not subscription.is_stored:
        return None
    since = asked(subscription) if subscription.active else None
    if since and (last is None or last < since):
        return Due(since, is_first=True) if since <= now else None
    weekly = due_moment(subscription, now)
    is_new = last is None or last < weekly
    return Due(weekly) if is_new and not subscription.rests(day_of(weekly)) else None


def asked(subscription: Subscription) -> datetime | None:
    """Return the moment a subscription was asked for, in UTC; None where it does not say."""
    try:
        since = datetime.fromisoformat(subscription.since)
    except ValueError:
        return None
    return (since if since.tzinfo else since.replace(tzinfo=UTC)).astimezone(UTC)


def _at(day: date, hour: int) -> datetime:
    """Return an hour of a day as a moment.

    An hour that the clocks jump over is the next; of one that comes twice, it is the first.
    """
    return datetime.combine(day, time(hour), PARIS).astimezone(UTC)
