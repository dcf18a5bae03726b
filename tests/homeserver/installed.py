"""Synapse for the tests, in an environment of its own, .venv/synapse.

`make synapse` makes it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".venv" / "synapse"
_READY = FOLDER / "ready"
_PACKAGES = ("matrix-synapse>=1.150,<2", "synapse-room-access-rules>=1.0,<2")


def python() -> Path:
    """Return the interpreter that has Synapse. Raises RuntimeError where it is not installed."""
    if not _READY.exists():
        raise RuntimeError("the Matrix server of the tests is not installed: run `make synapse`")
    return FOLDER / "bin" / "python"


def install() -> None:
    """Install it, once. Raises CalledProcessError where it can't be had."""
    if _READY.exists():
        return
    pip = (str(FOLDER / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check")
    subprocess.run((sys.executable, "-m", "venv", str(FOLDER)), check=True)
    subprocess.run((*pip, "--quiet", *_PACKAGES), check=True)
    _READY.touch()


if __name__ == "__main__":
    install()
