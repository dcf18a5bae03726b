"""`python -m tests.deploy.from_the_document`.

The commands of deploy/README.md, as printed, on a machine with Python only.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from tests.deploy.running import DEPLOY, PROJECT

MOST = 6
_PARTS = ("LICENSE", "README.md", "pyproject.toml", "bot", "knowledge", "matching", "deploy")


def commands() -> list[str]:
    """Return the commands of the section "Plain", in their order."""
    document = (DEPLOY / "README.md").read_text(encoding="utf-8")
    section = re.search(r"^## Plain\n.*?^```sh\n(.*?)^```", document, re.DOTALL | re.MULTILINE)
    assert section, "deploy/README.md has no section Plain with its commands"
    return [line for line in section[1].splitlines() if line and not line.startswith("#")]


def main() -> int:
    """Run them in an empty folder; return 1 where the last one does not answer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack(folder / "tambour-1.0.0.tar.gz")
        script = "set -e\n" + "\n".join(commands())
        # No HOME with a cache, no variable of this machine but what finds its package index.
        environment = {
            "PATH": f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin",
            "HOME": name,
            "LANG": "C.UTF-8",
        }
        begun = time.monotonic()
        done = subprocess.run(
            ["sh", "-c", script],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    answered = done.returncode == 0 and "(fiche 45)" in done.stdout
    print(
        f"{len(commands())} commands, {time.monotonic() - begun:.0f} s: "
        f"{'it answers' if answered else 'IT DOES NOT ANSWER'}"
    )
    return 0 if answered and len(commands()) <= MOST else 1


def pack(archive: Path) -> None:
    """Write what a release holds, without what is made from it."""

    def kept(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
        return None if Path(entry.name).name in ("__pycache__", ".env") else entry

    with tarfile.open(archive, "w:gz") as opened:
        for part in _PARTS:
            opened.add(
                PROJECT / part, f"{archive.name.removesuffix('.tar.gz')}/{part}", filter=kept
            )


if __name__ == "__main__":
    sys.exit(main())
