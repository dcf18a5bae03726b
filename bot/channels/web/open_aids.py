"""The aids that are open now, as pages, as a feed and as a calendar of deadlines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from bot.channels.web.pages import WebPage, shortened_to
from bot.channels.web.structured import of_aid
from bot.channels.web.words import word
from bot.conversation.calendars import deadlines
from bot.conversation.days import day_of, in_words
from bot.conversation.screens.aids_listed import STATES
from bot.conversation.screens.live_aid import KINDS
from matching.live_aids import cards_for

if TYPE_CHECKING:
    from datetime import date

    from bot.channels.web.pages import Frame
    from bot.conversation.world import World
    from knowledge.live_aids.model import Record

_ON_A_PAGE = 30
_IN_THE_FEED = 50
_CARDS = 3
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EMPTY_CALENDAR = (
    b"BEGIN:VCALENDAR\r\nPRODID:-//Tambour//Tambour//FR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
)


@dataclass(frozen=True)
class Asked:
    """Which aids are asked for: of a theme ("": any), and the page of the list, from 0."""

    theme: str = ""
    page: int = 0


def read_asked(theme: str, page: str, world: World) -> Asked | None:
    """Return what an address asks for; None where it names no theme."""
    if theme and theme not in world.collection.themes:
        return None
    return Asked(theme, int(page) if re.fullmatch("[0-9]{1,4}", page) else 0)


def open_now(world: World, theme: str, today: date) -> list[Record]:
    """Return the aids that are open, those that close first before the others."""
    found = [
        each
        for each in world.live.records.values()
        if each.is_open(today) and (not theme or theme in each.aid.themes)
    ]
    return sorted(
        found,
        key=lambda each: (each.aid.deadline is None, each.aid.deadline or today, each.aid.name),
    )


def aids_page(frame: Frame, world: World, asked: Asked, now: datetime) -> str:
    """Return a page of the list of open aids."""
    today = day_of(now)
    found = open_now(world, asked.theme, today)
    start = asked.page * _ON_A_PAGE
    path = f"/aides?theme={asked.theme}" if asked.theme else "/aides"
    return frame.render(
        "aids",
        WebPage(path, word("aids_title"), word("aids_description")),
        records=found[start : start + _ON_A_PAGE],
        count=len(found),
        asked=asked,
        is_last=start + _ON_A_PAGE >= len(found),
        themes=world.collection.themes,
        states=STATES,
        today=today,
        as_of=world.live.as_of,
    )


def aid_page(frame: Frame, world: World, aid_id: str, now: datetime) -> str | None:
    """Return the page of an aid, open or closed; None where it is not known."""
    record = world.live.records.get(aid_id)
    if record is None:
        return None
    aid, today, cards = record.aid, day_of(now), world.collection.cards
    return frame.render(
        "aid",
        WebPage(
            f"/aide/{aid.id}",
            aid.name,
            shortened_to(aid.what or aid.name),
            of_aid(frame, aid),
            record.is_open(today),
        ),
        aid=aid,
        record=record,
        today=today,
        state=STATES[record.state(today)],
        kinds=[KINDS[kind] for kind in aid.kinds],
        cards=[cards[each] for each in cards_for(aid, world.matcher, _CARDS)],
    )


def feed(frame: Frame, world: World, theme: str, now: datetime) -> bytes:
    """Return the open aids as an RSS 2.0 feed, the last told first."""
    url = frame.settings.url
    rss = ElementTree.Element("rss", {"version": "2.0"})
    channel = ElementTree.SubElement(rss, "channel")
    title = word("aids_feed", title=frame.title)
    if theme:
        title = f"{title} ({world.collection.themes[theme].short})"
    _write(
        channel,
        title=title,
        link=f"{url}/aides",
        description=word("aids_description"),
        language="fr",
    )
    latest = sorted(
        open_now(world, theme, day_of(now)), key=lambda each: each.told_since, reverse=True
    )
    for record in latest[:_IN_THE_FEED]:
        aid, entry = record.aid, ElementTree.SubElement(channel, "item")
        until = (
            word("aid_until", day=in_words(aid.deadline), what=aid.what)
            if aid.deadline
            else aid.what
        )
        told = datetime.combine(record.told_since, time(8), UTC)
        _write(
            entry, title=aid.name, link=f"{url}/aide/{aid.id}", description=shortened_to(until, 600)
        )
        _write(entry, pubDate=format_datetime(told))
        ElementTree.SubElement(
            entry, "guid", {"isPermaLink": "false"}
        ).text = f"{aid.id}:{record.version}"
    written: bytes = ElementTree.tostring(rss, encoding="utf-8", xml_declaration=True)
    return written


def calendar(world: World, theme: str, now: datetime) -> bytes:
    """Return the deadlines of the open aids as a calendar, which may be empty."""
    return deadlines(open_now(world, theme, day_of(now)), now) or _EMPTY_CALENDAR


def _write(parent: ElementTree.Element, **texts: str) -> None:
    for tag, text in texts.items():
        ElementTree.SubElement(parent, tag).text = _NOT_XML.sub(" ", text)
