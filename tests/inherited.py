"""What a program that tests start is told of this machine.

It is told nothing else of its environment.
"""

from __future__ import annotations

import os

_KEPT = ("PATH", "HOME", "XDG_CACHE_HOME")


def inherited() -> dict[str, str]:
    """Return where programs are found, and where worlds already built are: none is built twice."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ}
