"""What tests share: the real collection and its matcher, loaded once.

They have no way out to the network.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import ssl
import subprocess
from collections import defaultdict
from functools import cache
from itertools import chain, filterfalse, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import override

from bot.conversation.world import World
from bot.world.bootstrap import build_world
from matching.matcher import Matcher
from tests.bot.open_aids import with_live_aids
from tests.hasty import SMALL, build_hastily

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from knowledge.collection import Collection

pytest_plugins = ["tests.homeserver.fixtures", "tests.telegram_stand_in.fixtures"]
_MEMORY, _ROOM = Path("/dev/shm"), 2**31


def pytest_configure() -> None:
    """Have tests write in memory where it has room: a database waits for a disk when it opens.

    Programs that tests write there are run from there.
    """
    if not _MEMORY.is_dir() or os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC:
        return
    if shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Fail any test that looks up, or connects to, anything but this machine."""

    def guard(call: Callable[..., Any], host_of: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **options: Any) -> Any:
            host = str(host_of(*arguments, **options))
            if not host.startswith(("127.", "/", "\0")) and host not in (
                "localhost",
                "::1",
                "None",
                "",
            ):
                pytest.fail(f"a test would touch the network: {host}")
            return call(*arguments, **options)

        return guarded

    def connected(_: socket.socket, address: Any) -> Any:
        return address[0] if isinstance(address, tuple) else "/"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", guard(socket.getaddrinfo, lambda host, *_, **__: host))
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guard(getattr(socket.socket, name), connected))
        yield


@pytest.fixture(scope="session", autouse=True)
def _certificates_read_once() -> Iterator[None]:
    """Read the certificates of the machine once, and not for each client that a test makes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


# Fixtures that start it.
_WITH_THE_REAL_BOT = frozenset(
    ("street", "process", "brought", "watched", "homeserver", "begin_homeserver")
)


# Those that start a server of Matrix: their files take longest, and go first.
_WITH_A_HOMESERVER = frozenset(("homeserver", "begin_homeserver"))
_MEANWHILE = 12  # files that need no world, done while it is built


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> Generator[None, int, int]:
    """Return how many workers share the tests: two a core, as tests of processes mostly wait."""
    cores = yield
    return cores if config.option.markexpr else 2 * cores


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests whose fixtures start a process."""
    if _WITH_THE_REAL_BOT & set(getattr(item, "fixturenames", ())):
        item.add_marker("process")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files of the tests that are chosen in an order that goes fast.

    Those that wait for processes stand between those that reckon, so that workers do both at once;
    the longest go first. One worker builds the world where none is kept: meanwhile the others do
    what needs none.
    """
    files: dict[object, list[pytest.Item]] = defaultdict(list)
    for item in items:
        files[item.path].append(item)
    waiting: list[list[pytest.Item]] = []
    reckoning: list[list[pytest.Item]] = []
    for file in sorted(files.values(), key=_length, reverse=True):
        starts = any(item.get_closest_marker("process") for item in file)
        (waiting if starts else reckoning).append(file)
    first = [*filter(_needs_the_world, reckoning)][:1]
    first += [*filterfalse(_needs_the_world, reckoning)][:_MEANWHILE]
    reckoning.sort(key=lambda file: first.index(file) if file in first else len(first))
    items[:] = chain(*chain(*zip_longest(waiting, reckoning, fillvalue=[])))


def _needs_the_world(file: list[pytest.Item]) -> bool:
    return any("world" in getattr(item, "fixturenames", ()) for item in file)


def _length(file: list[pytest.Item]) -> tuple[bool, int]:
    """Return what tells which file takes longer: a server of Matrix, then the tests, by weight."""
    servers = (_WITH_A_HOMESERVER & set(getattr(item, "fixturenames", ())) for item in file)
    return any(servers), sum(map(_weight, file))


def _weight(item: pytest.Item) -> int:
    """Return how long a test takes, in hundredths of a second or so."""
    is_long = item.get_closest_marker("slow") or item.get_closest_marker("process")
    return 100 if is_long else 2


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Fail any test that starts a process, itself or by its fixtures, and is not marked so.

    The quick lane leaves those out.
    """
    if item.get_closest_marker("process"):
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess.Popen, "__init__", _started)
        return (yield)


def _started(_: object, command: object, *__: object, **___: object) -> None:
    pytest.fail(f"a test that starts a process is marked so, pytest.mark.process: {command}")


@pytest.fixture
def notices() -> Iterator[list[str]]:
    """What the operator is told during the test, as it comes."""
    told: list[str] = []

    class Kept(logging.Handler):
        @override
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    channel, kept = logging.getLogger("tambour.notices"), Kept()
    channel.addHandler(kept)
    yield told
    channel.removeHandler(kept)


@pytest.fixture(scope="session")
def world() -> World:
    """All that the conversation draws on."""
    return build_world()


@pytest.fixture(scope="session")
def collection(world: World) -> Collection:
    """The published collection."""
    return world.collection


@pytest.fixture(scope="session")
def matcher(world: World) -> Matcher:
    """The matcher of the published collection."""
    return world.matcher


@pytest.fixture(scope="session")
def small_world() -> World:
    """That of the small collection, which is of another region."""
    return build_hastily(SMALL)


@pytest.fixture(scope="session")
def aided_world(world: World) -> World:
    """The same, with the made-up live aids of tests/bot/open_aids.yaml."""
    return with_live_aids(world)
