"""What a few words change in the subscription.

They begin it, add, leave out or follow alone what they name, or tell its day and hour.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.following import (
    Topics,
    adding,
    all_followed,
    dropping,
    leaving_out,
    only,
)
from bot.conversation.screens.subscription import begun, changed
from bot.conversation.screens.subscription_named import named_in, places_of, which_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.acts import Follow, FollowWhen
    from bot.conversation.subscription import Subscription
    from bot.conversation.turn import Outcome, Turn

_CHANGES: dict[str, Callable[[Subscription, Topics], Subscription]] = {
    "only": only,
    "drop": dropping,
    "without": leaving_out,
}


def follow(turn: Turn, act: Follow) -> Outcome:
    """Begin the subscription with what a text names, or change what it follows."""
    if act.how == "begin":
        return _begin(turn, act)
    if act.how == "replace":
        return _replace(turn, act)
    if act.how == "all":
        return changed(turn, all_followed(turn.session.subscription))
    named, subscription = named_in(turn, act.text, act.kinds), turn.session.subscription
    if act.how == "add":
        # Before any subscription it is only chosen, besides the person's own place.
        own = places_of(turn, subscription) if named.places else ()
        named = replace(named, places=(*own, *named.places))
    after = _CHANGES.get(act.how, adding)(subscription, named)
    if act.but:
        after = leaving_out(after, named_in(turn, act.but.text, act.but.kinds))
    session, replies = changed(turn, after, "same" if after == subscription else "")
    return session, (*replies, *which_place(turn, named))


def set_when(turn: Turn, act: FollowWhen) -> Outcome:
    """Set the day, the hour or both."""
    after = _timed(turn.session.subscription, act)
    return changed(turn, after, "on_the_hour" if act.minutes else "")


def _replace(turn: Turn, act: Follow) -> Outcome:
    """Follow what is named in the place of what was; of places, in the place of all others."""
    named, subscription = named_in(turn, act.text, act.kinds), turn.session.subscription
    gone = named_in(turn, act.but.text, act.but.kinds) if act.but else Topics()
    if named.places and gone.is_empty:
        return changed(turn, only(subscription, named))
    session, replies = changed(turn, adding(dropping(subscription, gone), named))
    return session, (*replies, *which_place(turn, named))


def _begin(turn: Turn, act: Follow) -> Outcome:
    """Begin the subscription with what is named, of the kinds said.

    What is left out, the day and the hour are as they are said.
    """
    named = named_in(turn, act.text)
    subscription = _timed(adding(begun(turn, bool(named.places)), named), act)
    if act.kinds:
        subscription = only(subscription, Topics(kinds=act.kinds))
    if act.but:
        away = dropping if act.but.how == "drop" else leaving_out
        subscription = away(subscription, named_in(turn, act.but.text, act.but.kinds))
    session, replies = changed(
        turn, subscription, "" if subscription != turn.session.subscription else "status"
    )
    return session, (*replies, *which_place(turn, named))


def _timed(subscription: Subscription, act: Follow | FollowWhen) -> Subscription:
    day = act.day if act.day >= 0 else subscription.day
    return replace(subscription, day=day, hour=act.hour if act.hour >= 0 else subscription.hour)
