"""The addresses of what is browsed: which page stands where, how long it may be kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.web import api, open_aids
from bot.channels.web.browse import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.channels.web.browse import Maker
    from bot.channels.web.handlers import Conversation
    from bot.channels.web.pages import Frame
    from bot.conversation.world import World
    from knowledge.collection import Collection

# Seconds that a page of the collection may be shown again.
_A_WHILE = {"Cache-Control": "public, max-age=600"}
_LONGEST_NEED = 500


class Library:
    """Gives the pages of the collection and of aids, and what programs ask, to everyone."""

    def __init__(
        self, frame: Frame, conversation: Conversation, now: Callable[[], datetime]
    ) -> None:
        self._frame, self._conversation, self._now = frame, conversation, now
        self._made: dict[str, str] = {}  # pages by path, those of one collection
        self._of: Collection | None = None

    def routes(self) -> list[web.RouteDef]:
        """Return what stands at each address."""
        return [
            *(web.get(path, partial(self._page, maker)) for path, maker in PAGES.items()),
            web.get("/aides", self._aids),
            web.get("/aide/{id}", self._aid),
            web.get("/aides.rss", self._feed),
            web.get("/aides.ics", self._calendar),
            web.get("/api/search", self._search),
            web.get("/api/cards", self._cards),
            web.get("/sitemap.xml", self._sitemap),
            web.get("/robots.txt", self._robots),
        ]

    @property
    def _world(self) -> World:
        return self._conversation.world

    async def _page(self, maker: Maker, request: web.Request) -> web.Response:
        """Give a page of the collection, made once for as long as the collection is the same."""
        world = self._world
        if self._of is not world.collection:
            self._made, self._of = {}, world.collection
        page = self._made.get(request.path) or maker(
            self._frame, world, request.match_info.get("id", "")
        )
        if page is None:
            raise web.HTTPNotFound
        self._made[request.path] = page
        return _html(page)

    async def _aids(self, request: web.Request) -> web.Response:
        query, world = request.query, self._world
        asked = open_aids.read_asked(query.get("theme", ""), query.get("page", ""), world)
        if asked is None:
            raise web.HTTPNotFound
        return _html(open_aids.aids_page(self._frame, world, asked, self._now()))

    async def _aid(self, request: web.Request) -> web.Response:
        page = open_aids.aid_page(self._frame, self._world, request.match_info["id"], self._now())
        if page is None:
            raise web.HTTPNotFound
        return _html(page)

    async def _feed(self, request: web.Request) -> web.Response:
        body = open_aids.feed(self._frame, self._world, self._theme(request), self._now())
        return web.Response(
            body=body, content_type="application/rss+xml", charset="utf-8", headers=_A_WHILE
        )

    async def _calendar(self, request: web.Request) -> web.Response:
        body = open_aids.calendar(self._world, self._theme(request), self._now())
        return web.Response(
            body=body, content_type="text/calendar", charset="utf-8", headers=_A_WHILE
        )

    def _theme(self, request: web.Request) -> str:
        """Return the theme that an address asks for, "" for all. Raises HTTPNotFound."""
        theme = request.query.get("theme", "")
        if theme and theme not in self._world.collection.themes:
            raise web.HTTPNotFound
        return theme

    async def _search(self, request: web.Request) -> web.Response:
        need = request.query.get("q", "").replace("\x00", " ").strip()
        if not need:
            raise web.HTTPBadRequest
        told = api.search(
            self._frame, self._world, need[:_LONGEST_NEED], request.query.get("limit", "")
        )
        return web.json_response(told, dumps=api.as_text)

    async def _cards(self, request: web.Request) -> web.Response:
        told = api.cards(self._world, request.query.get("id", ""))
        if told is None:
            raise web.HTTPNotFound
        return web.json_response(told, dumps=api.as_text, headers=_A_WHILE)

    async def _sitemap(self, _: web.Request) -> web.Response:
        body = api.sitemap(self._frame, self._world)
        return web.Response(
            body=body, content_type="application/xml", charset="utf-8", headers=_A_WHILE
        )

    async def _robots(self, _: web.Request) -> web.Response:
        return web.Response(text=api.robots(self._frame), headers=_A_WHILE)


def _html(page: str) -> web.Response:
    return web.Response(text=page, content_type="text/html", headers=_A_WHILE)
