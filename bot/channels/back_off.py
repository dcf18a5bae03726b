"""How long to wait before trying again what failed.

It is twice as long each time, up to a bound, and never the same for all.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class BackOff:
    """Pauses in seconds, the `first` and the `longest`.

    Each is spread by three tenths, so that not all come back at once.
    """

    first: float = 0.2
    longest: float = inf

    def after(self, failures: int) -> float:
        """Return the seconds to wait after so many failures in a row, 1 or more."""
        whole: float = min(self.first * 2 ** min(failures - 1, 20), self.longest)
        return whole * random.uniform(0.7, 1.3)
