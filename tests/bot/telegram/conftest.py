"""What these tests share: a stand-in for Telegram, and the real bot that runs against it, as a process or in a thread."""

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
from typing import TYPE_CHECKING, Self

import pytest

from bot.keeper import Keeper
from bot.settings import TelegramSettings
from bot.store import Store
from bot.telegram.app import App
from bot.telegram.rate import Limits
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.world import World

FAST = Limits(overall=10_000, spacing=0.0, burst=10_000, group=10_000, person=10_000)


@dataclass
class Process:
    """`tambour telegram` as an operator runs it; `log` is all it wrote, once it has ended."""

    telegram: StandIn
    folder: Path
    more: dict[str, str] = field(default_factory=dict)
    level: str = "info"
    log: str = ""

    def __enter__(self) -> Self:
        settings = {
            "TAMBOUR_TELEGRAM_TOKEN": self.telegram.token,
            "TAMBOUR_TELEGRAM_API": self.telegram.api,
            "TAMBOUR_DATABASE": str(self.folder / "tambour.db"),
        }
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "XDG_CACHE_HOME")}
        self.process = subprocess.Popen(
            [Path(sys.executable).parent / "tambour", "telegram", "--log-level", self.level],
            env=kept | settings | self.more,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        return self

    def wait_until_ready(self) -> Self:
        """Wait until it asks for updates."""
        self.telegram.wait(lambda: self.telegram.called("setMyShortDescription"), 30)
        return self

    def stop(self) -> int:
        """Ask it to end as a service manager does, and return its exit status."""
        self.process.terminate()
        return self.end()

    def end(self) -> int:
        """Wait until it ends by itself, and return its exit status."""
        _, written = self.process.communicate(timeout=30)
        self.log += written.decode()
        return self.process.returncode

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        if self.process.stderr and not self.process.stderr.closed:
            self.end()


@pytest.fixture
def telegram() -> Iterator[StandIn]:
    """A stand-in for one test."""
    with StandIn() as stand_in:
        yield stand_in


@pytest.fixture
def process(telegram: StandIn, tmp_path: Path) -> Iterator[Process]:
    """The real bot, for one test."""
    with Process(telegram, tmp_path) as process:
        yield process.wait_until_ready()


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    """A stand-in with the real bot behind it, for all the tests of a module: each has its own chats."""
    with StandIn(limits=None) as stand_in, Process(stand_in, tmp_path_factory.mktemp("street")) as process:
        process.wait_until_ready()
        yield stand_in
        assert process.stop() == 0
        assert "Traceback" not in process.log


@contextmanager
def in_thread(telegram: StandIn, world: World, folder: Path, limits: Limits = FAST) -> Iterator[App]:
    """Run the real application in a thread, at the time of the stand-in."""
    settings = TelegramSettings(telegram.token, telegram.api)
    failures: list[BaseException] = []
    with closing(Store(folder / "tambour.db")) as store:
        app = App(settings, world, Keeper(world, store), store, limits, lambda: _time_of(telegram))
        loops: list[asyncio.AbstractEventLoop] = []

        async def live() -> None:
            loops.append(asyncio.get_running_loop())
            await app.run()

        def run() -> None:
            try:
                asyncio.run(live())
            except BaseException as error:
                failures.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        try:
            telegram.wait(lambda: telegram.called("setMyShortDescription"), 30)
            yield app
        finally:
            loops[0].call_soon_threadsafe(app.stop)
            thread.join(20)
    assert not failures


def _time_of(telegram: StandIn) -> datetime:
    return datetime.fromtimestamp(telegram.world.clock.now(), UTC)
