"""What is stored of a chat besides its session, in words a person reads.

It is what it was told and sent, and how the bot stands with it.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from bot.digest.content import OPEN, REOPENED
from bot.digest.outbox import Outbox
from bot.digest.words import said

if TYPE_CHECKING:
    from bot.conversation.world import World
    from bot.digest.deliveries import HeldDelivery, KeptOfChat
    from bot.storage.store import ChatStanding, Store


def unreadable() -> dict[str, Any]:
    """Return what is told in the place of a record that can't be read."""
    return {said("unreadable_name"): said("unreadable")}


def record(store: Store, chat: str, world: World) -> dict[str, Any]:
    """Return what the database of a store keeps of a chat besides its session.

    StoreError is raised where it can't be read.
    """
    with closing(Outbox(store.path)) as outbox:
        return in_words(outbox.held(chat), store.standings().get(chat), world)


def in_words(held: KeptOfChat, standing: ChatStanding | None, world: World) -> dict[str, Any]:
    """Return what is kept of a chat, by what each thing is called; what is empty is told too."""
    return {
        said("last"): held.last,
        said("told"): [_announced(world, key) | {said("on_day"): day} for key, day in held.told],
        said("messages"): [_message(world, each) for each in held.deliveries],
        said("standing"): _standing(standing),
    }


def _announced(world: World, key: str) -> dict[str, Any]:
    """Return what a key tells.

    "at-1#2" is a version of an aid, "closing-7:at-1#2" a reminder, "twin:..." a twin, "card:45" a
    card.
    """
    what, _, name = key.rpartition(":")
    if what == "card":
        return _card(world, name)
    identifier, _, version = name.rpartition("#")
    told = _aid(world, identifier) if what != "twin" else {said("twin"): identifier}
    if what.startswith("closing-"):
        return told | {said("reminder"): said("before_end", days=what.removeprefix("closing-"))}
    return told | {said("version"): version}


def _message(world: World, each: HeldDelivery) -> dict[str, Any]:
    digest = each.digest
    aids = [
        _aid(world, item.aid) | {said("notice"): _notice(item.notice), said("why"): item.reasons}
        for item in digest.items
    ]
    return {
        said("chosen"): digest.day,
        said("written"): each.written,
        said("state"): said(f"state_{each.state}"),
        said("since"): each.ended,
        said("aids"): aids,
        said("cards"): [_card(world, card) for card in (*digest.cards, digest.practice) if card],
    }


def _notice(notice: str) -> str:
    if notice.startswith("closing-"):
        return said("notice_closing", days=notice.removeprefix("closing-"))
    known = {REOPENED: "notice_reopened", OPEN: "notice_open"}
    return said(known.get(notice, "notice_new"))


def _aid(world: World, identifier: str) -> dict[str, Any]:
    known = world.live.records.get(identifier)
    return {said("aid"): identifier, said("title"): known.aid.name if known else ""}


def _card(world: World, identifier: str) -> dict[str, Any]:
    card = world.collection.cards.get(identifier)
    return {said("card"): identifier, said("title"): card.title if card else ""}


def _standing(standing: ChatStanding | None) -> list[str]:
    """Return how the bot stands with a chat, a line a thing."""
    if standing is None:
        return []
    became = said("standing_became", number=standing.became) if standing.became else ""
    blocked = said("standing_blocked") if standing.suspended else ""
    absent = said("standing_absent") if standing.apologised else ""
    return [line for line in (blocked, absent, became) if line]
