"""The real Telegram bot in a day that passes faster.

Its time is read in a file, its minute and its limits are those given.
"""

from __future__ import annotations

import asyncio
import mmap
import struct
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.channels import watch
from bot.channels.keeper import Keeper
from bot.channels.telegram.app import App
from bot.channels.telegram.masking import TelegramMasking, set_up_logging
from bot.digest import runner as digest_runner
from bot.settings import read_settings, read_telegram_settings
from bot.storage.store import Store
from bot.world.bootstrap import build_world_beside
from bot.world.live import LiveLookout
from bot.world.reload import Reloader
from knowledge.live_aids.memory import Memory
from tests.bot.channels.telegram.running import FAST

_MOMENT = struct.Struct("d")


class SharedTime:
    """A moment in a file, that one process writes and another reads."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_MOMENT.pack(0.0))
        with path.open("r+b") as file:
            self._held = mmap.mmap(file.fileno(), _MOMENT.size)

    def write(self, seconds: float) -> None:
        """Set it, in seconds since 1970."""
        self._held[:] = _MOMENT.pack(seconds)

    def read(self) -> datetime:
        """Return it."""
        return datetime.fromtimestamp(_MOMENT.unpack(self._held[:])[0], UTC)


def main(clock: Path, minute: float) -> None:
    """Run until told to stop, with the parts that `tambour telegram` has.

    `minute` is how long a minute lasts, in seconds.
    """
    digest_runner._MINUTE = watch._MINUTE = minute
    settings, own, time = read_telegram_settings(), read_settings(), SharedTime(clock)
    set_up_logging("info", TelegramMasking((settings.token,)), settings.watch.json_logs)
    store, aids = Store(own.database), Memory(own.database)
    with (
        closing(Reloader(own.collection)) as reloader,
        closing(LiveLookout(aids, own.database, own.collection)) as lookout,
    ):
        keeper = Keeper(build_world_beside(own.collection), store, reloader, lookout)
        asyncio.run(App(settings, keeper, store, FAST, time.read, reloader).run())


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
