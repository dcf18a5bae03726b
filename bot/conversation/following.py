"""How a subscription changes by what a text names.

What it names is added, followed alone, no longer followed, or left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.subscription import Subscription

MOST_WORDS = 10
MOST_PLACES = 10


@dataclass(frozen=True)
class Topics:
    """What a text names that can be followed or left out.

    `unsure` are places, each the codes of one name.

    `people` are the audiences as they were typed: left out, an audience is but a word.
    """

    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    unsure: tuple[tuple[str, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it names nothing at all."""
        return self == Topics()


def adding(subscription: Subscription, named: Topics) -> Subscription:
    """Return a subscription that also follows what is named, and leaves none of it out any more.

    Who follows everything but a theme, and then adds it, follows everything again."""
    all_followed = not (subscription.themes or subscription.audiences or subscription.words)
    back = set(subscription.without_themes) if all_followed else set[str]()
    words_back = _folded(subscription.without_words) if all_followed else set[str]()
    words = [each for each in named.words if fold(each) not in words_back]
    people = _folded((*named.words, *named.people))
    return replace(
        at(subscription, (*subscription.places, *named.places)),
        themes=_joined(subscription.themes, (each for each in named.themes if each not in back)),
        audiences=_joined(subscription.audiences, named.audiences),
        words=_joined(subscription.words, words)[:MOST_WORDS],
        kinds=_joined(subscription.kinds, named.kinds) if subscription.kinds else (),
        without_themes=_less(subscription.without_themes, named.themes),
        without_words=tuple(
            each for each in subscription.without_words if fold(each) not in people
        ),
        without_kinds=_less(subscription.without_kinds, named.kinds),
    )


def only(subscription: Subscription, named: Topics) -> Subscription:
    """Return a subscription that follows nothing else.

    It gives up other kinds or places where one is named, other subjects where one is.
    """
    if named.kinds:
        left_out = _less(subscription.without_kinds, named.kinds)
        return replace(subscription, kinds=named.kinds, without_kinds=left_out)
    if named.themes or named.audiences:
        subscription = replace(
            subscription,
            themes=named.themes,
            audiences=named.audiences,
            words=named.words,
            without_themes=_less(subscription.without_themes, named.themes),
        )
    return at(subscription, named.places or subscription.places)


def all_followed(subscription: Subscription) -> Subscription:
    """Return a subscription that follows everything again, at the same places."""
    return replace(
        subscription,
        themes=(),
        audiences=(),
        words=(),
        kinds=(),
        without_themes=(),
        without_words=(),
        without_kinds=(),
    )


def dropping(subscription: Subscription, named: Topics) -> Subscription:
    """Return a subscription that no longer follows what is named.

    What it did not follow by its name is left out. Nor does the last theme that is taken away come
    back because everything is followed then.
    """
    lasting = _less(subscription.kinds, named.kinds)
    kept = replace(
        at(subscription, _less(subscription.places, named.places)),
        themes=_less(subscription.themes, named.themes),
        audiences=_less(subscription.audiences, named.audiences),
        words=tuple(each for each in subscription.words if fold(each) not in _folded(named.words)),
        kinds=lasting,
    )
    people = () if set(named.audiences) & set(subscription.audiences) else named.people
    all_followed = not (kept.themes or kept.audiences or kept.words)
    unheld = Topics(
        themes=named.themes if all_followed else _less(named.themes, subscription.themes),
        words=tuple(each for each in named.words if fold(each) not in _folded(subscription.words)),
        kinds=named.kinds if not lasting else (),  # with no kind chosen, all are followed
        people=people,
    )
    return _left_out(kept, unheld)


def leaving_out(subscription: Subscription, named: Topics) -> Subscription:
    """Return a subscription without what is named, of which no aid is told.

    "sans les prêts ni la culture" names two such things.
    """
    return _left_out(dropping(subscription, named), named)


def at(subscription: Subscription, places: Iterable[str]) -> Subscription:
    """Return a subscription that follows some places, each once; none: everywhere."""
    every = tuple(dict.fromkeys(places))[:MOST_PLACES]
    return replace(subscription, place=every[0] if every else "", more_places=every[1:])


def _left_out(subscription: Subscription, named: Topics) -> Subscription:
    return replace(
        subscription,
        without_themes=_joined(subscription.without_themes, named.themes),
        without_words=_joined(subscription.without_words, (*named.words, *named.people))[
            :MOST_WORDS
        ],
        without_kinds=_joined(subscription.without_kinds, named.kinds),
    )


def _joined(some: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def _less(some: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    unwanted = set(gone)
    return tuple(each for each in some if each not in unwanted)


def _folded(words: Iterable[str]) -> set[str]:
    return set(map(fold, words))
