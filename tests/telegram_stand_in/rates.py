"""How much may be sent.

It is 30 a second everywhere, 1 a second in a chat but for small bursts, 20 a minute in a group.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.telegram_stand_in.refusals import too_many

if TYPE_CHECKING:
    from tests.telegram_stand_in.clock import Clock


@dataclass(frozen=True)
class Limits:
    """What Telegram says of itself.

    `burst` is how many messages a chat bears at once before one a second.
    """

    everywhere: int = 30
    burst: int = 3
    group_minute: int = 20


@dataclass
class Rates:
    """What was sent lately.

    With no limits, nothing is refused but in the pauses asked for with `hold`.
    """

    clock: Clock
    limits: Limits | None = field(default_factory=Limits)
    _everywhere: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _chats: dict[int, tuple[float, float]] = field(default_factory=dict)
    _held: dict[int | None, float] = field(default_factory=dict)

    def hold(self, seconds: float, chat: int | None = None) -> None:
        """Refuse all that is sent to a chat, or everywhere, for that long."""
        self._held[chat] = self.clock.now() + seconds

    def check(self, chat: int, *, edit: bool = False) -> None:
        """Refuse one message more to a chat where it is too soon. Raises RefusalError.

        An edit counts everywhere and in its group, but not for the one message a second.
        """
        now = self.clock.now()
        wait = max(self._held.get(chat, 0.0), self._held.get(None, 0.0)) - now
        if self.limits:
            wait = max(wait, _wait(self._everywhere, self.limits.everywhere, 1.0, now))
            wait = max(
                wait, _wait(self._groups.get(chat, deque()), self.limits.group_minute, 60.0, now)
            )
            left = self._left(chat, self.limits.burst, now)
            wait = max(wait, 0.0 if edit or left > 1.0 - 1e-6 else 1.0 - left)
        if wait > 0:
            raise too_many(max(math.ceil(wait - 1e-6), 1))

    def count(self, chat: int, *, edit: bool = False) -> None:
        """Count one message to a chat."""
        now = self.clock.now()
        if not self.limits:
            return
        self._everywhere.append(now)
        if chat < 0:
            self._groups.setdefault(chat, deque()).append(now)
        if not edit:
            self._chats[chat] = (self._left(chat, self.limits.burst, now) - 1.0, now)

    def _left(self, chat: int, burst: int, now: float) -> float:
        left, when = self._chats.get(chat, (float(burst), now))
        return min(left + max(now - when, 0.0), float(burst))


def _wait(times: deque[float], most: int, span: float, now: float) -> float:
    """Return how long until fewer than `most` lie within the span."""
    while times and times[0] <= now - span:
        times.popleft()
    return times[-most] + span - now if len(times) >= most else 0.0
