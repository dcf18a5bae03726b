"""What a digest says: the message that a person reads, as a reply of the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversation.buttons import press, to_card
from bot.conversation.days import in_words
from bot.conversation.replies import LONGEST_DATA, Reply
from bot.conversation.splitting import split
from bot.conversation.texts import say
from bot.digest.content import MOST_AIDS, OPEN
from bot.digest.words import said
from knowledge.live_aids.model import CLOSING_DAYS
from knowledge.plain_values import cut

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import date

    from bot.conversation.replies import Button
    from bot.digest.content import Digest, Item
    from knowledge.collection import Collection
    from knowledge.live_aids.model import LiveAid, Record

AIDES_TERRITOIRES = "https://aides-territoires.beta.gouv.fr/"
_LONGEST_LABEL = 40


@dataclass(frozen=True)
class _Told:
    """An aid as the template shows it: why it is there and its dates, in words."""

    aid: LiveAid
    why: tuple[str, ...]
    opens: str
    deadline: str


@dataclass(frozen=True)
class _Mention:
    name: str
    url: str


def compose(
    digest: Digest,
    records: Mapping[str, Record],
    collection: Collection,
    today: date,
    *,
    kept: Container[str] = (),
    again: bool = False,
) -> tuple[Reply, ...]:
    """Return the messages of a digest, none where all it tells has closed since.

    `again` says that it may have been received already.
    """
    still_open = [
        each for each in digest.items if each.aid in records and records[each.aid].is_open(today)
    ]
    here, others = still_open[:MOST_AIDS], [records[each.aid] for each in still_open[MOST_AIDS:]]
    cards = [collection.cards[card] for card in digest.cards if card in collection.cards]
    if not here and not cards:
        return ()
    told = [_told(each, records[each.aid].aid, collection, today) for each in here]
    practice = collection.cards.get(digest.practice)
    rest = len(others) + digest.more
    see_rest = said("rest", count=rest) if rest > 1 else said("rest_one")
    updated = [each.aid.updated for each in told if each.aid.updated]
    text = say(
        "digest",
        again=again,
        is_first=bool(cards) or any(each.notice == OPEN for each in here),
        aids=told,
        cards=cards,
        reminders=sum(each.notice.startswith("closing") for each in here),
        rest=rest,
        see_rest=see_rest,
        practice=practice,
        mentions=_mentions([each.aid for each in told]),
        updated=in_words(max(updated), weekday=False, this_year=today) if updated else "",
    )
    rows = [_row(number, each.aid, kept) for number, each in enumerate(told, 1)]
    rows += [
        (to_card(card.id, cut(f"{number}. {card.title}", _LONGEST_LABEL)),)
        for number, card in enumerate(cards, 1)
    ]
    rows += [(press("newaids", see_rest, _since(digest, others)),)] if rest else []
    if practice:
        named = said("practice", id=practice.id, title=practice.title)
        rows.append((to_card(practice.id, cut(named, _LONGEST_LABEL)),))
    rows.append((press("subscription", said("settings")), press("unsubscribe", said("stop"))))
    return split(Reply(text, tuple(rows)))


def _since(digest: Digest, others: list[Record]) -> str:
    """Return the day since which the other aids are there to be told.

    It is "" in a first digest, which holds all that are open.
    """
    is_first = any(each.notice == OPEN for each in digest.items)
    return "" if is_first else min(each.told_since for each in others).isoformat()


def _told(item: Item, aid: LiveAid, collection: Collection, today: date) -> _Told:
    why = [_notice(item.notice, aid, today), *(_reason(each, collection) for each in item.reasons)]
    if aid.places and aid.territory:
        why.append(said("place", name=aid.territory))
    opens = in_words(aid.opens, this_year=today) if aid.opens and aid.opens > today else ""
    return _Told(
        aid,
        tuple(filter(None, why)),
        opens,
        in_words(aid.deadline, this_year=today) if aid.deadline else "",
    )


def _notice(notice: str, aid: LiveAid, today: date) -> str:
    if notice == OPEN:
        return _closing(aid, today)
    if notice == "new":
        return said("new")
    if notice == "reopened" or aid.deadline is None:
        return said("reopened")
    return said("kept_closes", when=_when(aid.deadline, today))


def _closing(aid: LiveAid, today: date) -> str:
    """Return why an open aid comes first: it closes soon; "" for another."""
    soon = (
        aid.deadline
        and not aid.dates_disagree
        and aid.deadline - today <= timedelta(days=CLOSING_DAYS)
    )
    return said("closes", when=_when(aid.deadline, today)) if aid.deadline and soon else ""


def _when(deadline: date, today: date) -> str:
    left = (deadline - today).days
    if left < 2:
        return said(("today", "tomorrow")[left])
    return said("in_days", count=left)


def _reason(reason: str, collection: Collection) -> str:
    """Return a reason in words.

    It is "" for one about a theme or an audience that the collection no longer has.
    """
    facet, _, name = reason.partition(":")
    if facet == "theme":
        known = name in collection.themes
        return said("theme", name=collection.themes[name].short) if known else ""
    if facet == "audience":
        known = name in collection.audiences
        return said("audience", name=collection.audiences[name].name) if known else ""
    return f"« {name} »"


def _mentions(aids: list[LiveAid]) -> tuple[_Mention, ...]:
    """Return the credits that the licences ask for, each once."""
    named = [
        _Mention("Aides-territoires", AIDES_TERRITOIRES)
        if aid.id.startswith("at-")
        else _Mention(aid.source, "")
        for aid in aids
    ]
    named += [_Mention(aid.mention, "") for aid in aids if aid.mention]
    return tuple(dict.fromkeys(named))


def _row(number: int, aid: LiveAid, kept: Container[str]) -> tuple[Button, ...]:
    """Return the buttons of an aid: open it, and be reminded of its deadline."""
    opened = press("aid", cut(f"{number}. {aid.name}", _LONGEST_LABEL), aid.id)
    keep = press("keepaid", said("remind"), aid.id)
    offers_reminder = aid.deadline and aid.id not in kept
    return tuple(
        each
        for each in (opened, keep if offers_reminder else None)
        if each and len(each.data.encode()) <= LONGEST_DATA
    )
