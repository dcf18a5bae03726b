"""Synapse in an environment of its own, .venv/synapse, made by `make synapse` or at first use: it serves the tests only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".venv" / "synapse"
PACKAGES = ("matrix-synapse>=1.150,<2", "synapse-room-access-rules>=1.0,<2")
_MINUTES = 10


def python() -> Path:
    """Return the interpreter that has Synapse, installed where it is not yet. Raises RuntimeError that says why it can't."""
    found = FOLDER / "bin" / "python"
    if not (FOLDER / "ready").exists():
        _install(found)
    return found


def _install(found: Path) -> None:
    steps = (
        (sys.executable, "-m", "venv", str(FOLDER)),
        (str(found), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES),
    )
    try:
        for step in steps:
            subprocess.run(step, check=True, capture_output=True, text=True, timeout=60 * _MINUTES)
    except subprocess.CalledProcessError as error:
        last = (error.stderr or "").strip().splitlines()[-1:]
        raise RuntimeError(f"Synapse can't be installed: {''.join(last)}") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RuntimeError(f"Synapse can't be installed: {error}") from None
    (FOLDER / "ready").touch()


if __name__ == "__main__":
    python()
