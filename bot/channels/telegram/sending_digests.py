"""Sends all that is due from a program of its own, without the conversation.

It is what the command `tambour digest send` does.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channels.conversation_thread import ConversationThread
from bot.channels.keeper import Keeper
from bot.channels.telegram.broadcast import Broadcast, TelegramChats
from bot.channels.telegram.masking import TelegramMasking, set_up_logging
from bot.channels.telegram.rate import Limiter, Limits
from bot.channels.telegram.send_queue import SendQueue
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.standings import Standings
from bot.channels.telegram.transport import Transport
from bot.conversation.notices import notice
from bot.digest.runner import DigestRunner
from bot.errors import ToldError

if TYPE_CHECKING:
    from bot.digest.choosing import Choosing
    from bot.digest.deliveries import RunReport
    from bot.digest.outbox import Outbox
    from bot.settings import TelegramSettings
    from bot.storage.store import Store

_CONNECTIONS, _TO_ANSWER = 16, 10.0


async def send_all(
    settings: TelegramSettings, store: Store, choosing: Choosing, outbox: Outbox
) -> list[RunReport]:
    """Run until nothing more can be sent now, and return the reports.

    `store` is its own. ToldError is raised without Telegram.
    """
    masking = TelegramMasking((settings.token,))
    set_up_logging("warning", masking)
    bot = Bot(settings.token, base_url=settings.api, request=Transport(_CONNECTIONS, _TO_ANSWER))
    send_queue = SendQueue(Limiter(Limits(), time.monotonic))
    memory = ConversationThread(Keeper(choosing.world, store), store)
    sender = Sender(bot, send_queue, memory.move)
    standings = Standings(memory, store, sender)
    digest_runner = DigestRunner(
        choosing, outbox, Broadcast(sender, _now), TelegramChats(sender), _now
    )
    reports: list[RunReport] = []
    try:
        await bot.initialize()
        await standings.load()
        while not (report := await digest_runner.run_once()) or not report.is_empty:
            if report is None:
                raise ToldError(notice("sending_stopped"))
            reports.append(report)
            if report.trouble:
                break
    except InvalidToken:
        raise ToldError(notice("token_refused")) from None
    except TelegramError as error:
        raise ToldError(notice("telegram_silent", message=masking.mask(error.message))) from None
    finally:
        await digest_runner.stop()
        await standings.save(_now())
        await memory.close()
        await bot.shutdown()
    return reports


def _now() -> datetime:
    return datetime.now(UTC)
