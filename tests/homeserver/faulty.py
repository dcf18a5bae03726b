"""A proxy in front of the server that fails as networks and servers do.

By a plan, request by request."""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Self

from aiohttp import ClientSession, web

if TYPE_CHECKING:
    from collections.abc import Callable

    Fate = Callable[[str, str], str]  # of a request, by its method and path: "" is none

_NOT_PASSED_ON = ("host", "content-length", "transfer-encoding", "content-encoding", "connection")


def in_turn(*fates: str) -> Fate:
    """Have requests meet these fates, one after the other; a login meets none."""
    turns = count()
    return lambda _, path: "" if path.endswith("/login") else fates[next(turns) % len(fates)]


class Faulty:
    """Passes requests on, but for their fate; `met` counts each fate met.

    "500" and "429" are answered in the server's place. "lost": the server does what is asked, and
    its answer never comes. "slow": it does so after `slowness` seconds.
    """

    slowness = 1.5

    def __init__(self, target: str, fate: Fate) -> None:
        self._target, self.fate = target, fate
        self.met: Counter[str] = Counter()
        self.address = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=100_000_000)
        app.router.add_route("*", "/{path:.*}", self._pass)
        self._session = ClientSession(auto_decompress=True)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
        await self._session.close()

    async def _pass(self, request: web.Request) -> web.StreamResponse:
        fate = self.fate(request.method, request.path)
        self.met[fate] += 1
        if fate == "500":
            return web.Response(status=500, text="<html>failure</html>")
        if fate == "429":
            refusal = {"errcode": "M_LIMIT_EXCEEDED", "error": "slow down", "retry_after_ms": 300}
            return web.json_response(refusal, status=429)
        headers = {
            name: each
            for name, each in request.headers.items()
            if name.lower() not in _NOT_PASSED_ON
        }
        if fate == "slow":
            await asyncio.sleep(self.slowness)
        async with self._session.request(
            request.method,
            f"{self._target}{request.raw_path}",
            headers=headers,
            data=await request.read(),
        ) as answer:
            body = await answer.read()
        if fate == "lost" and request.transport:
            request.transport.abort()
        kind = {"Content-Type": answer.headers.get("Content-Type", "application/json")}
        return web.Response(status=answer.status, body=body, headers=kind)
