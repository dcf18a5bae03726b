"""The page as deployed, for benchmarks: processes of `tambour web`, nginx before them."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tests.bot.channels.web.test_processes import page, wait_for
from tests.bot.channels.web.visiting import KEY
from tests.deploy.running import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def pages(folder: Path, count: int) -> Iterator[tuple[str, list[int]]]:
    """Run processes of the page; give the address that people open, and their numbers.

    Several stand behind nginx, which gives each request to the next one. Raises FileNotFoundError
    where it is not installed.
    """
    with ExitStack() as running:
        log = running.enter_context((folder / "log").open("wb"))
        settings = {"TAMBOUR_WEB_KEYS": KEY, "TAMBOUR_WEB_PROXIES": "127.0.0.1"}
        started = [running.enter_context(page(folder, log, **settings)) for _ in range(count)]
        addresses = [address for address, _ in started]
        address = (
            addresses[0] if count == 1 else running.enter_context(_before(folder, addresses, log))
        )
        yield address, [process.pid for _, process in started]


@contextmanager
def _before(folder: Path, addresses: list[str], log: IO[bytes]) -> Iterator[str]:
    """Run nginx in front of some addresses, in turn; give its own."""
    nginx = shutil.which("nginx")
    if nginx is None:
        raise FileNotFoundError("nginx is not installed here: apt-get install nginx-light")
    port = free_port()
    servers = "".join(f"server {address.partition('//')[2]};" for address in addresses)
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in _TEMPORARY)
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 1;"
        f"events {{ worker_connections 4096; }} http {{ access_log off; {temporary}"
        f"upstream pages {{ {servers} keepalive 64; }}"
        f"server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://pages; "
        'proxy_http_version 1.1;proxy_set_header Connection ""; '
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; } } }",
        encoding="utf-8",
    )
    folder.chmod(0o755)  # nginx serves as another user
    command = (nginx, "-e", f"{folder}/nginx.log", "-c", f"{folder}/nginx.conf")
    process = subprocess.Popen(command, stderr=log)
    try:
        yield wait_for(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait()


def memory_of(process: int) -> float:
    """Return the memory that a process holds, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return (
        int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
        / 1000
    )


def processor_of(processes: list[int]) -> float:
    """Return the seconds of processor that some processes have used."""
    ticks = 0
    for each in processes:
        after_name = (
            Path(f"/proc/{each}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        )
        ticks += int(after_name[11]) + int(after_name[12])
    return ticks / os.sysconf("SC_CLK_TCK")
