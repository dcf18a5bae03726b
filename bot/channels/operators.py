"""What those who run a bot have of it while it runs, in any messenger.

It is what administrators ask and are told, the health, and the metrics.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.channels.alerts_sender import AlertsSender
from bot.channels.clerk import Clerk
from bot.channels.watch import Watch
from bot.watching.server import Server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from aiohttp import web

    from bot.channels.alerts_sender import Send
    from bot.channels.watch import Parts
    from bot.settings import Listening


class Operators:
    """Joins what looks at the bot with what tells of it."""

    def __init__(
        self,
        parts: Parts,
        admins: frozenset[str],
        send: Send,
        now: Callable[[], datetime],
        working_copy: Path | None,
        routes: Iterable[web.RouteDef] = (),
        prefix: str = "",
    ) -> None:
        """Take what is looked at, who may ask and how they are told; `routes` of the channel."""
        memory, keeper, store = parts.memory, parts.keeper, parts.store
        alerts_sender = AlertsSender(send, memory, keeper, store, prefix) if admins else None
        self.watch = Watch(parts, alerts_sender, now)
        self.server = Server(self.watch.health, self.watch.metrics, routes)
        reloader = parts.reloader
        reload = reloader.hasten if reloader and reloader.folder == working_copy else None
        self.clerk = (
            Clerk(admins, memory, keeper, store, lambda: self.watch.condition, working_copy, reload)
            if store
            else None
        )

    @asynccontextmanager
    async def watching(self, listening: Iterable[Listening]) -> AsyncIterator[None]:
        """Look each minute, and answer who asks at these ports. Raises StoppedError."""
        try:
            await self.watch.start()
            await self.server.start(listening)
            yield
        finally:
            await self.server.close()
            await self.watch.stop()
