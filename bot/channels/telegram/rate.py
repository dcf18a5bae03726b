"""How fast calls may go: what Telegram allows in all, in a chat and in a group.

It is reckoned on a clock given.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_REMEMBERED = 1_000  # chats or persons, before those that wait for nothing are forgotten
_HELD_CHATS_MEAN_ALL = 3  # that many chats asked to pause at once: Telegram means the bot


@dataclass(frozen=True)
class Limits:
    """How many calls may go, in all and to one chat.

    So many go in any `second` in all; a chat may get so many messages at once, then one every
    `interval`; a group gets so many in a `minute`. In all, `at_once` may go together, then one
    every `spacing`: thirty together would reach Telegram as a burst. So evenly spaced, a broadcast
    may use the whole rate: an answer, which goes before it, waits for the next place only. A
    `person` may ask that much at once, then once every `breath`; `patience` parts two refusals. A
    second is a little more than one: clocks and networks differ.
    """

    overall: int = 30
    second: float = 1.03
    at_once: int = 3
    spacing: float = 1 / 29
    burst: int = 3
    interval: float = 1.1
    group: int = 20
    minute: float = 61.0
    person: int = 20
    breath: float = 1.5
    patience: float = 30.0


class Limiter:
    """Knows how long a call to a chat must wait; a group is a chat whose number is negative."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits, self._clock = limits, clock
        self._sent: deque[float] = deque(maxlen=limits.overall)
        self._groups: dict[int, deque[float]] = {}
        # When each chat would be free, had it got one call an interval.
        self._due: dict[int, float] = {}
        self._held: dict[int, float] = {}
        self._all_due = 0.0  # when all would be free, had there been one call a spacing
        self._all_held = 0.0

    def wait_of_all(self) -> float:
        """Return how many seconds no call may go at all."""
        now = self._clock()
        window = (
            self._sent[0] + self._limits.second - now
            if len(self._sent) == self._limits.overall
            else 0.0
        )
        spaced = self._all_due - (self._limits.at_once - 1) * self._limits.spacing - now
        return max(window, spaced, self._all_held - now, 0.0)

    def wait(self, chat: int, is_edit: bool = False) -> float:
        """Return how many seconds a call to a chat must wait, 0 when it may go.

        An edit is no message more for the chat.
        """
        now, limits = self._clock(), self._limits
        chat_free = (
            now if is_edit else self._due.get(chat, now) - (limits.burst - 1) * limits.interval
        )
        sent = self._groups.get(chat) or deque()
        group_free = sent[0] + limits.minute if len(sent) == limits.group else now
        return max(
            self.wait_of_all(),
            chat_free - now,
            group_free - now,
            self._held.get(chat, now) - now,
            0.0,
        )

    def count(self, chat: int, is_edit: bool = False) -> None:
        """Count a call that goes now."""
        now = self._clock()
        self._sent.append(now)
        self._all_due = max(self._all_due, now) + self._limits.spacing
        if not is_edit:
            self._due[chat] = max(self._due.get(chat, now), now) + self._limits.interval
        if chat < 0:
            self._groups.setdefault(chat, deque(maxlen=self._limits.group)).append(now)
        if len(self._due) > _MOST_REMEMBERED:
            self._due = {each: due for each, due in self._due.items() if due > now}
            self._groups = {
                each: sent
                for each, sent in self._groups.items()
                if sent[-1] + self._limits.minute > now
            }

    def hold(self, chat: int, seconds: float) -> None:
        """Let nothing go to a chat for some seconds.

        Nothing at all goes where several chats are held at once.
        """
        now = self._clock()
        self._held = {each: until for each, until in self._held.items() if until > now}
        self._held[chat] = max(self._held.get(chat, 0.0), now + seconds)
        if len(self._held) >= _HELD_CHATS_MEAN_ALL:
            self._all_held = max(self._all_held, now + seconds)
