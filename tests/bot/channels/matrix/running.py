"""The real bot on a real Matrix server, for tests: in the loop of the test, or as a process."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Self

from bot.channels.keeper import Keeper
from bot.channels.matrix.app import MatrixApp
from bot.channels.matrix.device import Folder
from bot.settings import MatrixSettings
from bot.storage.store import Store
from tests.homeserver.person import Person
from tests.homeserver.server import PASSWORD
from tests.inherited import inherited

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.conversation.world import World
    from tests.homeserver.server import Server

_PATIENCE = 60.0


class Hurried:
    """Nobody asks too fast."""

    person, breath, patience = 1_000_000, 0.0, 30.0


@dataclass
class Town:
    """A bot's account on a server, the folder of its data, and people who write to it."""

    server: Server
    folder: Path
    world: World
    bot: str = ""
    now: datetime | None = None
    settings: MatrixSettings = field(init=False)

    def __post_init__(self) -> None:
        self.bot = self.bot or self.server.newcomer("tambour")
        self.settings = MatrixSettings(
            self.server.address, self.bot, self.folder / "matrix", PASSWORD
        )

    @property
    def database(self) -> Path:
        return self.folder / "tambour.db"

    @asynccontextmanager
    async def living(self, **more: object) -> AsyncIterator[MatrixApp]:
        """Give the bot while it runs, once it is connected."""
        app = self.app(**more)
        running = asyncio.create_task(app.run())
        try:
            await until(lambda: app.is_connected or running.done())
            yield app
        finally:
            app.stop()
            await running

    def app(self, **more: object) -> MatrixApp:
        store = Store(self.database)
        settings = replace(self.settings, **more)  # type: ignore[arg-type]
        keeper = Keeper(self.world, store)
        return MatrixApp(settings, Folder(settings.store), keeper, store, self.time, Hurried())

    def time(self) -> datetime:
        return self.now or datetime.now(UTC)

    async def person(self, name: str = "jean.dupont") -> Person:
        """Give someone new, on a device of their own."""
        user = self.server.newcomer(name)
        return await Person.arrive(self.server, user, self.folder / user[1:].partition(":")[0])


async def until(holds: Callable[[], bool], seconds: float = _PATIENCE) -> None:
    """Wait until something holds. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for tells nobody
            await asyncio.sleep(0.02)


def lose_keys(client: object) -> dict[tuple[str, str, str], object]:
    """Have a client forget the keys of others' messages, and return them."""
    entries = client.olm.inbound_group_store._entries  # type: ignore[attr-defined]
    found = {
        (room, sender, session): key
        for room, senders in entries.items()
        for sender, sessions in senders.items()
        for session, key in sessions.items()
        if sender != client.olm.account.identity_keys["curve25519"]  # type: ignore[attr-defined]
    }
    for room, sender, session in found:
        del entries[room][sender][session]
    return found


@dataclass
class Process:
    """`tambour matrix` as an operator runs it; `log` is all it wrote, once it has ended."""

    town: Town
    level: str = "info"
    more: dict[str, str] = field(default_factory=dict)
    log: str = ""
    _written: IO[bytes] = field(default_factory=TemporaryFile)

    def __enter__(self) -> Self:
        settings = {
            "TAMBOUR_MATRIX_SERVER": self.town.server.address,
            "TAMBOUR_MATRIX_USER": self.town.bot,
            "TAMBOUR_MATRIX_PASSWORD": PASSWORD,
            "TAMBOUR_MATRIX_STORE": str(self.town.settings.store),
            "TAMBOUR_DATABASE": str(self.town.database),
        }
        self.process = subprocess.Popen(
            (str(Path(sys.executable).parent / "tambour"), "matrix", "--log-level", self.level),
            env=inherited() | settings | self.more,
            cwd=self.town.folder,
            stdout=subprocess.DEVNULL,
            stderr=self._written,
        )
        return self

    def __exit__(self, *_: object) -> None:
        if not self.has_ended:
            self.process.kill()
            self.end()
        self._written.close()

    async def connected(self) -> Self:
        """Wait until it reads the server."""
        await until(lambda: b"connected to the Matrix server" in self.written() or self.has_ended)
        assert not self.has_ended, self.end()
        return self

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def written(self) -> bytes:
        """Return what it has written so far."""
        return os.pread(self._written.fileno(), 10_000_000, 0)

    def stop(self) -> int:
        """Ask it to end as a service manager does, and return its exit status."""
        self.process.terminate()
        return self.end()

    def end(self) -> int:
        status = self.process.wait(_PATIENCE)
        self.log = self.written().decode()
        return status
