"""What keeps the page safe: headers, a pace for each address, an answer to all errors."""

from __future__ import annotations

import asyncio
import logging
import math
import traceback
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from bot.channels.web.pages import WebPage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from aiohttp.typedefs import Middleware

    from bot.channels.web.pages import Frame
    from bot.channels.web.visitors import Doormen, Turns
    from bot.settings import WebSettings

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LARGEST = 64 * 1024  # bytes of a request
_PATIENCE = 10.0  # seconds for the body of a request to come
_FREE = ("/static/", "/sante")  # what costs nothing, and is not counted
API = "/api/"
_log = logging.getLogger("tambour.web")


def headers(settings: WebSettings) -> dict[str, str]:
    """Return the headers of every response: only what is ours runs, only named sites embed."""
    style = urlsplit(settings.style)
    theirs = f" {style.scheme}://{style.netloc}" if settings.style else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": f"'self'{theirs}",
        "img-src": f"'self' data:{theirs}",
        "font-src": f"'self'{theirs}",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": " ".join(settings.embed) or "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Server": "tambour",
    }


def setting_headers(
    settings: WebSettings,
) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Return what sets the headers of a response that is about to leave."""
    each = headers(settings)

    async def prepare(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(each)
        is_open = request.path.startswith(API)
        response.headers["Cross-Origin-Resource-Policy"] = (
            "cross-origin" if is_open else "same-origin"
        )
        if is_open:
            response.headers["Access-Control-Allow-Origin"] = "*"

    return prepare


def guarding(
    frame: Frame, paces: Mapping[str, Turns], doormen: Doormen, clock: Callable[[], float]
) -> Middleware:
    """Return the middleware of every request; `paces` go by the first beginning of a path."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if not request.path.startswith(_FREE):
                _admit(request, _pace(request.path, paces), doormen, clock())
            return await handler(request)
        except web.HTTPException as refusal:
            return _told(
                request, frame, refusal.status, refusal.headers.get("Retry-After", ""), refusal
            )
        except ConnectionError:
            raise
        except Exception as error:  # noqa: BLE001 - every request is answered
            # Without its message: words may stand in it.
            trace = "".join(traceback.format_tb(error.__traceback__))
            _log.error("a page could not be made: %s\n%s", type(error).__qualname__, trace)
            return _told(request, frame, 500)

    return guard


def _pace(path: str, paces: Mapping[str, Turns]) -> Turns:
    return next(
        (turns for beginning, turns in paces.items() if path.startswith(beginning)), paces["/"]
    )


def _admit(request: web.Request, turns: Turns, doormen: Doormen, now: float) -> None:
    """Count a request of its address. Raises HTTPTooManyRequests."""
    visitor = doormen.visitor(request.remote, request.headers.getall("X-Forwarded-For", []))
    if wait := turns.wait(visitor, now):
        raise web.HTTPTooManyRequests(headers={"Retry-After": str(math.ceil(wait))})


def _told(
    request: web.Request,
    frame: Frame,
    status: int,
    retry: str = "",
    refusal: web.HTTPException | None = None,
) -> web.StreamResponse:
    """Return the answer to a refused request: a page, or JSON where a program asked."""
    if refusal is not None and status < 400:
        return refusal
    more = {"Retry-After": retry} if retry else {}
    if refusal is not None and "Allow" in refusal.headers:
        more["Allow"] = refusal.headers["Allow"]
    if request.path.startswith(API):
        return web.json_response({"error": status}, status=status, headers=more)
    page = frame.render("refused", WebPage(request.path, found=False), status=status)
    return web.Response(text=page, status=status, content_type="text/html", headers=more)


async def body_of(request: web.Request) -> bytes:
    """Return the body of a form. Raises a refusal: too large, too slow, of another kind."""
    if (
        request.content_type != "application/x-www-form-urlencoded"
        or "Content-Encoding" in request.headers
    ):
        raise web.HTTPUnsupportedMediaType
    try:
        async with asyncio.timeout(_PATIENCE):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except web.RequestPayloadError:
        raise web.HTTPBadRequest from None
