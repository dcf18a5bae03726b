"""What a few words change in the subscription: begin it, add, leave out or follow alone what they name; its day and hour."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.screens.live_aid import KINDS
from bot.conversation.screens.subscription import MOST_WORDS, changed, named_in, subscribe, subscribe_to, which_place
from matching.words import fold

if TYPE_CHECKING:
    from bot.conversation.acts import Follow, FollowWhen
    from bot.conversation.subscription import Subscription
    from bot.conversation.turn import Outcome, Turn


def follow(turn: Turn, act: Follow) -> Outcome:
    """Begin the subscription with what a text names, or change what it follows."""
    if act.how != "begin":
        return {"only": _only, "drop": _drop}.get(act.how, _add)(turn, act)
    before = turn.session.subscription
    named = named_in(turn, act.text)
    names = named.themes or named.audiences or named.words or named.place
    session, _ = subscribe_to(turn, act.text) if names else subscribe(turn)
    begun = replace(
        session.subscription,
        kinds=act.kinds or session.subscription.kinds,
        day=act.day if act.day >= 0 else session.subscription.day,
        hour=act.hour if act.hour >= 0 else session.subscription.hour,
    )
    begun = _without(replace(turn, session=replace(session, subscription=begun)), act.but) if act.but else begun
    session, replies = changed(turn, begun, "" if begun != before else "status")
    which = which_place(turn, act.text)
    return session, ((*replies, which) if which else replies)


def set_when(turn: Turn, act: FollowWhen) -> Outcome:
    """Set the day, the hour or both."""
    subscription = turn.session.subscription
    day = act.day if act.day >= 0 else subscription.day
    hour = act.hour if act.hour >= 0 else subscription.hour
    return changed(turn, replace(subscription, day=day, hour=hour))


def _add(turn: Turn, act: Follow) -> Outcome:
    """Follow one thing more; before any subscription, it is only chosen."""
    subscription = turn.session.subscription
    if subscription.kinds and act.kinds:
        subscription = replace(subscription, kinds=tuple(dict.fromkeys((*subscription.kinds, *act.kinds))))
        return changed(turn, subscription)
    if subscription.active:
        return subscribe_to(turn, act.text)
    named = named_in(turn, act.text)
    chosen = replace(
        subscription,
        themes=tuple(dict.fromkeys((*subscription.themes, *named.themes))),
        audiences=tuple(dict.fromkeys((*subscription.audiences, *named.audiences))),
        words=tuple(dict.fromkeys((*subscription.words, *named.words)))[:MOST_WORDS],
        place=named.place or subscription.place,
    )
    return changed(turn, chosen)


def _only(turn: Turn, act: Follow) -> Outcome:
    """Follow nothing else: of kinds or places, where one is named; of what is followed, where something is."""
    named, subscription = named_in(turn, act.text), turn.session.subscription
    if act.kinds:
        return changed(turn, replace(subscription, kinds=act.kinds))
    if named.themes or named.audiences:
        subscription = replace(subscription, themes=named.themes, audiences=named.audiences, words=named.words)
    return changed(turn, replace(subscription, place=named.place or subscription.place))


def _drop(turn: Turn, act: Follow) -> Outcome:
    """No longer follow what is named."""
    return changed(turn, _without(turn, act))


def _without(turn: Turn, act: Follow) -> Subscription:
    """Return the subscription without what is named; of no kind chosen, all the others."""
    named, subscription = named_in(turn, act.text), turn.session.subscription
    left = tuple(each for each in subscription.kinds or tuple(KINDS) if each not in act.kinds)
    return replace(
        subscription,
        themes=tuple(each for each in subscription.themes if each not in named.themes),
        audiences=tuple(each for each in subscription.audiences if each not in named.audiences),
        words=tuple(each for each in subscription.words if fold(each) not in map(fold, named.words)),
        place="" if named.place and named.place == subscription.place else subscription.place,
        kinds=left if act.kinds else subscription.kinds,
    )
