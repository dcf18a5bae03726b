"""Asks the server what is new, however long it takes to have it."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError
from nio import SyncResponse

from bot.channels.matrix.errors import NextStep, decide
from bot.channels.matrix.sending import PAUSES
from bot.conversation.notices import notice
from bot.errors import StoppedError

if TYPE_CHECKING:
    from nio import AsyncClient

_LONG = 30_000  # milliseconds that the server may hold an answer where nothing happens
_MOST_EVENTS = 100  # of a room in one answer: what may be written there while the bot is down
_NOT_SEEN: dict[str, Any] = {"not_types": ["*"]}
_FILTER: dict[str, Any] = {
    "presence": _NOT_SEEN,
    "account_data": _NOT_SEEN,
    "room": {
        "timeline": {"limit": _MOST_EVENTS},
        "ephemeral": _NOT_SEEN,
        "account_data": _NOT_SEEN,
    },
}
_log = logging.getLogger("tambour.matrix")


class _UnknownTokenError(Exception):
    """The server does not know the token from which it is asked what is new."""


class Synchronising:
    """Reads the server for a client; raises StoppedError where the server refuses the bot."""

    def __init__(self, client: AsyncClient) -> None:
        self._client, self._heard = client, time.monotonic()

    def silence(self) -> float:
        """Return the seconds since the server last answered."""
        return time.monotonic() - self._heard

    async def first(self, since: str) -> tuple[SyncResponse, bool]:
        """Return the rooms as they are, and whether what they hold is new to the bot."""
        try:
            return await self._read(0, since, is_whole=True), bool(since)
        except _UnknownTokenError:
            _log.warning("the server forgot how far the bot had read: what was said since is left")
            return await self._read(0, is_whole=True), False

    async def next(self) -> SyncResponse:
        """Return what happened since."""
        return await self._read(_LONG)

    async def _read(
        self, milliseconds: int, since: str = "", is_whole: bool = False
    ) -> SyncResponse:
        tries = 0
        while True:
            try:
                response = await self._client.sync(
                    milliseconds, _FILTER, since or None, full_state=is_whole or None
                )
            except (ClientError, TimeoutError, OSError) as error:
                response = error
            if isinstance(response, SyncResponse):
                self._heard = time.monotonic()
                return response
            decision = decide(response)
            if decision.act is NextStep.STOP:
                raise StoppedError(notice("device_refused"))
            if decision.act is NextStep.REFUSE and since:
                raise _UnknownTokenError
            tries += 1
            if tries in (1, 10, 100):
                _log.warning("the server can't be read, trying again: %s", decision.why)
            await asyncio.sleep(decision.seconds or PAUSES.after(tries))
