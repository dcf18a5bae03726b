"""Runs the real bot behind a webhook against the stand-in of Telegram.

The slow checks of deploy/ need it so.
"""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parent.parent.parent
DEPLOY = PROJECT / "deploy"
SECRET = "secret-de-la-mairie-0123456789"


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def settings(telegram: StandIn, port: int) -> dict[str, str]:
    """Return the settings of a bot that a stand-in brings messages to."""
    return {
        "TAMBOUR_TELEGRAM_TOKEN": telegram.token,
        "TAMBOUR_TELEGRAM_API": telegram.api,
        "TAMBOUR_WEBHOOK_URL": "https://tambour.exemple.fr/telegram",
        "TAMBOUR_WEBHOOK_SECRET": SECRET,
        "TAMBOUR_WEBHOOK_PORT": str(port),
    }


def page_settings(port: int) -> dict[str, str]:
    """Return the settings of a page behind a proxy of this machine."""
    return {"TAMBOUR_WEB_PORT": str(port), "TAMBOUR_WEB_PROXIES": "127.0.0.1"}


@contextmanager
def bot(folder: Path) -> Iterator[tuple[int, int]]:
    """Run the bot with the web page beside.

    It gives the ports of its webhook and of the page, once it is well.
    """
    port, page = free_port(), free_port()
    with StandIn(limits=None, proxied_to=port) as telegram:
        environment = (
            settings(telegram, port)
            | page_settings(page)
            | {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
        )
        command = (Path(sys.executable).parent / "tambour", "telegram", "--web")
        with subprocess.Popen(command, env=environment, cwd=folder) as process:
            try:
                wait_for(f"http://127.0.0.1:{port}/sante")
                yield port, page
            finally:
                process.terminate()
                process.wait(20)


def wait_for(address: str, within: float = 60.0) -> None:
    """Wait until an address answers 200, `within` seconds at most. Raises TimeoutError."""
    end = time.monotonic() + within
    while status(address) != 200:
        if time.monotonic() > end:
            raise TimeoutError(address)
        time.sleep(0.1)


def status(address: str, body: bytes | None = None, host: str = "", secret: str = "") -> int:
    """Return the HTTP status of an address of this machine, whatever its certificate.

    It is 0 where nothing answers.
    """
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    headers = {"Host": host} if host else {}
    headers |= {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, body, headers), timeout=10, context=trusting
        ) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
