"""Asks Telegram for updates, and confirms those that are answered.

What a crash interrupts comes again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.back_off import BackOff
from bot.channels.telegram.errors import decide
from bot.channels.telegram.update_offsets import UpdateOffsets
from bot.channels.telegram.updates import ALLOWED
from bot.conversation.notices import notice
from bot.errors import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram.request import BaseRequest

    Take = Callable[[dict[str, Any], Callable[[], None]], object]

_LONG = 2  # seconds that Telegram may keep a request open while nothing happens
# Seconds more after which a request is given up as lost: until then, nobody is answered.
_MARGIN = 2.0
_AGAIN = 0.3  # seconds between two requests while answers are being made
_FLOOR = 0.1  # seconds between two requests that bring nothing new
_MOST = 100  # updates a request
_PATIENCE = 30.0  # seconds after which an update being handled no longer holds the others back
_PAUSES = BackOff(0.4, 10.0)
_CONFLICT_PAUSE = 1.0
_log = logging.getLogger("tambour.telegram")


class Polling:
    """Gives each update to `take`, with what to call once it is done with."""

    def __init__(self, request: BaseRequest, address: str, take: Take) -> None:
        self._request, self._address, self._take = request, address, take
        self._offsets = UpdateOffsets()
        self._idle = asyncio.Event()
        self._failures = 0
        self._conflicts = 0
        self._heard = time.monotonic()

    async def run(self) -> None:
        """Receive updates until cancelled.

        StoppedError is raised where another program receives them.
        """
        clock = asyncio.get_running_loop().time
        while True:
            began, received = clock(), 0
            self._offsets.give_up(time.monotonic() - _PATIENCE)
            if self._offsets.unconfirmed < _MOST:
                updates = await self._fetch(_MOST, 0 if self._offsets.open else _LONG)
                received = sum(map(self._receive, updates))
            if self._offsets.open:
                await self._until_idle(_AGAIN)
            if not received:  # a server that waits for nothing would be asked without a pause
                await asyncio.sleep(max(began + _FLOOR - clock(), 0.0))

    def silence(self) -> float:
        """Return the seconds since Telegram last answered."""
        return time.monotonic() - self._heard

    async def confirm(self) -> None:
        """Tell Telegram, at the end, what is answered."""
        if self._offsets.offset():
            try:
                await self._call(1, 0)
            except TelegramError as error:
                _log.warning(
                    "the last answers are not confirmed, and may be given again: %s", error.message
                )

    def _receive(self, update: dict[str, Any]) -> bool:
        """Take an update; tell whether it is a new one."""
        number = update.get("update_id")
        if not isinstance(number, int) or not self._offsets.take(number, time.monotonic()):
            return False
        self._idle.clear()
        self._take(update, lambda: self._close(number))
        return True

    def _close(self, number: int) -> None:
        self._offsets.close(number)
        if not self._offsets.open:
            self._idle.set()

    async def _until_idle(self, seconds: float) -> None:
        waiting = asyncio.ensure_future(self._idle.wait())
        await asyncio.wait({waiting}, timeout=seconds)
        waiting.cancel()

    async def _fetch(self, most: int, seconds: int) -> list[dict[str, Any]]:
        """Return the next updates; none, after a pause, where they can't be had."""
        try:
            updates = await self._call(most, seconds)
        except TelegramError as error:
            await asyncio.sleep(self._pause(error))
            return []
        if self._failures:
            _log.info("Telegram is back")
        self._failures = self._conflicts = 0
        self._heard = time.monotonic()
        return [update for update in updates if isinstance(update, dict)]

    async def _call(self, most: int, seconds: int) -> list[Any]:
        asked = {
            "offset": self._offsets.offset(),
            "limit": most,
            "timeout": seconds,
            "allowed_updates": json.dumps(ALLOWED),
        }
        found = await self._request.post(
            f"{self._address}/getUpdates?{urlencode(asked)}", read_timeout=seconds + _MARGIN
        )
        return found if isinstance(found, list) else []

    def _pause(self, error: TelegramError) -> float:
        """Return the seconds to wait after an error.

        StoppedError is raised where waiting is of no use.
        """
        if isinstance(error, Conflict):
            self._conflicts += 1
            if self._conflicts > 1:
                raise StoppedError(
                    notice("webhook_elsewhere")
                    if "webhook" in error.message.lower()
                    else notice("two_instances")
                )
            return _CONFLICT_PAUSE
        if isinstance(error, InvalidToken):
            raise StoppedError(notice("token_refused"))
        decision = decide(error)
        if isinstance(error, RetryAfter):
            return decision.seconds
        self._failures += 1
        if self._failures == 1 or isinstance(error, BadRequest):
            _log.warning("no updates from Telegram, trying again (%s)", decision.why)
        return _PAUSES.after(self._failures)
