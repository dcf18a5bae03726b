"""The real application on a port of this machine.

A visitor reads its pages and presses what they offer.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpx
from aiohttp.test_utils import TestServer
from typing_extensions import override

from bot.channels.web.site import Site, SiteParts
from bot.channels.web.visitors import Pace
from bot.conversation.core import respond
from bot.settings import WebSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.events import Event
    from bot.conversation.session import Session
    from bot.conversation.turn import Outcome
    from bot.conversation.world import World

STARTS = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = "k" * 32
BOT_TOKEN = "4200000001:AAsecretSecretSecretSecretSecretSec"
SETTINGS = WebSettings(url="https://tambour.exemple.fr", keys=(KEY,), telegram="tambour_bot")
ENDLESS = Pace(at_once=1_000_000)
_VOID = frozenset(("meta", "link", "input", "br", "img", "hr"))


@dataclass
class Clock:
    """A clock that only tests move."""

    now: datetime = STARTS

    def seconds(self) -> float:
        return self.now.timestamp()


class Answering:
    """The conversation alone, with no store behind it."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def answer(self, session: Session, event: Event, now: datetime) -> Outcome:
        return respond(self.world, session, event, now)

    async def ask(self, key: str, event: Event, now: datetime) -> Outcome:
        raise AssertionError(f"no chat is stored here: {key}, {event}, {now}")


@contextmanager
def served(settings: WebSettings, parts: SiteParts, port: int | None = None) -> Iterator[str]:
    """Serve the page in a thread of its own, on any free port by default; give its address."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def done(work: object) -> None:
        asyncio.run_coroutine_threadsafe(work, loop).result(20)  # type: ignore[arg-type]

    server = TestServer(Site(settings, parts).application(), port=port)
    try:
        done(server.start_server(access_log=None))
        yield str(server.make_url("/")).rstrip("/")
    finally:
        done(server.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        loop.close()


def parts(
    world: World, clock: Clock, pace: Pace = ENDLESS, life: timedelta = timedelta(days=1)
) -> SiteParts:
    """Return what the application is made of in tests: no store, a clock that is moved."""
    return SiteParts(Answering(world), False, lambda: clock.now, clock.seconds, pace, pace, life)


def signed_init(person: int, at: datetime, token: str = BOT_TOKEN, **more: str) -> str:
    """Return what Telegram tells a Mini App of who opens it, as it signs it for a bot."""
    fields = {
        "auth_date": str(int(at.timestamp())),
        "user": json.dumps({"id": person, "first_name": "Zoé"}),
        "query_id": "q",
    }
    fields |= more
    told = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.new(b"WebAppData", token.encode(), "sha256").digest()
    return urlencode(fields | {"hash": hmac.new(key, told.encode(), "sha256").hexdigest()})


@dataclass
class Element:
    """An element of a page.

    It has its tag, its attributes, the text in it, and what it stands in, the nearest last.
    """

    tag: str
    attributes: dict[str, str]
    inside: tuple[Element, ...] = ()
    text: str = ""
    items: int = 0

    def is_in(self, **attributes: str) -> bool:
        """Tell whether it stands in an element that has these attributes, or has them itself."""
        wanted = attributes.items()
        return any(wanted <= each.attributes.items() for each in (self, *self.inside))


@dataclass
class Read(HTMLParser):
    """A page as it was read: every element, in order."""

    html: str
    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[Element] = []
        self.feed(self.html)
        self.close()
        assert self._open == [], f"never closed: {[each.tag for each in self._open]}"

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)
        if tag == "li":
            self.handle_data(self._mark(element.inside[-1]))
        elif tag == "br":
            self.handle_data("\n")

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(
            Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        )

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"{tag} closed, never opened"
        assert self._open[-1].tag == tag, f"{tag} closes {self._open[-1].tag}"
        element = self._open.pop()
        address = element.attributes.get("href", "")
        if address.startswith("http") and address.partition("://")[2] not in element.text:
            self.handle_data(f" ({address})")  # as the terminal writes it

    def _mark(self, listed: Element) -> str:
        """Return what a browser shows before the next item of a list."""
        listed.items += 1
        return (
            f"{int(listed.attributes.get('start', 1)) + listed.items - 1}. "
            if listed.tag == "ol"
            else "• "
        )

    @override
    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a tag that stand in, or are, one that has some attributes."""
        return [each for each in self.elements if each.tag == tag and each.is_in(**attributes)]

    def text_of(self, **attributes: str) -> str:
        """Return the text of the elements that have some attributes."""
        return "\n".join(
            each.text for each in self.elements if attributes.items() <= each.attributes.items()
        )


class Visitor:
    """Someone with a browser that runs nothing: opens the page, sends its form, saves its files."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(base_url=address)
        self.open("/")

    def close(self) -> None:
        self.client.close()

    def open(self, path: str) -> httpx.Response:
        return self._read(self.client.get(path))

    def send(self, **fields: str) -> httpx.Response:
        """Send the form of the page in sight, with more fields."""
        return self._read(self.client.post("/", data={"token": self.token} | fields))

    def say(self, text: str) -> httpx.Response:
        return self.send(said=text)

    def press(self, value: str) -> httpx.Response:
        return self.send(press=value)

    @property
    def token(self) -> str:
        return next(
            each.attributes["value"]
            for each in self.page.elements
            if each.attributes.get("id") == "token"
        )

    @property
    def answer(self) -> str:
        """The text of the answer, without buttons and what the page says of itself."""
        return self.page.text_of(**{"class": "told"})

    @property
    def buttons(self) -> dict[str, str]:
        """What each button of the answer sends, by its label.

        Links and what copies send nothing.
        """
        rows = {
            each.text.strip(): each.attributes.get("value", "")
            for each in self.page.all("button", **{"class": "row"})
        }
        links = {each.text.strip(): "" for each in self.page.all("a", **{"class": "button"})}
        return rows | links

    def files(self) -> list[httpx.Response]:
        """Save every file that the answer offers."""
        forms = [
            each
            for each in self.page.elements
            if each.tag == "form" and each.attributes.get("class") == "file"
        ]
        fields = [
            {
                each.attributes["name"]: each.attributes["value"]
                for each in self.page.elements
                if each.tag == "input" and form in each.inside
            }
            for form in forms
        ]
        return [self.client.post("/fichier", data=each) for each in fields]

    def _read(self, response: httpx.Response) -> httpx.Response:
        self.page = Read(response.text)
        return response
