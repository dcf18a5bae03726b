"""The time of the stand-in.

It runs like the real one, and a test may stop it and move it on.
"""

from __future__ import annotations

import time


class Clock:
    """Seconds since 1970; `frozen`, it moves only when told to."""

    def __init__(self, *, frozen: bool = False) -> None:
        self._ahead = 0.0
        self._stopped_at = time.time() if frozen else None

    def now(self) -> float:
        """Return the time here."""
        return (time.time() if self._stopped_at is None else self._stopped_at) + self._ahead

    def advance(self, seconds: float) -> None:
        """Move on by that many seconds, or back."""
        self._ahead += seconds

    def freeze(self) -> None:
        """Stop, until `run`."""
        if self._stopped_at is None:
            self._stopped_at = time.time()

    def run(self) -> None:
        """Run again, from where it stopped."""
        if self._stopped_at is not None:
            self._ahead -= time.time() - self._stopped_at
            self._stopped_at = None
