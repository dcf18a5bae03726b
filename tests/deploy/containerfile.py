"""`python -m tests.deploy.containerfile`.

The steps of the Containerfile in an empty folder, then its command as run there.

There is no engine here: the folders of the image are moved into one folder, and as root the command
gets a read-only system, another user and no capability. What stays unchecked is the base image
itself, and its Python 3.12.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.deploy.running import DEPLOY, PROJECT, free_port, settings, wait_for
from tests.telegram_stand_in.stand_in import StandIn

_USER = 10001
_OF_THE_IMAGE = re.compile(r"(?<![\w/.-])/(?=(?:src|opt|wheels|data)\b)")


def main() -> int:
    """Build, then run as the image would; return 1 where it does not answer or is not well."""
    # Not under /tmp, which is the bot's own there.
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        root = Path(name)
        root.chmod(0o755)
        begun = time.monotonic()
        environment = _build(root)
        size = sum(
            file.stat().st_size for file in (root / "opt/tambour").rglob("*") if file.is_file()
        )
        print(
            f"built in {time.monotonic() - begun:.0f} s; {size / 1e6:.0f} MB above the base image"
        )
        return _run(root, environment)


def _build(root: Path) -> dict[str, str]:
    """Follow the instructions in order, all stages in one folder; return the variables they set."""
    environment = {"PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin", "HOME": str(root)}
    where = root
    for word, rest in instructions((DEPLOY / "Containerfile").read_text(encoding="utf-8")):
        print(f"{word} {rest}"[:110], flush=True)
        if word == "WORKDIR":
            where = root / rest.strip("/")
            where.mkdir(parents=True, exist_ok=True)
        elif word == "ENV":
            pairs = (pair.partition("=") for pair in shlex.split(rest))
            environment |= {
                name: _moved(value, root).replace("$PATH", environment["PATH"])
                for name, _, value in pairs
            }
        elif word == "COPY" and not rest.startswith("--from"):
            *sources, target = rest.split()
            _copy(
                sources,
                Path(_moved(target, root)) if target.startswith("/") else where / target,
                target.endswith("/"),
            )
        elif word == "RUN" and not rest.startswith("useradd"):
            subprocess.run(
                ["sh", "-c", _moved(rest, root)],
                cwd=where,
                env=environment,
                stdout=subprocess.DEVNULL,
                check=True,
            )
    return environment


def instructions(written: str) -> list[tuple[str, str]]:
    """Return the instructions of a Containerfile, each as its word and what follows."""
    lines = [line for line in written.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def _copy(sources: list[str], target: Path, into: bool) -> None:
    for source in sources:
        here, there = (
            PROJECT / source,
            target / Path(source).name if into or target.name == "." else target,
        )
        there.parent.mkdir(parents=True, exist_ok=True)
        if here.is_dir():
            shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(here, there)


def _moved(text: str, root: Path) -> str:
    """Put what a step says of the folders of the image into the folder."""
    return _OF_THE_IMAGE.sub(f"{root}/", text)


def _run(root: Path, environment: dict[str, str]) -> int:
    """Start what the image starts, and ask its health check how it is."""
    found = dict(instructions((DEPLOY / "Containerfile").read_text(encoding="utf-8")))
    started = [*json.loads(found["ENTRYPOINT"]), *json.loads(found["CMD"])]
    check = json.loads(_moved(found["HEALTHCHECK"].partition("CMD ")[2], root))
    data, port = root / "data", free_port()
    data.mkdir(mode=0o700, exist_ok=True)
    with StandIn(limits=None, proxied_to=port) as telegram:
        environment = environment | settings(telegram, port) | {"HOME": str(data)}
        command = _shut_in(started, data)
        if os.geteuid() == 0:
            os.chown(data, _USER, _USER)
        with subprocess.Popen(
            command, env=environment, cwd=data, start_new_session=True
        ) as process:
            try:
                wait_for(f"http://127.0.0.1:{port}/sante")
                well = subprocess.run(check, env=environment, check=False).returncode
                telegram.say(1, "mobilité jeunes")
                answer = telegram.wait_for_messages(1)[0].text
            finally:
                process.terminate()
                ended = process.wait(20)
        down = subprocess.run(check, env=environment, check=False).returncode
    print(
        f"health check: {well} while it runs, {down} after; exit status {ended}; answered: "
        f"{'(fiche 45)' in answer}"
    )
    return 0 if (well, down, ended, "(fiche 45)" in answer) == (0, 1, 0, True) else 1


def _shut_in(command: list[str], data: Path) -> list[str]:
    """Return a command as an engine starts it, shut in.

    It is with `read_only`, `tmpfs: /tmp`, `cap_drop: ALL` and `no-new-privileges`.
    """
    if os.geteuid() != 0 or not (shutil.which("unshare") and shutil.which("setpriv")):
        print("not root: the system is not made read-only for this run")
        return command
    steps = [
        f"mount --bind {data} {data}",
        "mount -t tmpfs tmpfs /tmp",
        "mount -o remount,bind,ro /",
        "! touch /var/tmp/tambour-writes 2>/dev/null",
        (
            f"exec setpriv --reuid {_USER} --regid {_USER} --clear-groups --no-new-privs "
            "--bounding-set=-all --inh-caps=-all "
        )
        + shlex.join(command),
    ]
    return ["unshare", "--mount", "sh", "-ec", "\n".join(steps)]


if __name__ == "__main__":
    sys.exit(main())
