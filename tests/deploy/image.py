"""The image really built with buildah, where it is there, and run: it answers, and is well.

It is run by `python -m tests.deploy.image`. Where no registry is reached, a base made with
debootstrap takes the place of the one that the Containerfile names, with the Python that Debian
has.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.deploy.running import DEPLOY, PROJECT, free_port, settings, wait_for
from tests.telegram_stand_in.stand_in import StandIn

_BASE = "docker.io/library/python:3.12-slim"
_IMAGE = "localhost/tambour:essai"
_PACKAGES = "python3,python3-venv,ca-certificates"
_TRUSTED = "/etc/ssl/certs"  # what this machine trusts is trusted while the image is built
_TO_PULL, _TO_END = 60.0, 10.0  # seconds


@dataclass(frozen=True)
class Engine:
    """Buildah with a store of its own."""

    folder: Path

    def command(self, *arguments: str) -> list[str]:
        """Return a command of the engine."""
        where = (
            "--root",
            f"{self.folder}/root",
            "--runroot",
            f"{self.folder}/run",
            "--storage-driver",
            "vfs",
        )
        return ["buildah", *where, *arguments]

    def __call__(self, *arguments: str, within: float | None = None) -> str:
        """Run a command, and return what it writes. Raises subprocess.SubprocessError."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            timeout=within,
            check=True,
            text=True,
        )
        return done.stdout.strip()


def main() -> int:
    """Build and run; return 1 where it does not answer, is not well or does not end.

    It returns 0 also where there is no engine.
    """
    if os.geteuid() != 0 or not shutil.which("buildah"):
        print("no buildah here, or not root: the image is not built")
        return 0
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        engine, begun = Engine(Path(name)), time.monotonic()
        if not _has_base(engine):
            print("no registry, and no debootstrap: the image is not built")
            return 0
        how = ("--format", "docker", "--isolation", "chroot", "--network", "host", "--pull-never")
        trust = (
            f"--volume={_TRUSTED}:{_TRUSTED}:ro",
            f"--env=PIP_CERT={_TRUSTED}/ca-certificates.crt",
        )
        engine(
            "build",
            "--quiet",
            *how,
            *trust,
            "--file",
            str(DEPLOY / "Containerfile"),
            "--tag",
            _IMAGE,
            ".",
        )
        described: dict[str, Any] = json.loads(engine("inspect", "--type", "image", _IMAGE))[
            "Docker"
        ]["config"]
        print(f"built in {time.monotonic() - begun:.0f} s")
        return _run(engine, described)


def _has_base(engine: Engine) -> bool:
    """Get the base image, or make one in its place; tell whether there is one."""
    with suppress(subprocess.SubprocessError):
        engine("pull", "--quiet", _BASE, within=_TO_PULL)
        return True
    if not shutil.which("debootstrap"):
        return False
    system = engine.folder / "system"
    made = ["debootstrap", "--variant=minbase", f"--include={_PACKAGES}", "bookworm", str(system)]
    subprocess.run(made, stdout=subprocess.DEVNULL, check=True)
    (system / "usr/bin/python").symlink_to("python3")
    container = engine("from", "scratch")
    engine("add", "--quiet", container, str(system), "/")
    engine("commit", "--quiet", container, _BASE)
    return True


def _run(engine: Engine, described: dict[str, Any]) -> int:
    """Start what the image starts, as its user, and ask its health check how it is."""
    check = described.get("Healthcheck", {}).get("Test", [])[1:]
    container, port = engine("from", "--pull-never", _IMAGE), free_port()
    with StandIn(limits=None, proxied_to=port) as telegram:
        given = [f"--env={name}={value}" for name, value in settings(telegram, port).items()]
        run = ("run", "--isolation", "chroot", "--network", "host", *given, container, "--")
        started = engine.command(*run, *described["Entrypoint"], *described["Cmd"])
        with subprocess.Popen(started) as process:
            try:
                wait_for(f"http://127.0.0.1:{port}/sante")
                well = (
                    subprocess.run(engine.command(*run, *check), check=False).returncode
                    if check
                    else -1
                )
                telegram.say(1, "mobilité jeunes")
                answer = telegram.wait_for_messages(1)[0].text
            finally:
                asked = time.monotonic()
                for each in _inside(port):
                    os.kill(each, signal.SIGTERM)
                ended = process.wait(30)
        seconds = time.monotonic() - asked
    print(
        f"health check: {well}; answered: {'(fiche 45)' in answer}; "
        f"ended with {ended} in {seconds:.1f} s"
    )
    return 0 if (well, ended, "(fiche 45)" in answer) == (0, 0, True) and seconds < _TO_END else 1


def _inside(port: int) -> list[int]:
    """Return the processes of the bot that listens on a port.

    Those of the engine would only kill it.
    """
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            started, given = ((folder / name).read_bytes() for name in ("cmdline", "environ"))
            if (
                b"/opt/tambour/bin/tambour" in started
                and f"TAMBOUR_WEBHOOK_PORT={port}".encode() in given
            ):
                found.append(int(folder.name))
    return found


if __name__ == "__main__":
    sys.exit(main())
