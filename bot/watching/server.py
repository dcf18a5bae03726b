"""The one small HTTP server of a running bot.

It tells how the bot does, its metrics, and what a channel has brought to it.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from aiohttp import web
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.conversation.notices import notice
from bot.errors import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aiohttp.typedefs import Handler

    from bot.settings import Listening
    from bot.watching.metrics import Metrics

    Health = Callable[[], tuple[bool, dict[str, Any]]]

_log = logging.getLogger("tambour.http")
_strangers = logging.getLogger("tambour.http.strangers")
_strangers.setLevel(logging.CRITICAL)  # aiohttp writes a trace of whatever is no HTTP
HEALTH, METRICS = "/sante", "/metrics"
_LARGEST = 1_000_000  # bytes of what is brought
_LINGER = 0.5  # seconds that requests being answered are given at the end


class Server:
    """Answers on each port given.

    It gives /sante to anyone, /metrics to this machine, and the routes of a channel.
    """

    def __init__(
        self, health: Health, metrics: Metrics, routes: Iterable[web.RouteDef] = ()
    ) -> None:
        self._health, self._metrics = health, metrics
        application = web.Application(middlewares=[_telling], client_max_size=_LARGEST)
        application.add_routes(
            [web.get(HEALTH, self._tell_health), web.get(METRICS, self._tell_metrics), *routes]
        )
        self._runner = web.AppRunner(
            application, access_log=None, logger=_strangers, shutdown_timeout=_LINGER
        )

    async def start(self, places: Iterable[Listening]) -> None:
        """Listen on each port.

        StoppedError, which names the setting, is raised where one can't be listened to.
        """
        await self._runner.setup()
        for place in places:
            try:
                await web.TCPSite(self._runner, place.host, place.port).start()
            except OSError as error:
                await self.close()
                raise StoppedError(
                    notice(
                        "port_taken",
                        setting=place.setting,
                        port=place.port,
                        cause=error.strerror,
                    )
                ) from None

    @property
    def ports(self) -> tuple[int, ...]:
        """The ports listened to."""
        return tuple(address[1] for address in self._runner.addresses)

    async def stop_listening(self) -> None:
        """Take no new connection; what is being answered goes on."""
        for site in tuple(self._runner.sites):
            with suppress(RuntimeError):  # stopped before
                await site.stop()

    async def close(self) -> None:
        """Close every connection."""
        await self._runner.cleanup()

    async def _tell_health(self, _: web.Request) -> web.Response:
        is_well, told = self._health()
        return web.json_response(told, status=200 if is_well else 503)

    async def _tell_metrics(self, request: web.Request) -> web.Response:
        if not _is_of_this_machine(request):
            raise web.HTTPNotFound
        return web.Response(
            body=generate_latest(self._metrics.registry),
            headers={"Content-Type": CONTENT_TYPE_LATEST},
        )


@web.middleware
async def _telling(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Log what goes wrong in a handler."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:  # noqa: BLE001 - told, and answered
        _log.exception("a request to %s failed", request.path)
        raise web.HTTPInternalServerError from None


def _is_of_this_machine(request: web.Request) -> bool:
    """Tell whether a request comes from this machine, and not from elsewhere by way of a proxy."""
    return (
        "X-Forwarded-For" not in request.headers and ip_address(request.remote or "::").is_loopback
    )
