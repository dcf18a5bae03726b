"""The subscription: what it follows and when, asked for in words or by buttons, paused, stopped once confirmed, previewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.data import heard
from bot.conversation.days import PARIS, WEEKDAYS, day_of, in_words, is_recent
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens import live_aids
from bot.conversation.screens.live_aid import KINDS
from bot.conversation.subscription import Subscription
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from knowledge.finding_places import label as label_of
from matching.need import Facet
from matching.words import singular, tokens

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.conversation.replies import Rows
    from bot.conversation.world import World
    from knowledge.vocabulary import Theme
    from matching.need import Need, Unit

MOST_WORDS = 10
_MOST_PLACES = 12
LONGEST_WORD = 30  # characters of a word that is followed; a button carries it
# Said of the messages themselves: followed, these words would bring every aid.
_OF_SUBSCRIBING = frozenset(map(singular, heard("written")["of_subscribing"]))
_STOP = buttons.press("unsubscribe", label("stop"))
_CHOICES = (
    (
        buttons.press("subthemes", label("choose_themes")),
        buttons.press("subaudiences", label("choose_audiences")),
        buttons.press("subwords", label("choose_words")),
    ),
    (
        buttons.press("subplace", label("choose_place")),
        buttons.press("subkinds", label("choose_kinds")),
        buttons.press("subtime", label("choose_time")),
    ),
)


def show(turn: Turn, asked: str = "") -> Outcome:
    """Show what is followed and how to change it; before any subscription, what it would be.

    "status": it was asked whether one is subscribed; "stay": one was about to stop."""
    return changed(turn, turn.session.subscription, asked)


def subscribe(turn: Turn, _: str = "") -> Outcome:
    """Begin the subscription as it is now chosen, at the person's place where none was chosen."""
    subscription = turn.session.subscription
    if not subscription.active:
        subscription = _begun(subscription, turn)
    return changed(turn, replace(subscription, paused=False))


def look_up(turn: Turn, written: str) -> Outcome:
    """Subscribe to what follows the command; without anything, show the subscription."""
    return subscribe_to(turn, written) if written.strip() else show(turn)


def subscribe_to(turn: Turn, written: str) -> Outcome:
    """Follow what a text names, besides what is followed already: themes, audiences, a place, words that are none of them."""
    subscription = turn.session.subscription
    subscription = replace(subscription if subscription.active else _begun(subscription, turn), paused=False)
    named = named_in(turn, written)
    subscription = replace(
        subscription,
        themes=tuple(dict.fromkeys((*subscription.themes, *named.themes))),
        audiences=tuple(dict.fromkeys((*subscription.audiences, *named.audiences))),
        words=tuple(dict.fromkeys((*subscription.words, *named.words)))[:MOST_WORDS],
        place=named.place or subscription.place,
    )
    session, replies = changed(turn, subscription)
    which = which_place(turn, written)
    return (session, (*replies, which)) if which else (session, replies)


def which_place(turn: Turn, written: str) -> Reply | None:
    """Ask which of the places that a text names is to be followed, with what holds them all; None where it names one."""
    places = places_in(turn, written)
    if len(places) < 2:
        return None
    named = len(turn.world.matcher.parser.parse(written).named) > 1
    around = frozenset.intersection(*(turn.world.departments_of(each) for each in places)) if named else frozenset()
    offered = [*places, *(each for each in sorted(around) if each not in places)]
    doors = [buttons.press("subplace", label_of(each, turn.world.collection.places), each) for each in offered]
    return Reply(say("subscription_which_place", several=named), buttons.in_rows(doors[:_MOST_PLACES], 1))


def named_in(turn: Turn, written: str) -> Subscription:
    """Return what a text names that can be followed: themes, audiences, the only place of its name, other words."""
    need, places = turn.world.matcher.parser.parse(written), places_in(turn, written)
    return Subscription(
        themes=tuple(dict.fromkeys(theme for unit in need.units for theme in _themes_named(unit, turn.world))),
        audiences=need.audiences,
        words=tuple(_words(need, turn.world)),
        place=places[0] if len(places) == 1 else "",
    )


def places_in(turn: Turn, written: str) -> list[str]:
    """Return the places that a text may name."""
    return [each for each in turn.world.matcher.parser.parse(written).places if turn.world.place_name(each)]


def pause(turn: Turn, _: str = "") -> Outcome:
    """Send nothing for a while; what is followed stays."""
    if not turn.session.subscription.active:
        return show(turn, "none")
    return changed(turn, replace(turn.session.subscription, paused=True))


