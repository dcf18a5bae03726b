"""What a text names that a subscription can follow or leave out.

It says what a subscription follows, in words, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.data import heard
from bot.conversation.following import MOST_PLACES, Topics
from bot.conversation.replies import Reply
from bot.conversation.screens.live_aid import KINDS
from bot.conversation.texts import say
from knowledge.place_labels import label as label_of
from matching.need import Facet
from matching.words import singular, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.subscription import Subscription
    from bot.conversation.turn import Turn
    from bot.conversation.world import World
    from knowledge.vocabulary import Theme
    from matching.need import Need, Unit

LONGEST_WORD = 30  # characters of a word that is followed; a button carries it
# Said of the messages themselves: followed, these words would bring every aid.
_OF_SUBSCRIBING = frozenset(map(singular, heard("written")["of_subscribing"]))
# Words that say what is to be done of the others, and those that name a kind of aid.
_LEADS = frozenset(
    word
    for name in ("follow_add", "follow_only", "follow_drop", "follow_without", "no_loan")
    for each in heard("leads")[name]
    for word in tokens(each)
)
_OF_KINDS = {
    kind: frozenset(map(singular, tokens(" ".join(heard("leads")[f"kind_{kind}"]))))
    for kind in KINDS
}
# They are kinds of aid before they are a theme: leaving out loans leaves the advice on money.
_OF_MONEY = _OF_KINDS["grant"] | _OF_KINDS["loan"]


@dataclass(frozen=True)
class Followed:
    """What a subscription follows and leaves out, by the names that people read."""

    themes: tuple[str, ...]
    audiences: tuple[str, ...]
    words: tuple[str, ...]
    places: tuple[str, ...]
    kinds: tuple[str, ...]
    without: tuple[str, ...]
    nothing: bool


def named_in(turn: Turn, written: str, kinds: tuple[str, ...] = ()) -> Topics:
    """Return what a text names, besides kinds of aid.

    It is themes, audiences, places, and words that are none of them.
    """
    need = turn.world.matcher.parser.parse(written)
    places = [tuple(filter(turn.world.place_name, codes)) for _, codes in need.named]
    return Topics(
        themes=tuple(
            dict.fromkeys(
                theme
                for unit in need.units
                for theme in _themes_named(unit, turn.world)
                if not _OF_MONEY.issuperset(map(singular, unit.words))
            )
        ),
        audiences=need.audiences,
        words=tuple(_words(need, kinds, turn.world)),
        places=tuple(codes[0] for codes in places if len(codes) == 1),
        kinds=kinds,
        people=tuple(
            unit.label[:LONGEST_WORD].strip() for unit in need.units if unit.about(Facet.AUDIENCE)
        ),
        unsure=tuple(codes for codes in places if len(codes) > 1),
    )


def which_place(turn: Turn, named: Topics) -> tuple[Reply, ...]:
    """Ask, for each name that several places bear, which of them is to be followed."""
    return tuple(
        Reply(
            say("subscription_which_place"),
            tuple(
                (
                    buttons.press(
                        "follow", label_of(code, turn.world.collection.places), f"p:{code}"
                    ),
                )
                for code in codes[:MOST_PLACES]
            ),
        )
        for codes in named.unsure
    )


def places_of(turn: Turn, subscription: Subscription) -> tuple[str, ...]:
    """Return the places that a subscription follows.

    One not yet asked for would follow the person's own.
    """
    draft = not (subscription.active or subscription.place)
    return (turn.session.place,) if draft and turn.session.place else subscription.places


def followed(turn: Turn, subscription: Subscription) -> Followed:
    """Return what a subscription follows and leaves out, by the names that people read."""
    collection, world = turn.world.collection, turn.world

    def themes(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(collection.themes[each].short for each in ids if each in collection.themes)

    def kinds(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(KINDS[each] for each in names if each in KINDS)

    return Followed(
        themes=themes(subscription.themes),
        audiences=tuple(
            collection.audiences[each].name
            for each in subscription.audiences
            if each in collection.audiences
        ),
        words=subscription.words,
        places=tuple(filter(None, map(world.place_name, places_of(turn, subscription)))),
        kinds=kinds(subscription.kinds),
        without=(
            *themes(subscription.without_themes),
            *(f"« {word} »" for word in subscription.without_words),
            *kinds(subscription.without_kinds),
        ),
        nothing=subscription.follows_nothing,
    )


def _themes_named(unit: Unit, world: World) -> list[str]:
    """Return the themes that a unit names in one of their own names.

    "voirie" only speaks of one, and is narrower.
    """
    words = " ".join(map(singular, unit.words))

    def is_so_called(theme: Theme) -> bool:
        names = (theme.title, theme.short, *theme.words)
        return any(words == " ".join(map(singular, tokens(name))) for name in names)

    return [
        each
        for each in unit.about(Facet.THEME)
        if each in world.collection.themes and is_so_called(world.collection.themes[each])
    ]


def _words(need: Need, kinds: tuple[str, ...], world: World) -> list[str]:
    """Return what a need says besides themes by their names.

    Audiences, places and some kinds of aid are left out too.
    """
    aside = _OF_SUBSCRIBING.union(_LEADS, *(_OF_KINDS[kind] for kind in kinds))
    units = [
        unit
        for unit in need.subject
        if not unit.about(Facet.AUDIENCE) and not _themes_named(unit, world)
    ]
    units = [unit for unit in units if not aside.issuperset(map(singular, unit.words))]
    return [unit.label[:LONGEST_WORD].strip() for unit in units]
