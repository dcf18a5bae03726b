"""What these tests share: a stand-in for Telegram, and the real bot that runs against it."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.bot.channels.telegram.running import Process
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A port that nobody else is given while the module runs.

    Bound here too, it may be listened to by who reuses it.
    """
    with socket.socket() as reserved:
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        reserved.bind(("127.0.0.1", 0))
        yield int(reserved.getsockname()[1])


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
    """A stand-in with the real bot behind it, for all the tests of a module.

    Each has its own chats.
    """
    with (
        StandIn(limits=None) as stand_in,
        Process(stand_in, tmp_path_factory.mktemp("street")) as process,
    ):
        process.wait_until_ready()
        yield stand_in
        assert process.stop() == 0
        assert "Traceback" not in process.log
