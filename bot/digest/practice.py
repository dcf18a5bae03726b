"""The practice of a digest: one close to the aids told, and of use where the person is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.digest.content import MOST_AIDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.subscription import Subscription
    from bot.digest.content import Item, Past
    from bot.digest.tellable import Tellable
    from knowledge.collection import Collection
    from knowledge.model import Card

_WEEK = timedelta(days=7)


def card_key(card: str) -> str:
    """Return the key by which a card of the collection is told once."""
    return f"card:{card}"


def practice_for(
    items: Iterable[Item],
    subscription: Subscription,
    past: Past,
    tellable: Tellable,
    collection: Collection,
) -> str:
    """Return the id of a practice close to the first aids told.

    It is "" where there is none, or one was given this week.
    """
    aids = [tellable.records[item.aid].aid for item in list(items)[:MOST_AIDS]]
    return practice_close_to(
        [(aid.name, aid.themes) for aid in aids], subscription, past, tellable, collection
    )


def practice_close_to(
    titles: Iterable[tuple[str, tuple[str, ...]]],
    subscription: Subscription,
    past: Past,
    tellable: Tellable,
    collection: Collection,
) -> str:
    """Return the practice that did what one of some titles says.

    It is one of the person's themes where they have some.
    """
    if past.practice and tellable.today - past.practice < _WEEK:
        return ""
    themes, unwanted = set(subscription.themes), set(subscription.without_themes)
    for title, of in titles:
        close = [collection.cards[card] for card in tellable.practices_close_to(title, of)]
        fresh = [
            card
            for card in close
            if card_key(card.id) not in past.told and card.theme not in unwanted
        ]
        fresh = [card for card in fresh if card.theme in themes or not themes] or fresh
        for card in nearest_cards(fresh, subscription, tellable, collection, elsewhere=True)[:1]:
            return card.id
    return ""


def nearest_cards(
    cards: list[Card],
    subscription: Subscription,
    tellable: Tellable,
    collection: Collection,
    elsewhere: bool = False,
) -> list[Card]:
    """Return cards, first those for the person's audiences and départements.

    Those of others are there only if `elsewhere`.
    """
    here = tellable.departments(subscription.places, collection.places)
    audiences = set(subscription.audiences)

    def is_far(card: Card) -> bool:
        return bool(
            here
            and card.place
            and card.place.departments
            and here.isdisjoint(card.place.departments)
        )

    near = [card for card in cards if elsewhere or not is_far(card)]
    return sorted(
        near, key=lambda card: (not audiences & set(card.audiences), is_far(card))
    )  # sorted keeps the collection's order
