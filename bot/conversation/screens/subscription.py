"""The subscription: what it follows and when, asked for in words or by buttons, paused, stopped once confirmed, previewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.asking_aids import stop_asked, subscription_asked
from bot.conversation.days import WEEKDAYS, day_of, is_recent
from bot.conversation.replies import Reply
from bot.conversation.screens import live_aids
from bot.conversation.screens.live_aid import KINDS
from bot.conversation.subscription import Subscription
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn, spoken
from knowledge.finding_places import label
from matching.need import Facet
from matching.words import singular, tokens

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.replies import Rows
    from bot.conversation.world import World
    from knowledge.vocabulary import Theme
    from matching.need import Need, Unit

MOST_WORDS = 10
LONGEST_WORD = 30  # characters of a word that is followed; a button carries it
SIGHT = "subscription"
# Said of the messages themselves: followed, these words would bring every aid.
_OF_SUBSCRIBING = frozenset(
    map(singular, ("aide", "subvention", "financement", "message", "abonnement", "alerte", "nouveau", "nouvelle", "nouveaute"))
)
_STOP = buttons.press("unsubscribe", "Arrêter")
_CHOICES = (
    (buttons.press("subthemes", "Thèmes"), buttons.press("subaudiences", "Publics"), buttons.press("subwords", "Mots")),
    (
        buttons.press("subplace", "Territoire"),
        buttons.press("subkinds", "Types d’aide"),
        buttons.press("subtime", "Jour et heure"),
    ),
)


def show(turn: Turn, _: str = "") -> Outcome:
    """Show what is followed and how to change it; before any subscription, what it would be."""
    return changed(turn, turn.session.subscription)


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
    places = places_in(turn, written)
    session, replies = changed(turn, subscription)
    if len(places) > 1:
        doors = [buttons.press("subplace", label(each, turn.world.collection.places), each) for each in places]
        replies = (*replies, Reply(say("subscription_which_place"), buttons.in_rows(doors[:12], 1)))
    return session, replies


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
        return show(turn)
    return changed(turn, replace(turn.session.subscription, paused=True))


def ask_stop(turn: Turn, _: str = "") -> Outcome:
    """Say what would stop, and ask once; the button carries its day, so that an old one asks again."""
    subscription = turn.session.subscription
    if not subscription.is_stored:
        return turn.says(Reply(say("subscription_none"), ((live_aids.SUBSCRIBE, buttons.THEMES),)))
    yes = buttons.press("unsubscribe-yes", "Oui, tout arrêter", day_of(turn.now).isoformat())
    keep = () if subscription.paused or not subscription.active else (buttons.press("subpause", "Faire une pause"),)
    rows = ((yes, buttons.press("subscription", "Non, continuer")), keep)
    return turn.says(Reply(say("subscription_stop", subscription=subscription), tuple(filter(None, rows))))


def stop(turn: Turn, asked: str) -> Outcome:
    """Forget the subscription and the aids kept; ask again where the question is not of these days."""
    if not turn.session.subscription.is_stored or (asked and not is_recent(asked, day_of(turn.now))):
        return ask_stop(turn)
    # The moment tells this from a subscription never seen, so that one stored meanwhile does not come back.
    stopped = Subscription(since=_moment(turn.now))
    return turn.says(
        Reply(say("subscription_stopped"), ((buttons.press("aids", "Aides ouvertes"), buttons.THEMES),)), subscription=stopped
    )


def preview(turn: Turn, _: str = "") -> Outcome:
    """Show the open aids that the subscription follows, whether or not they are new."""
    subscription = turn.session.subscription
    if not subscription.active:
        draft = replace(turn.session, subscription=_begun(subscription, turn))
        session, replies = live_aids.show(replace(turn, session=draft))
        return replace(session, subscription=subscription), replies
    return live_aids.show(turn)


def read(turn: Turn, text: str) -> Outcome | None:
    """Do what a text asks of the subscription: "abonne-moi aux aides pour les jeunes dans l’Aisne", "arrête les messages"."""
    if stop_asked(text):
        return ask_stop(turn)
    asked = subscription_asked(text)
    if asked is None:
        return None
    return subscribe_to(turn, asked) if asked else subscribe(turn)


def shown(turn: Turn, subscription: Subscription) -> Reply:
    """Return what is followed, in words, and the buttons to change it."""
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
    )
    return Reply(text, _ways(subscription))


def _ways(subscription: Subscription) -> Rows:
    preview_door = buttons.press("subpreview", "Aperçu")
    kept = (buttons.press("keptaids", "Mes aides gardées"),) if subscription.kept else ()
    if not subscription.active:
        return ((buttons.press("subscribe", "M’abonner"), preview_door), *_CHOICES, *((kept,) if kept else ()))
    going = buttons.press("subscribe", "Reprendre") if subscription.paused else buttons.press("subpause", "Pause")
    return (*_CHOICES, (preview_door, *kept), (going, _STOP))


def changed(turn: Turn, subscription: Subscription) -> Outcome:
    """Show what is now followed, and keep it."""
    return turn.says(shown(turn, subscription), subscription=subscription, waiting="", sight=SIGHT)


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
    commands={"abonnement": look_up},
    words=spoken(show, "abonnement", "mon abonnement", "mes abonnements", "gerer mon abonnement", "regler mon abonnement")
    | spoken(pause, "pause", "mettre en pause", "faire une pause", "pause des messages", "mon abonnement en pause")
    | spoken(subscribe, "reprendre les messages", "reprendre mon abonnement", "reprendre l'abonnement"),
    wishes={"unsubscribe": ask_stop},
    readers=(read,),
)
