"""Where and when a subscription is for: its places, one or several, its day and its hour."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.days import WEEKDAYS
from bot.conversation.following import MOST_PLACES, at
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Reply
from bot.conversation.screens import subscription_choices
from bot.conversation.screens.no_place import asks
from bot.conversation.screens.subscription import changed
from bot.conversation.screens.subscription_choices import BACK, ticked, with_fields
from bot.conversation.screens.subscription_named import followed, places_of
from bot.conversation.subscription import EVERYWHERE
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from bot.conversation.replies import Button, Rows

_HOURS = range(6, 22)
_PLACE = "p:"  # before the code of a place, in what a button follows or no longer


def set_place(turn: Turn, code: str) -> Outcome:
    """Follow the aids of a place by its code, of all the region for "*".

    Those followed are shown where none is given.
    """
    subscription = turn.session.subscription
    if code == EVERYWHERE:
        return changed(
            turn, replace(at(subscription, ()), place="" if subscription.active else EVERYWHERE)
        )
    return (
        changed(turn, at(subscription, (code,)))
        if turn.world.place_name(code)
        else show_places(turn)
    )


def show_places(turn: Turn) -> Outcome:
    """Show the places followed, each with a button that takes it away, and wait for one more."""
    names = followed(turn, turn.session.subscription).places
    full = len(names) >= MOST_PLACES
    text = say("subscription_place", names=names, full=full, most=MOST_PLACES)
    return turn.says(
        _of_places(turn, text), waiting="" if full else "subplace", sight=Sight.SUBSCRIPTION
    )


def follow(turn: Turn, written: str) -> Outcome:
    """Follow one place more: "p:02361"; anything else as the other choices do."""
    code = written.removeprefix(_PLACE)
    if not written.startswith(_PLACE):
        return subscription_choices.follow(turn, written)
    if not turn.world.place_name(code):
        return show_places(turn)
    subscription = turn.session.subscription
    return changed(turn, at(subscription, (*places_of(turn, subscription), code)))


def unfollow(turn: Turn, written: str) -> Outcome:
    """No longer follow a place: "p:02361"; anything else as the other choices do."""
    if not written.startswith(_PLACE):
        return subscription_choices.unfollow(turn, written)
    subscription, gone = turn.session.subscription, written.removeprefix(_PLACE)
    left = at(subscription, (each for each in places_of(turn, subscription) if each != gone))
    place = left.place if subscription.active or left.place else EVERYWHERE
    return show_places(with_fields(turn, place=place, more_places=left.more_places))


def find_place(turn: Turn, written: str) -> Outcome | None:
    """Follow the aids of the place that a text names, or offer those it may name.

    A text that asks something else is left.
    """
    found = turn.world.place_finder.find(written)
    if found.sure:
        return follow(turn, _PLACE + found.candidates[0].code)
    if asks(turn, written):
        return None
    doors = [buttons.press("follow", each.label, _PLACE + each.code) for each in found.candidates]
    unknown = say("place_unknown", written=written, examples=turn.world.examples)
    ways = (buttons.press("subplace", label("all_the_region"), EVERYWHERE), BACK)
    rows = (*buttons.in_rows(doors[: MOST_BUTTONS - len(ways)], 1), ways)
    return turn.says(
        Reply(say("subscription_which_place") if doors else unknown, rows), waiting="subplace"
    )


def _of_places(turn: Turn, text: str) -> Reply:
    """Return a text with the buttons that take a place away.

    The person's own place, where it is not followed, and all the region have theirs.
    """
    places, own = places_of(turn, turn.session.subscription), turn.session.place
    gone = [
        buttons.press(
            "unfollow", label("take_away", name=turn.world.place_name(code)), _PLACE + code
        )
        for code in places
        if turn.world.place_name(code)
    ]
    name = turn.world.place_name(own)
    mine = [buttons.press("follow", label("my_own_place", name=name), _PLACE + own)]
    ways = (buttons.press("subplace", label("all_the_region"), EVERYWHERE), BACK)
    doors = (*(mine if name and own not in places else ()), *gone)
    shown, behind = buttons.few(doors, "subplace", MOST_BUTTONS - len(ways))
    return Reply(text, (*buttons.in_rows(shown, 2), ways), behind=behind)


def show_time(turn: Turn, _: str = "") -> Outcome:
    """Show when the message comes, and the ways to another day and another hour."""
    ways = (
        buttons.press("subday", label("another_day")),
        buttons.press("subhour", label("another_hour")),
    )
    return _timed(turn, "", (ways, (BACK,)), (*_days(turn), *_hours(turn)))


def _timed(turn: Turn, choice: str, rows: Rows, behind: tuple[Button, ...]) -> Outcome:
    chosen = turn.session.subscription
    day, hour = WEEKDAYS[chosen.day], chosen.hour
    text = say("subscription_time", day=day, hour=hour, choice=choice)
    reply = Reply(text, rows, replaces=True, behind=behind)
    return turn.says(reply, sight=Sight.SUBSCRIPTION)


def _days(turn: Turn) -> list[Button]:
    chosen = turn.session.subscription.day
    return [ticked("subday", name, str(i), i == chosen) for i, name in enumerate(WEEKDAYS)]


def _hours(turn: Turn) -> list[Button]:
    chosen = turn.session.subscription.hour
    return [
        ticked("subhour", label("at_hour", hour=hour), str(hour), hour == chosen) for hour in _HOURS
    ]


def set_day(turn: Turn, day: str) -> Outcome:
    """Write on that day of the week, from 0, Monday; show the days where none is given."""
    if day.isdecimal() and int(day) < len(WEEKDAYS):
        return show_time(with_fields(turn, day=int(day)))
    shown, behind = buttons.few(_days(turn), "subday")
    return _timed(turn, "day", buttons.in_rows(shown, 3), behind)


def set_hour(turn: Turn, hour: str) -> Outcome:
    """Write at that hour of the day; show the hours where none is given."""
    if hour.isdecimal() and int(hour) in _HOURS:
        return show_time(with_fields(turn, hour=int(hour)))
    shown, behind = buttons.few(_hours(turn), "subhour")
    return _timed(turn, "hour", buttons.in_rows(shown, 3), behind)


DOORS = Doors(
    presses={
        "subplace": set_place,
        "follow": follow,
        "unfollow": unfollow,
        "subtime": show_time,
        "subday": set_day,
        "subhour": set_hour,
    },
    waiting={"subplace": find_place},
)