def ask_stop(turn: Turn, _: str = "") -> Outcome:
    """Say what would stop, and ask once; the button carries its day, so that an old one asks again."""
    subscription = turn.session.subscription
    if not subscription.is_stored:
        return turn.says(Reply(say("subscription_none"), ((live_aids.SUBSCRIBE, buttons.THEMES),)))
    yes = buttons.press("unsubscribe-yes", label("yes_stop"), day_of(turn.now).isoformat())
    keep = () if subscription.paused or not subscription.active else (buttons.press("subpause", label("make_a_pause")),)
    rows = ((yes, buttons.press("subscription", label("no_go_on"))), keep)
    return turn.says(
        Reply(say("subscription_stop", subscription=subscription), tuple(filter(None, rows))), sight=Sight.STOPPING
    )


def stop(turn: Turn, asked: str) -> Outcome:
    """Forget the subscription and the aids kept; ask again where the question is not of these days."""
    if not turn.session.subscription.is_stored or (asked and not is_recent(asked, day_of(turn.now))):
        return ask_stop(turn)
    # The moment tells this from a subscription never seen, so that one stored meanwhile does not come back.
    stopped = Subscription(since=_moment(turn.now))
    return turn.says(
        Reply(say("subscription_stopped"), ((buttons.press("aids", label("open_aids")), buttons.THEMES),)), subscription=stopped
    )


def preview(turn: Turn, _: str = "") -> Outcome:
    """Show the open aids that the subscription follows, whether or not they are new."""
    subscription = turn.session.subscription
    if not subscription.active:
        draft = replace(turn.session, subscription=_begun(subscription, turn))
        session, replies = live_aids.show(replace(turn, session=draft))
        return replace(session, subscription=subscription), replies
    return live_aids.show(turn)


def shown(turn: Turn, subscription: Subscription, told: str = "") -> Reply:
    """Return what is followed, in words, and the buttons to change it; `told` is what the first sentence says."""
    collection = turn.world.collection
    text = say(
        "subscription",
        subscription=subscription,
        themes=[collection.themes[each].short for each in subscription.themes if each in collection.themes],
        audiences=[collection.audiences[each].name for each in subscription.audiences if each in collection.audiences],
        place=turn.world.place_name(subscription.place),
        own_place="" if subscription.active else turn.world.place_name(turn.session.place),
        kinds=[KINDS[each] for each in subscription.kinds if each in KINDS],
        day=WEEKDAYS[subscription.day],
        told=told,
        next_day=in_words(next_day(subscription, turn.now), this_year=day_of(turn.now)),
    )
    return Reply(text, _ways(subscription))


def _ways(subscription: Subscription) -> Rows:
    preview_door = buttons.press("subpreview", label("preview"))
    kept = (buttons.press("keptaids", label("my_kept_aids")),) if subscription.kept else ()
    if not subscription.active:
        return ((buttons.press("subscribe", label("subscribe")), preview_door), *_CHOICES, *((kept,) if kept else ()))
    going = (
        buttons.press("subscribe", label("go_on_again")) if subscription.paused else buttons.press("subpause", label("pause"))
    )
    return (*_CHOICES, (preview_door, *kept), (going, _STOP))


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


def _begun(subscription: Subscription, turn: Turn) -> Subscription:
    """Return a subscription asked for now, at the person's place where none was chosen."""
    return replace(subscription, active=True, since=_moment(turn.now), place=subscription.place or turn.session.place)


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")


def _themes_named(unit: Unit, world: World) -> list[str]:
    """Return the themes that a unit names in one of their own names: "voirie" only speaks of one, and is narrower."""
    words = " ".join(map(singular, unit.words))

    def is_so_called(theme: Theme) -> bool:
        names = (theme.title, theme.short, *theme.words)
        return any(words == " ".join(map(singular, tokens(name))) for name in names)

    return [
        each
        for each in unit.about(Facet.THEME)
        if each in world.collection.themes and is_so_called(world.collection.themes[each])
    ]


def _words(need: Need, world: World) -> list[str]:
    """Return what a need says besides themes by their names, audiences and places."""
    units = [unit for unit in need.subject if not unit.about(Facet.AUDIENCE) and not _themes_named(unit, world)]
    units = [unit for unit in units if not _OF_SUBSCRIBING.issuperset(map(singular, unit.words))]
    return [unit.label[:LONGEST_WORD].strip() for unit in units]


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
