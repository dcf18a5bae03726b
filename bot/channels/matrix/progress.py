"""How far everything is answered.

What was read is kept only once all that came before it is done with.

A bot killed in between reads the rest again, and its transaction ids keep what it had sent from
being sent twice."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Batch:
    """What one synchronisation brought; done once each of its works is, and it is closed."""

    def __init__(self, token: str, on_done: Callable[[], None]) -> None:
        self.token = token
        self._left, self._on_done = 1, on_done

    @property
    def is_done(self) -> bool:
        """Tell whether nothing of it is left to do."""
        return self._left == 0

    def add(self) -> Callable[[], None]:
        """Add a work; return what to call once it is done."""
        self._left += 1
        return self.close

    def close(self) -> None:
        """Note that a work is done, or that no more is to come."""
        self._left -= 1
        if self.is_done:
            self._on_done()


class Progress:
    """Gives each token to `keep`, in order, once all before it is done."""

    def __init__(self, keep: Callable[[str], None]) -> None:
        self._keep = keep
        self._batches: deque[Batch] = deque()

    def begin(self, token: str) -> Batch:
        """Begin a batch, which is closed once all its works are added."""
        batch = Batch(token, self._advance)
        self._batches.append(batch)
        return batch

    def _advance(self) -> None:
        last = ""
        while self._batches and self._batches[0].is_done:
            last = self._batches.popleft().token
        if last:
            self._keep(last)
