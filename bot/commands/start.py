"""The first lines of the program.

A request to stop is heard before anything is loaded, in a container too. The first process of a
container is sent no signal that it does not ask for: it would be killed after the time it is given.
"""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType


def main() -> None:
    """Run the command line.

    One that is asked to stop ends at once, but where it says how it ends.
    """
    signal.signal(signal.SIGTERM, _end)
    from bot.commands.cli import main as run

    run()


def _end(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)  # as a shell tells of one that a signal ended
