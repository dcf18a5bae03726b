"""Makes the calls without which the bot can't start, until Telegram answers."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, TypeVar

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channels.back_off import BackOff
from bot.conversation.notices import notice
from bot.errors import StoppedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")
_PAUSES = BackOff(0.2, 10.0)
_log = logging.getLogger("tambour.telegram")


async def insist(call: Callable[[], Awaitable[T]]) -> T:
    """Return what a call answers, however long Telegram takes.

    It raises StoppedError where waiting is of no use.
    """
    failures = 0
    while True:
        try:
            return await call()
        except InvalidToken:
            raise StoppedError(notice("token_refused")) from None
        except BadRequest as error:
            raise StoppedError(notice("telegram_refuses", message=error.message)) from None
        except TelegramError as error:
            _log.warning("Telegram can't be reached, trying again: %s", error.message)
        failures += 1
        await asyncio.sleep(_PAUSES.after(failures))
