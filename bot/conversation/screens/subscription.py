"""The subscription: what it follows and when.

It is asked for in words or by buttons, paused, stopped once confirmed, previewed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.days import PARIS, WEEKDAYS, day_of, in_words, is_recent, next_date
from bot.conversation.following import adding
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens import live_aids
from bot.conversation.screens.aids_listed import SUBSCRIBE
from bot.conversation.screens.subscription_named import followed, named_in, which_place
from bot.conversation.subscription import EVERYWHERE, Subscription
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.acts import RestUntil
    from bot.conversation.replies import Rows

_STOP = buttons.press("unsubscribe", label("stop"))
_CHOICES = (
    buttons.press("subchange", label("choose_what")),
    buttons.press("subplace", label("choose_place")),
    buttons.press("subtime", label("choose_time")),
)


def show(turn: Turn, asked: str = "") -> Outcome:
    """Show what is followed and how to change it; before any subscription, what it would be.

    "status": it was asked whether one is subscribed; "stay": one was about to stop."""
    return changed(turn, turn.session.subscription, asked)


def subscribe(turn: Turn, _: str = "") -> Outcome:
    """Begin the subscription as it is now chosen, at the person's place where none was chosen."""
    return changed(turn, begun(turn))


def look_up(turn: Turn, written: str) -> Outcome:
    """Subscribe to what follows the command; without anything, show the subscription."""
    return subscribe_to(turn, written) if written.strip() else show(turn)


def subscribe_to(turn: Turn, written: str) -> Outcome:
    """Follow what a text names, besides what is followed already.

    It names themes, audiences, places, or words that are none of them.
    """
    named = named_in(turn, written)
    session, replies = changed(turn, adding(begun(turn, bool(named.places)), named))
    return session, (*replies, *which_place(turn, named))


def pause(turn: Turn, _: str = "", ends: date | None = None, begins: date | None = None) -> Outcome:
    """Send nothing from a day, until another or until asked to go on; what is followed stays."""
    if not turn.session.subscription.active:
        return show(turn, "none")
    paused = replace(
        turn.session.subscription,
        paused=True,
        pause_begins=begins.isoformat() if begins else "",
        pause_ends=ends.isoformat() if ends else "",
    )
    return changed(turn, paused, "noted")


def pause_until(turn: Turn, act: RestUntil) -> Outcome:
    """Send nothing until the day that is said, or for as many days."""
    today = day_of(turn.now)
    begins = next_date(*act.begins, today) if act.begins else None
    first = max(begins or today, today)
    if not act.ends:
        return pause(turn, begins=begins)
    ends = first + timedelta(days=act.days) if act.days else next_date(act.month, act.day, first)
    return pause(turn, ends=ends, begins=begins)


def ask_stop(turn: Turn, _: str = "") -> Outcome:
    """Say what would stop, and ask once.

    The button carries its day, so that an old one asks again.
    """
    subscription = turn.session.subscription
    if not subscription.is_stored:
        return turn.says(Reply(say("subscription_none"), ((SUBSCRIBE, buttons.THEMES),)))
    yes = buttons.press("unsubscribe-yes", label("yes_stop"), day_of(turn.now).isoformat())
    keep = (
        ()
        if subscription.paused or not subscription.active
        else (buttons.press("subpause", label("make_a_pause")),)
    )
    rows = ((yes, buttons.press("subscription", label("no_go_on"))), keep)
    return turn.says(
        Reply(say("subscription_stop", subscription=subscription), tuple(filter(None, rows))),
        sight=Sight.STOPPING,
    )


def stop(turn: Turn, asked: str) -> Outcome:
    """Forget the subscription and the aids kept.

    Where the question is not of these days, ask again.
    """
    if not turn.session.subscription.is_stored or (
        asked and not is_recent(asked, day_of(turn.now))
    ):
        return ask_stop(turn)
    # The moment tells this from a subscription never seen, so that one stored meanwhile does not
    # come back.
    stopped = Subscription(since=_moment(turn.now))
    return turn.says(
        Reply(
            say("subscription_stopped"),
            ((buttons.press("aids", label("open_aids")), buttons.THEMES),),
        ),
        subscription=stopped,
    )


def preview(turn: Turn, _: str = "") -> Outcome:
    """Show the open aids that the subscription follows, whether or not they are new."""
    subscription = turn.session.subscription
    if not subscription.active:
        draft = replace(turn.session, subscription=begun(turn))
        session, replies = live_aids.show(replace(turn, session=draft))
        return replace(session, subscription=subscription), replies
    return live_aids.show(turn)


def shown(turn: Turn, subscription: Subscription, told: str = "") -> Reply:
    """Return what is followed, in words, and the buttons to change it.

    `told` is what the first sentence says.
    """
    text = say(
        "subscription",
        subscription=subscription,
        followed=followed(turn, subscription),
        day=WEEKDAYS[subscription.day],
        told=told,
        planned=subscription.paused and not subscription.rests(day_of(turn.now)),
        pause_begins=_in_words(subscription.pause_begins),
        pause_ends=_in_words(subscription.pause_ends),
        next_day=in_words(next_day(subscription, turn.now), this_year=day_of(turn.now)),
    )
    return Reply(text, _ways(subscription))


def _in_words(day: str) -> str:
    """Return the day a pause begins or ends in words, "" where none is said."""
    return in_words(date.fromisoformat(day)) if day else ""


def _ways(subscription: Subscription) -> Rows:
    """Return the buttons of the subscription.

    A pause is offered to who is about to stop.
    """
    preview_door = buttons.press("subpreview", label("preview"))
    kept = (buttons.press("keptaids", label("my_kept_aids")),) if subscription.kept else ()
    if not subscription.active:
        return (
            (buttons.press("subscribe", label("subscribe")), preview_door),
            _CHOICES,
            *((kept,) if kept else ()),
        )
    resume = (buttons.press("subscribe", label("go_on_again")),) if subscription.paused else ()
    going = resume or kept
    return (_CHOICES, (preview_door if not (resume and kept) else kept[0], *going, _STOP))


def changed(turn: Turn, subscription: Subscription, told: str = "") -> Outcome:
    """Show what is now followed, say first what changed, and keep it."""
    before = turn.session.subscription
    if not told and subscription != before:
        told = "begun" if subscription.active and not before.active else "noted"
        told = "resumed" if before.paused and not subscription.paused else told
    reply = shown(turn, subscription, told)
    return turn.says(reply, subscription=subscription, waiting="", sight=Sight.SUBSCRIPTION)


def next_day(subscription: Subscription, now: datetime) -> date:
    """Return the day of the next weekly message."""
    local = now.astimezone(PARIS)
    days = (subscription.day - local.weekday()) % 7
    return day_of(now) + timedelta(days=days or (7 if local.hour >= subscription.hour else 0))


def begun(turn: Turn, placed: bool = False) -> Subscription:
    """Return the subscription, asked for now unless it was, no longer paused.

    Where no place was chosen, and none is named with it (`placed`), it is the person's own."""
    subscription = turn.session.subscription.going_on()
    if subscription.active:
        return subscription
    own = "" if placed else turn.session.place
    place = "" if subscription.place == EVERYWHERE else subscription.place or own
    return replace(subscription, active=True, since=_moment(turn.now), place=place)


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")


DOORS = Doors(
    presses={
        "subscription": show,
        "subscribe": subscribe,
        "subpause": pause,
        "subpreview": preview,
        "unsubscribe": ask_stop,
        "unsubscribe-yes": stop,
    },
    commands={"subscription": look_up},
)
