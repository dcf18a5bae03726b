"""Asked to stop, the program ends in time wherever it is.

It may be loading, or before a Telegram that can't be reached.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.channels.telegram.transport import Resolver
from bot.commands.start import main
from tests.bot.channels.telegram.moved_time import run_moved
from tests.bot.channels.telegram.running import Process
from tests.telegram_stand_in.faults import SILENT

if TYPE_CHECKING:
    from tests.telegram_stand_in.stand_in import StandIn

IN_TIME = 8.0  # seconds; an engine gives 10, the service 15
_SCRIPT = """
import pathlib, socket, sys, time
def block(*_, **__):
    pathlib.Path("blocked").touch()
    time.sleep(600)
import bot.commands.start
if sys.argv.pop() == "name":
    socket.getaddrinfo = block
else:
    import bot.world.bootstrap
    bot.world.bootstrap.build_world = block
sys.argv = ["tambour", "telegram"]
bot.commands.start.main()
"""
_ELSEWHERE = {"TAMBOUR_TELEGRAM_API": "https://telegram.invalid/bot"}


def _stopped(process: Process, number: int) -> int:
    started = time.monotonic()
    os.kill(number, signal.SIGTERM)
    status = process.end()
    assert time.monotonic() - started < IN_TIME
    return status


@pytest.mark.process
@pytest.mark.parametrize(("where", "status"), [("name", 0), ("collection", 143)])
def test_it_stops_where_something_takes_for_ever(
    telegram: StandIn, tmp_path: Path, where: str, status: int
) -> None:
    command = (sys.executable, "-c", _SCRIPT, where)
    with Process(telegram, tmp_path, _ELSEWHERE, command=command) as process:
        telegram.wait((tmp_path / "blocked").exists)
        assert _stopped(process, process.process.pid) == status
    assert "Traceback" not in process.log


@pytest.mark.process
@pytest.mark.parametrize("answers", [False, True])
def test_it_stops_where_telegram_is_silent_or_not_there(
    telegram: StandIn, tmp_path: Path, answers: bool
) -> None:
    telegram.faults.next(SILENT, times=1000)
    nowhere = {} if answers else {"TAMBOUR_TELEGRAM_API": "http://127.0.0.1:9/bot"}
    with Process(telegram, tmp_path, nowhere) as process:
        telegram.wait(lambda: telegram.calls if answers else b"reached" in process.written())
        assert _stopped(process, process.process.pid) == 0


@pytest.mark.process
@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("unshare"),
    reason="makes a process that is the first of its own",
)
@pytest.mark.parametrize("where", ["name", "collection"])
def test_it_stops_as_the_first_process_of_a_container(
    telegram: StandIn, tmp_path: Path, where: str
) -> None:
    command = ("unshare", "--pid", "--fork", "--kill-child", sys.executable, "-c", _SCRIPT, where)
    with Process(telegram, tmp_path, _ELSEWHERE, command=command) as process:
        telegram.wait((tmp_path / "blocked").exists)
        children = Path(f"/proc/{process.process.pid}/task/{process.process.pid}/children")
        _stopped(process, int(children.read_text(encoding="ascii")))


def test_a_request_to_stop_ends_any_command_with_its_status(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr("bot.commands.cli.main", lambda: os.kill(os.getpid(), signal.SIGTERM))
    try:
        with pytest.raises(SystemExit, match="143"):
            main()
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_name_is_looked_up_and_one_that_is_none_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (found,) = run_moved(Resolver().resolve("127.0.0.1", 80))
    assert (found["host"], found["port"]) == ("127.0.0.1", 80)

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no such name")

    monkeypatch.setattr("socket.getaddrinfo", refuse)
    with pytest.raises(OSError, match="no such name"):
        run_moved(Resolver().resolve("telegram.invalid", 80))
