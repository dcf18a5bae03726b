"""The page as operators run it.

It runs alone, or in the program of the Telegram bot, whose menu button then opens it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, TYPE_CHECKING

import httpx
import pytest

from tests.bot.channels.telegram.running import Process
from tests.bot.channels.web.visiting import KEY, Visitor
from tests.deploy.running import free_port
from tests.inherited import inherited
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.process
_TAMBOUR = str(Path(sys.executable).parent / "tambour")


@contextmanager
def page(
    folder: Path, log: IO[bytes], **settings: str
) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run `tambour web` on a free port; give its address, once it answers, and the process."""
    port = free_port()
    more = {
        "TAMBOUR_WEB_PORT": str(port),
        "TAMBOUR_DATABASE": str(folder / "tambour.db"),
        **settings,
    }
    process = subprocess.Popen((_TAMBOUR, "web"), env=inherited() | more, cwd=folder, stderr=log)
    try:
        yield wait_for(f"http://127.0.0.1:{port}", process), process
    finally:
        process.kill()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> str:
    """Return an address once it answers. Fails where the process ends, or after a minute."""
    until = monotonic() + 60
    with httpx.Client(transport=httpx.HTTPTransport(retries=50)) as client:
        while process.poll() is None and monotonic() < until:
            try:
                client.get(f"{address}/sante")
            except httpx.ConnectError:
                continue
            return address
    raise AssertionError(f"the page does not answer; status {process.poll()}")


def test_it_answers_keeps_needs_without_an_answer_and_stops_cleanly(tmp_path: Path) -> None:
    with (
        (tmp_path / "log").open("wb") as log,
        page(tmp_path, log, TAMBOUR_WEB_KEYS=KEY) as (address, process),
    ):
        visitor = Visitor(address)
        visitor.say("mobilité jeunes")
        assert "fiche 45" in visitor.answer
        visitor.say("xyzzy plugh")
        visitor.close()
        process.terminate()
        assert process.wait(15) == 0
    from bot.storage.store import Store

    store = Store(tmp_path / "tambour.db")
    assert [each.need for each in store.unmatched()] == ["xyzzy plugh"]
    assert store.tallies()["chats"] == 0
    store.close()
    written = (tmp_path / "log").read_text(encoding="utf-8")
    assert "mobilité" not in written
    assert "127.0.0.1:" in written
    assert "GET" not in written, "no trace of who asks"


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log, page(tmp_path, log) as (address, _):
        port = address.rpartition(":")[2]
        settings = os.environ | {
            "TAMBOUR_WEB_PORT": port,
            "TAMBOUR_DATABASE": str(tmp_path / "other.db"),
        }
        done = subprocess.run(
            (_TAMBOUR, "web"),
            env=settings,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"TAMBOUR_WEB_PORT : 127.0.0.1:{port} ne peut pas être écouté" in done.stderr


def test_in_the_program_of_the_bot_it_shares_the_conversation_and_the_menu_button_opens_it(
    tmp_path: Path,
) -> None:
    port = free_port()
    settings = {
        "TAMBOUR_WEB_PORT": str(port),
        "TAMBOUR_WEB_KEYS": KEY,
        "TAMBOUR_WEB_URL": "https://tambour.exemple.fr",
        "TAMBOUR_WEB_EMBED": "https://web.telegram.org",
    }
    with (
        StandIn() as telegram,
        Process(telegram, tmp_path, settings, command=(_TAMBOUR, "telegram", "--web")) as process,
    ):
        telegram.wait(lambda: telegram.called("setChatMenuButton"))
        button = telegram.world.profile["menu_button", "", ""]
        assert (button["type"], button["web_app"]) == (
            "web_app",
            {"url": "https://tambour.exemple.fr"},
        )
        visitor = Visitor(wait_for(f"http://127.0.0.1:{port}", process.process))
        visitor.say("mobilité jeunes")
        assert "fiche 45" in visitor.answer
        visitor.close()
        assert process.stop() == 0
