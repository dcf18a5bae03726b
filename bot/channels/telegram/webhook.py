"""Where Telegram brings the updates: one address, which only who shows the secret may use."""

from __future__ import annotations

import hmac
import logging
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name
_log = logging.getLogger("tambour.telegram")


def webhook(path: str, secret: str, receive: Callable[[Any], Awaitable[None]]) -> web.RouteDef:
    """Return the address that gives each update to `receive`.

    It says that an update was taken once that has returned. Until then Telegram keeps it, and
    brings it again.
    """

    async def take(request: web.Request) -> web.Response:
        shown = request.headers.get(_SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(shown, secret.encode()):
            _log.warning("an update without the right secret was refused")
            raise web.HTTPForbidden
        try:
            update = await request.json()
        except (ValueError, RecursionError):
            raise web.HTTPBadRequest from None
        await receive(update)
        return web.json_response({"status": "ok"})

    return web.post(path, take)
