"""Which updates were received and which are answered.

Telegram is told of the answered ones only.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

_MOST_KNOWN = 10_000
_MOST_ANSWERED = 1_000  # a server that confirms nothing brings again the last ones


class UpdateOffsets:
    """Which updates were received and which are answered.

    A crash then loses nothing: what is received and not answered comes again. What is answered is
    known when it does.
    """

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._open: dict[int, float] = {}
        self._answered: OrderedDict[int, None] = OrderedDict()
        self._offset = 0

    def take(self, update: int, now: float) -> bool:
        """Tell whether an update is to be handled: it is then open until closed.

        One seen before is not to be.
        """
        if update in self._taken or update in self._answered:
            return False
        self._taken.add(update)
        if len(self._taken) > _MOST_KNOWN:  # only where nobody asks for the offset: with a webhook
            self._taken = set(sorted(self._taken)[-_MOST_KNOWN // 2 :])
        self._open[update] = now
        return True

    def close(self, update: int) -> None:
        """Note that an update is done with."""
        self._open.pop(update, None)
        self._answered[update] = None
        if len(self._answered) > _MOST_ANSWERED:
            self._answered.popitem(last=False)

    def give_up(self, before: float) -> Iterable[int]:
        """Stop waiting for updates taken before a moment.

        They are still being handled, but hold nothing back.
        """
        late = [update for update, taken in self._open.items() if taken < before]
        for update in late:
            del self._open[update]
        return late

    @property
    def open(self) -> int:
        """Return how many updates are being handled."""
        return len(self._open)

    @property
    def unconfirmed(self) -> int:
        """Return how many updates Telegram would send again."""
        offset = self.offset()
        return sum(update >= offset for update in self._taken)

    def offset(self) -> int:
        """Return the first update that Telegram has to send next, 0 for any.

        All before it are answered.
        """
        if not self._taken:
            return self._offset
        self._offset = min(self._open) if self._open else max(self._taken) + 1
        self._taken = {update for update in self._taken if update >= self._offset}
        return self._offset
