"""A real process killed with SIGKILL as it chooses and sends, and started again."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.process


def test_a_killed_run_loses_nothing_and_marks_what_it_repeats() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.digest_kill", "60", "3"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "people 60, kills 3" in done.stdout
