"""An event loop whose time moves by itself to the next thing to do.

Nothing sleeps, and no machine is too slow.
"""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any, TypeVar

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    now = 0.0

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Move on by what would have been waited."""
        self.now += timeout or 0.0
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._moved = _Selector()
        super().__init__(self._moved)

    @override
    def time(self) -> float:
        """Return the seconds since the loop began."""
        return self._moved.now


def run_moved(work: Coroutine[Any, Any, T]) -> T:
    """Run some work that waits for nothing but time; its clock is that of its loop."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)
