"""Runs the jobs of `child`, and the program itself, each in its own process.

A job that fails says why and stops nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.report import Figures

ROOT = Path(__file__).resolve().parent.parent.parent
_STARTS = 5


@dataclass(frozen=True)
class Runner:
    """Runs jobs until a time, in seconds of `time.monotonic`.

    Those that come later are passed over.
    """

    until: float

    def run(self, job: str, *arguments: str, environment: dict[str, str] | None = None) -> Figures:
        """Run a job and return its figures, or what stopped it."""
        left = self.until - time.monotonic()
        if left <= 0:
            return {"failed": "no time left"}
        command = [sys.executable, "-m", "tests.benchmarks.child", job, *arguments]
        variables = {**os.environ, **(environment or {})}
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=left
            )
        except subprocess.TimeoutExpired:
            return {"failed": "no time left"}
        if done.returncode:
            lines = done.stderr.strip().splitlines()
            return {"failed": lines[-1][:120] if lines else f"status {done.returncode}"}
        found: Figures = json.loads(done.stdout.splitlines()[-1])
        return found


def starts(runner: Runner, tick: Callable[[], None]) -> Figures:
    """Return how long `tambour search` takes to its first line, and what it then holds.

    It is told without and with the kept world.
    """
    with TemporaryDirectory() as cache:
        environment = {"XDG_CACHE_HOME": cache}
        try:
            first = _to_first_line(environment)
            tick()
            later = [_to_first_line(environment) for _ in range(_STARTS)]
            tick()
        except (OSError, RuntimeError) as error:
            return {"failed": str(error)}
        return {
            "cold": first * 1000,
            "kept": median(later) * 1000,
            **runner.run("process", environment=environment),
        }


def _to_first_line(environment: dict[str, str]) -> float:
    program = Path(sys.executable).parent / "tambour"
    started = time.perf_counter()
    with subprocess.Popen(
        [program, "search", "mobilité des jeunes"],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        taken = time.perf_counter() - started
        _, errors = process.communicate()
    if process.returncode or not line.strip():
        raise RuntimeError((errors.decode().strip().splitlines() or ["no answer"])[-1][:120])
    return taken
