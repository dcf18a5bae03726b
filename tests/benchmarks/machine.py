"""The machine and the process that figures depend on.

It tells how much memory and time something took.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from statistics import quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LIBRARIES = ("rapidfuzz", "bm25s", "tantivy", "scikit-learn", "numpy")
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
_MEGABYTE = 1e6
_WARMING = 20


def heading(now: time.struct_time) -> list[str]:
    """Return lines that say when and on what the figures were taken."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return [
        f"- {time.strftime('%Y-%m-%d %H:%M', now)}, {platform.system()} {platform.machine()}",
        (f"- {os.cpu_count()} cores, {memory:.0f} GB of memory, {load()}"),
        (
            f"- Python {platform.python_version()}; "
            f"{', '.join(f'{name} {_version(name)}' for name in _LIBRARIES)}"
        ),
    ]


def load() -> str:
    """Return a line that says how busy the machine is."""
    return f"load over 1, 5 and 15 minutes: {', '.join(f'{each:.1f}' for each in os.getloadavg())}"


def peak() -> float:
    """Return the most memory this process ever held, in megabytes.

    A child starts with the peak of its parent: whoever measures children must stay small itself.
    """
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / _MEGABYTE


def timed(action: Callable[[], object]) -> float:
    """Return how many seconds an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


@dataclass(frozen=True)
class Latencies:
    """How long needs took, in milliseconds.

    `cpu95` leaves out the time that others had the machine.
    """

    needs: int
    p50: float
    p95: float
    cpu95: float


def latencies(search: Callable[[str], object], needs: list[str], most_seconds: float) -> Latencies:
    """Search each need once, in the given order, until time is out.

    The last needs warm up first, so that caches know French and not the needs that are measured.
    """
    _until(most_seconds / 5, search, needs[-_WARMING:])
    taken = _until(most_seconds, search, needs[:-_WARMING])
    parts = quantiles((elapsed for elapsed, _ in taken), n=20, method="inclusive")
    busy = quantiles((cpu for _, cpu in taken), n=20, method="inclusive")
    return Latencies(len(taken), parts[9] * 1000, parts[18] * 1000, busy[18] * 1000)


def _until(
    seconds: float, search: Callable[[str], object], needs: list[str]
) -> list[tuple[float, float]]:
    """Return elapsed and processor seconds for each need.

    It stops once they sum up to more than allowed.
    """
    taken: list[tuple[float, float]] = []
    total = 0.0
    for need in needs:
        cpu = time.process_time()
        elapsed = timed(partial(search, need))
        taken.append((elapsed, time.process_time() - cpu))
        total += elapsed
        if total > seconds and len(taken) > 1:
            break
    return taken


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
