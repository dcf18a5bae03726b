"""`python -m tests.deploy.proxies`.

Nginx and Caddy, each with its own config test, then in front of the real bot.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.deploy.running import DEPLOY, SECRET, bot, free_port, status, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "tambour.exemple.fr"


def main() -> int:
    """Check both proxies; return 1 where one does not do what it should."""
    failed = False
    with tempfile.TemporaryDirectory() as name, bot(Path(name)) as ports:
        for proxy in (_nginx, _caddy):
            tool = proxy.__name__.strip("_")
            if not shutil.which(tool):
                print(f"{tool}: not installed here, not checked")
                continue
            with proxy(Path(name), *ports) as address:
                seen = {
                    "GET /sante": status(f"{address}/sante", host=HOST),
                    "POST /telegram with the secret": status(
                        f"{address}/telegram", b"{}", HOST, SECRET
                    ),
                    "POST /telegram without": status(f"{address}/telegram", b"{}", HOST),
                    "GET /telegram": status(f"{address}/telegram", host=HOST),
                    "2 MB": status(f"{address}/telegram", b" " * 2_000_000, HOST, SECRET),
                    "GET /metrics": status(f"{address}/metrics", host=HOST),
                    "GET /": status(f"{address}/", host=HOST),
                    "GET /fiche/45": status(f"{address}/fiche/45", host=HOST),
                }
            # A body too large ends in Caddy's own refusal or in the bot's, whichever is first:
            # nothing of it is read.
            right = list(seen.values()) in [
                [200, 200, 403, get, large, 404, 200, 200]
                for get in (403, 405)
                for large in (413, 502)
            ]
            failed |= not right
            print(f"{tool}: {'ok' if right else 'WRONG'} {seen}")
    return 1 if failed else 0


@contextmanager
def _nginx(folder: Path, port: int, page: int) -> Iterator[str]:
    """Run nginx with the site of deploy/.

    Its certificate and ports are replaced by ones of this machine.
    """
    _certificate(folder)
    listen = free_port()
    site = (
        (DEPLOY / "nginx.conf")
        .read_text(encoding="utf-8")
        .replace("127.0.0.1:8443", f"127.0.0.1:{port}")
    )
    site = site.replace("127.0.0.1:8080", f"127.0.0.1:{page}")
    site = re.sub(r"/etc/letsencrypt/live/[^/]+/", f"{folder}/", site)
    site = site.replace("    listen [::]:443 ssl;\n", "").replace(
        "listen 443 ssl", f"listen 127.0.0.1:{listen} ssl"
    )
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}\n"
    whole += f"http {{ access_log off; {temporary}\n{site}\n}}"
    (folder / "whole.conf").write_text(whole, encoding="utf-8")
    command = ["nginx", "-e", f"{folder}/error.log", "-c", f"{folder}/whole.conf"]
    folder.chmod(0o755)  # nginx serves as another user
    subprocess.run([*command, "-t"], check=True)
    with subprocess.Popen(command) as process:
        try:
            wait_for(f"https://127.0.0.1:{listen}/sante")
            yield f"https://127.0.0.1:{listen}"
        finally:
            process.terminate()


@contextmanager
def _caddy(folder: Path, port: int, page: int) -> Iterator[str]:
    """Run Caddy with the file of deploy/, in clear and on ports of this machine."""
    written = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"],
        check=True,
        env=_home(folder),
    )
    listen = free_port()
    changed = written.replace(f"\n{HOST} {{", f"\nhttp://127.0.0.1:{listen} {{").replace(
        "127.0.0.1:8443", f"127.0.0.1:{port}"
    )
    changed = changed.replace("127.0.0.1:8080", f"127.0.0.1:{page}")
    changed = changed.replace(
        f"http://127.0.0.1:{listen} {{", f"http://:{listen} {{\n\tbind 127.0.0.1"
    )
    (folder / "Caddyfile").write_text(
        f"{{\n\tadmin off\n\tauto_https off\n}}\n{changed}", encoding="utf-8"
    )
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"]
    with subprocess.Popen(command, env=_home(folder), stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{listen}/sante")
            yield f"http://127.0.0.1:{listen}"
        finally:
            process.terminate()


def _home(folder: Path) -> dict[str, str]:
    return {"HOME": str(folder), "PATH": "/usr/bin:/bin"}


def _certificate(folder: Path) -> None:
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -keyout privkey.pem -out "
        "fullchain.pem -subj"
    )
    subprocess.run([*command.split(), f"/CN={HOST}"], cwd=folder, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
