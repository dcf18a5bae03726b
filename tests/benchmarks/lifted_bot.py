"""The real Telegram bot with no limit of rate, as the load and the random updates want it.

It reads the same settings.
"""

from __future__ import annotations

import asyncio

from bot.channels.keeper import Keeper
from bot.channels.telegram.app import App
from bot.channels.telegram.masking import TelegramMasking, set_up_logging
from bot.settings import read_settings, read_telegram_settings
from bot.storage.store import Store
from bot.world.bootstrap import build_world_beside
from tests.bot.channels.telegram.running import FAST


def main() -> None:
    """Run until told to stop."""
    settings, store, world = (
        read_telegram_settings(),
        Store(read_settings().database),
        build_world_beside(),
    )
    set_up_logging("info", TelegramMasking((settings.token,)))
    asyncio.run(App(settings, Keeper(world, store), store, FAST).run())


if __name__ == "__main__":
    main()
