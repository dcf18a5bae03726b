"""Chooses what a person is told.

From what they follow, the news of the day and what they know, it makes a frozen digest or nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.conversation.days import day_of
from bot.digest.calendar import asked
from bot.digest.content import MOST_AIDS, NEW, OPEN, REOPENED, Digest, Item, Past
from bot.digest.practice import card_key, nearest_cards, practice_close_to, practice_for
from bot.digest.tellable import news_key
from matching.following import Excluded

if TYPE_CHECKING:
    from bot.conversation.subscription import Subscription
    from bot.digest.tellable import Reasons, Tellable
    from knowledge.collection import Collection
    from knowledge.live_aids.model import Record
    from matching.following import Concerning
    from matching.live_aids import LiveAids

# Open aids of a first digest that are kept with it: it tells five, and others take their place if
# they close.
_MOST_FIRST = 30
REMINDERS = (2, 7, 30)  # days before the deadline of a kept aid
_FAR = date.max
_WEIGHTS = {"theme": 2, "word": 2, "audience": 1}


def choose(
    subscription: Subscription, past: Past, tellable: Tellable, collection: Collection
) -> Digest | None:
    """Return the digest of someone, given their past; None where there is nothing new for them."""
    closings = {
        record.aid.id: (record, notice)
        for record, notice in _closings(subscription, past, tellable)
    }
    news = _news(subscription, past, tellable) if subscription.active else []
    keys = [_reminder_key(record, notice) for record, notice in closings.values()]
    for shown, _, its_keys in news:
        closings.pop(shown.aid.id, None)  # one line an aid: its deadline is told there
        keys += its_keys
    items = [Item(record.aid.id, notice) for record, notice in closings.values()]
    items += [
        Item(shown.aid.id, REOPENED if shown.version > 1 else NEW, reasons)
        for shown, reasons, _ in news
    ]
    if not items:
        return None
    practice = (
        practice_for(items, subscription, past, tellable, collection) if subscription.active else ""
    )
    keys += [card_key(practice)] if practice else []
    return Digest(tellable.today, tuple(items), practice=practice, keys=tuple(dict.fromkeys(keys)))


def choose_first(
    subscription: Subscription,
    past: Past,
    tellable: Tellable,
    collection: Collection,
    live: LiveAids,
) -> Digest | None:
    """Return the first digest.

    It has the open aids for what someone follows, the first to close first, each with its reasons.
    Where there is none, it has the collection's own aids, and a practice; it is None where there is
    none either.
    """
    groups = _open_aids(subscription, tellable, live)
    if not groups:
        return _first_cards(subscription, past, tellable, collection)
    shown = [Item(group[0].id, OPEN, group[0].reasons) for group in groups[:_MOST_FIRST]]
    practice = practice_for(shown, subscription, past, tellable, collection)
    since = asked(subscription)
    first_day = day_of(since) if since else date.min
    keys = [card_key(practice)] if practice else []
    for number, group in enumerate(groups):
        for each in group:
            record = tellable.records[each.id]
            if number < _MOST_FIRST or (
                news_key(record) in tellable.news and record.told_since >= first_day
            ):
                keys += [
                    news_key(record),
                    *([f"twin:{record.aid.twin}#{record.version}"] if record.aid.twin else []),
                ]
    fresh = tuple(key for key in dict.fromkeys(keys) if key not in past.told)
    return Digest(
        tellable.today, tuple(shown), practice=practice, keys=fresh, more=len(groups) - len(shown)
    )


def _open_aids(
    subscription: Subscription, tellable: Tellable, live: LiveAids
) -> list[list[Concerning]]:
    """Return the open aids that someone follows, the first to close first.

    Twins stand together, a local one first.
    """
    found = live.concerning(
        subscription.themes,
        subscription.audiences,
        subscription.words,
        subscription.places,
        subscription.kinds,
        Excluded(
            subscription.without_themes, subscription.without_words, subscription.without_kinds
        ),
        tellable.today,
    )
    groups: dict[str, list[Concerning]] = {}
    for each in found:
        if record := tellable.records.get(each.id):
            groups.setdefault(record.aid.twin or each.id, []).append(each)
    return [
        sorted(group, key=lambda each: not tellable.records[each.id].aid.places)
        for group in groups.values()
    ]


def _first_cards(
    subscription: Subscription, past: Past, tellable: Tellable, collection: Collection
) -> Digest | None:
    """Return a first digest of the collection's own aids for what someone follows.

    It is None where the collection has none.
    """
    aids = [
        card
        for card in collection.cards.values()
        if card.kind == "aid" and card_key(card.id) not in past.told
    ]
    unwanted = set(subscription.without_themes)
    aids = [card for card in aids if card.theme not in unwanted]
    themes, audiences = set(subscription.themes), set(subscription.audiences)
    if themes or audiences:
        aids = [
            card
            for card in aids
            if card.theme in themes or (not themes and audiences & set(card.audiences))
        ]
    elif subscription.words:
        aids = []
    cards = tuple(
        card.id for card in nearest_cards(aids, subscription, tellable, collection)[:MOST_AIDS]
    )
    if not cards:
        return None
    titles = [(collection.cards[card].title, (collection.cards[card].theme,)) for card in cards]
    practice = practice_close_to(titles, subscription, past, tellable, collection)
    keys = tuple(card_key(card) for card in (*cards, practice) if card)
    return Digest(tellable.today, cards=cards, practice=practice, keys=keys)


def _closings(
    subscription: Subscription, past: Past, tellable: Tellable
) -> list[tuple[Record, str]]:
    """Return the kept aids that close soon, the soonest first, and the reminder of each.

    It is the one that applies today, unless it was given.
    """
    found = []
    for kept in dict.fromkeys(subscription.kept):
        record = tellable.records.get(kept)
        if record and record.aid.deadline:
            left = (record.aid.deadline - tellable.today).days
            applying = next((days for days in REMINDERS if left <= days), None)
            if applying and _reminder_key(record, f"closing-{applying}") not in past.told:
                found.append((record, f"closing-{applying}"))
    return sorted(found, key=lambda each: (each[0].aid.deadline or _FAR, each[0].aid.id))


def _news(
    subscription: Subscription, past: Past, tellable: Tellable
) -> list[tuple[Record, Reasons, list[str]]]:
    """Return the news that concern someone, the most concerning first.

    Each has the aid, the reasons, and the keys it goes by.
    """
    since = asked(subscription)
    first_day = day_of(since) if since else date.min
    followed = tellable.followed(subscription)
    news: list[tuple[Record, Reasons, list[str]]] = []
    groups: dict[str, list[tuple[Record, str]]] = {}
    for key in followed.keys() - past.told:
        record = tellable.news[key]
        if record.told_since < first_day or not tellable.applies(record, subscription.places):
            continue
        if not record.aid.twin:
            news.append((record, followed[key], [key]))
        elif not _is_told_as_twin(record, past.told):
            groups.setdefault(record.aid.twin, []).append((record, key))
    for name, twins in groups.items():
        shown, key = min(
            twins,
            key=lambda each: (not each[0].aid.places, len(each[0].aid.places), each[0].aid.id),
        )
        news.append(
            (
                shown,
                followed[key],
                [its for twin, key in twins for its in (key, f"twin:{name}#{twin.version}")],
            )
        )
    return sorted(news, key=_rank)


def _is_told_as_twin(record: Record, told: frozenset[str]) -> bool:
    """Tell whether a twin was told in place of an aid.

    For a new aid, any version of its twin counts; for one that reopened, only the same.
    """
    name = f"twin:{record.aid.twin}#"
    return (
        f"{name}{record.version}" in told
        if record.version > 1
        else any(key.startswith(name) for key in told)
    )


def _rank(each: tuple[Record, Reasons, list[str]]) -> tuple[int, bool, date, str]:
    record, reasons, _ = each
    weight = sum(_WEIGHTS[reason.partition(":")[0]] for reason in reasons)
    return -weight, not record.aid.places, record.aid.deadline or _FAR, record.aid.id


def _reminder_key(record: Record, notice: str) -> str:
    return f"{notice}:{record.aid.id}#{record.version}"
