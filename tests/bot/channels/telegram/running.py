"""The real bot against a stand-in for Telegram, for tests and benchmarks.

It runs as a process, or in a thread.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Self

from bot.channels.keeper import Keeper
from bot.channels.telegram.app import App
from bot.channels.telegram.rate import Limits
from bot.settings import TelegramSettings, WatchSettings
from bot.storage.store import Store
from tests.inherited import inherited
from tests.telegram_stand_in.stand_in import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.world import World
    from tests.telegram_stand_in.stand_in import StandIn

NOBODY = WatchSettings()
FAST = Limits(overall=10_000, spacing=0.0, burst=10_000, group=10_000, person=10_000)


@dataclass
class Process:
    """`tambour telegram` as an operator runs it, or another `command`.

    `log` is all it wrote, once it has ended.
    """

    telegram: StandIn
    folder: Path
    more: dict[str, str] = field(default_factory=dict)
    level: str = "info"
    command: tuple[str, ...] = ()
    log: str = ""
    _written: IO[bytes] = field(default_factory=TemporaryFile)

    def __enter__(self) -> Self:
        settings = {
            "TAMBOUR_TELEGRAM_TOKEN": self.telegram.token,
            "TAMBOUR_TELEGRAM_API": self.telegram.api,
            "TAMBOUR_DATABASE": str(self.folder / "tambour.db"),
        }
        self.process = subprocess.Popen(
            self.command
            or (
                str(Path(sys.executable).parent / "tambour"),
                "telegram",
                "--log-level",
                self.level,
            ),
            env=inherited() | settings | self.more,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=self._written,  # a pipe that nobody reads would fill up, and stop the bot
        )
        return self

    def wait_until_ready(self) -> Self:
        """Wait until it is connected and has introduced itself."""
        self.telegram.wait(
            lambda: self.telegram.called("setMyShortDescription") or self.process.poll() is not None
        )
        assert self.process.poll() is None, f"ended with {self.end()}: {self.log}"
        return self

    def stop(self) -> int:
        """Ask it to end as a service manager does, and return its exit status."""
        self.process.terminate()
        return self.end()

    def written(self) -> bytes:
        """Return what it has written so far."""
        return os.pread(self._written.fileno(), 1_000_000, 0)

    def end(self) -> int:
        """Wait until it ends by itself, and return its exit status."""
        status = self.process.wait(PATIENCE)
        self._written.seek(0)
        self.log = self._written.read().decode()
        return status

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._written.close()


@contextmanager
def in_thread(
    telegram: StandIn,
    world: World,
    folder: Path,
    limits: Limits = FAST,
    watch: WatchSettings = NOBODY,
) -> Iterator[App]:
    """Run the real application in a thread, at the time of the stand-in."""
    settings = TelegramSettings(telegram.token, telegram.api, watch=watch)
    failures: list[BaseException] = []
    with closing(Store(folder / "tambour.db")) as store:
        app = App(settings, Keeper(world, store), store, limits, lambda: _time_of(telegram))
        loops: list[asyncio.AbstractEventLoop] = []

        async def live() -> None:
            loops.append(asyncio.get_running_loop())
            await app.run()

        def run() -> None:
            try:
                asyncio.run(live())
            except BaseException as error:  # noqa: BLE001 - raised by who waits
                failures.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            telegram.wait(lambda: telegram.called("setMyShortDescription") or failures)
            if failures:
                raise failures[0]
            yield app
        finally:
            if thread.is_alive():
                loops[0].call_soon_threadsafe(app.stop)
            thread.join(PATIENCE)
    assert not failures


def _time_of(telegram: StandIn) -> datetime:
    return datetime.fromtimestamp(telegram.world.clock.now(), UTC)
