"""The application of the web page: its addresses, and its life from start to stop."""

from __future__ import annotations

import asyncio
import logging
import secrets
import signal
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from bot.channels.conversation_thread import ConversationThread
from bot.channels.web.forms import LONGEST_TEXT, read_form
from bot.channels.web.handlers import WebHandlers
from bot.channels.web.library import Library
from bot.channels.web.pages import Frame
from bot.channels.web.safety import API, LARGEST, body_of, guarding, setting_headers
from bot.channels.web.talk import show
from bot.channels.web.tokens import LIFE, Tokens
from bot.channels.web.visitors import Doormen, Pace, Turns
from bot.conversation.notices import notice
from bot.errors import ToldError
from bot.watching.logs import TEXT
from bot.watching.version import running_version

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.channels.keeper import Keeper
    from bot.channels.web.forms import SentForm
    from bot.channels.web.handlers import Conversation, WebAnswer
    from bot.settings import WebSettings
    from bot.storage.store import Store

_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_OWN = "private, no-cache"  # a visitor's page: shown again by the back button, to nobody else
_FOR_LONG = "public, max-age=31536000, immutable"
_MINUTE = 60.0
_TO_FINISH = 5.0  # seconds that answers being made are given at the end
_log = logging.getLogger("tambour.web")


@dataclass(frozen=True)
class SiteParts:
    """What the page is made of besides its settings.

    Clocks, paces, and how long a conversation lives, are given by tests. `stores` tells that the
    conversation keeps chats, so that people who come from Telegram find theirs.
    """

    conversation: Conversation
    stores: bool = False
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    clock: Callable[[], float] = time.monotonic
    pace: Pace = field(default_factory=Pace)
    api_pace: Pace = field(default_factory=lambda: Pace(at_once=30, a_second=1.0))
    life: timedelta = LIFE


class Site:
    """The addresses of the page."""

    def __init__(self, settings: WebSettings, parts: SiteParts) -> None:
        keys = settings.keys or (secrets.token_hex(32),)
        self._parts, self.frame = parts, Frame(settings)
        self._handlers = WebHandlers(
            parts.conversation,
            Tokens(keys, parts.now, parts.life),
            settings.token if parts.stores else "",
        )

    def application(self) -> web.Application:
        """Return what aiohttp serves."""
        parts, settings = self._parts, self.frame.settings
        paces = {API: Turns(parts.api_pace), "/": Turns(parts.pace)}
        guard = guarding(self.frame, paces, Doormen(settings.proxies), parts.clock)
        library = Library(self.frame, parts.conversation, parts.now)
        application = web.Application(middlewares=[guard], client_max_size=LARGEST)
        application.on_response_prepare.append(setting_headers(settings))
        application.add_routes(
            [
                web.get("/", self._opened),
                web.post("/", self._asked),
                web.post("/fichier", self._file),
                web.get("/static/{name}", self._static),
                web.get("/sante", self._health),
                *library.routes(),
            ]
        )
        return application

    async def _opened(self, request: web.Request) -> web.Response:
        need = " ".join(request.query.get("q", "").replace("\x00", " ").split())[:LONGEST_TEXT]
        return self._talk(await self._handlers.welcome(self._parts.now(), need))

    async def _asked(self, request: web.Request) -> web.Response:
        form = await _form(request)
        return self._talk(await self._handlers.take(form, self._parts.now()))

    async def _file(self, request: web.Request) -> web.Response:
        reply = await self._handlers.file(await _form(request), self._parts.now())
        if reply is None or reply.attachment is None:
            raise web.HTTPGone
        disposition = f"attachment; filename*=UTF-8''{quote(reply.attachment.name)}"
        return web.Response(
            body=reply.attachment.content,
            content_type="application/octet-stream",
            headers={"Content-Disposition": disposition, "Cache-Control": _OWN},
        )

    def _talk(self, told: WebAnswer) -> web.Response:
        page = show(told, self.frame, self._parts.conversation.world)
        return web.Response(text=page, content_type="text/html", headers={"Cache-Control": _OWN})

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self.frame.files:
            raise web.HTTPNotFound
        kind = _KINDS[name.rpartition(".")[2]]
        cached = {"Cache-Control": _FOR_LONG}
        return web.Response(
            body=self.frame.files[name], content_type=kind, charset="utf-8", headers=cached
        )

    async def _health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "version": running_version()})


async def _form(request: web.Request) -> SentForm:
    try:
        return read_form(await body_of(request))
    except ValueError:
        raise web.HTTPBadRequest from None


@asynccontextmanager
async def serving(settings: WebSettings, parts: SiteParts) -> AsyncIterator[None]:
    """Serve the page while the block runs. Raises ToldError where the port can't be listened to."""
    if not settings.keys:
        _log.warning("TAMBOUR_WEB_KEYS is not set: conversations end when the program does")
    http = logging.getLogger("tambour.web.http")
    # What is no HTTP is answered 400; the bytes it holds are nobody's business.
    http.setLevel(logging.CRITICAL)
    runner = web.AppRunner(
        Site(settings, parts).application(),
        access_log=None,
        logger=http,
        shutdown_timeout=_TO_FINISH,
    )
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as error:
            raise ToldError(
                notice(
                    "page_port_taken",
                    host=settings.host,
                    port=settings.port,
                    cause=error.strerror,
                )
            ) from None
        _log.info(
            "the page is at %s, listening on %s:%s", settings.url, settings.host, settings.port
        )
        yield
    finally:
        await runner.cleanup()


def run(
    settings: WebSettings, keeper: Keeper, store: Store | None, log_level: str = "info"
) -> None:
    """Serve the page until the program is told to stop. Raises ToldError where it can't."""
    logging.basicConfig(level=log_level.upper(), format=TEXT, force=True)
    asyncio.run(_until_stopped(settings, keeper, store))


async def _until_stopped(settings: WebSettings, keeper: Keeper, store: Store | None) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        # Windows, or not in the main thread.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop.set)
    conversation = ConversationThread(keeper, store)
    try:
        async with serving(settings, SiteParts(conversation, store is not None)):
            while not stop.is_set():
                await conversation.run(keeper.look_out, datetime.now(UTC))
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), _MINUTE)
    finally:
        await conversation.flush(datetime.now(UTC))
        await conversation.close()
