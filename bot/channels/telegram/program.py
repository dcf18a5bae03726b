"""The bot as a program: run until it is told to stop, with its log, and its end told."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from bot.channels.telegram.app import App
from bot.channels.telegram.masking import TelegramMasking, set_up_logging
from bot.errors import StoppedError, ToldError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from bot.channels.conversation_thread import ConversationThread
    from bot.channels.keeper import Keeper
    from bot.settings import TelegramSettings
    from bot.storage.store import Store
    from bot.world.reload import Reloader

    Beside = Callable[[ConversationThread], AbstractAsyncContextManager[None]]

_log = logging.getLogger("tambour.telegram")


def run(
    settings: TelegramSettings,
    keeper: Keeper,
    store: Store | None,
    log_level: str = "info",
    reloader: Reloader | None = None,
    beside: Beside | None = None,
) -> None:
    """Run the bot until it is told to stop, and what goes on beside it.

    ToldError is raised where it can't go on.
    """
    secrets = (settings.token, settings.webhook.secret if settings.webhook else "")
    masking = TelegramMasking(secrets)
    set_up_logging(log_level, masking, settings.watch.json_logs)
    try:
        asyncio.run(App(settings, keeper, store, reloader=reloader, beside=beside).run())
    except StoppedError as error:
        raise ToldError(masking.mask(str(error))) from None
    except ToldError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        _log.exception("the bot ends")
        raise ToldError(masking.mask(f"{type(error).__name__} : {error}")) from None
