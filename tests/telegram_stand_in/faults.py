"""What goes wrong when a test asks for it: once, or now and then by chance from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from enum import Enum


class Kind(Enum):
    """How a call fails."""

    ERROR = "500"
    BAD_GATEWAY = "502"
    RESET = "the connection is reset"
    SLOW = "answered late"
    SILENT = "never answered"
    TOO_MANY = "429"
    REFUSED = "400"


@dataclass(frozen=True)
class Fault:
    """One failure; with `done`, the call takes effect all the same, as a slow one always does.

    Only its answer is lost.

    `why` is what is said of a call that is refused.
    """

    kind: Kind
    seconds: float = 1.0
    done: bool = False
    why: str = ""


SERVER_ERROR = Fault(Kind.ERROR)
BAD_GATEWAY = Fault(Kind.BAD_GATEWAY)
RESET = Fault(Kind.RESET)
SILENT = Fault(Kind.SILENT)
SLOW = Fault(Kind.SLOW)
TOO_MANY = Fault(Kind.TOO_MANY)
LOST = Fault(Kind.RESET, done=True)
"""Sent, then the connection is reset before the answer: whether it arrived is uncertain."""
EVERY_KIND = (SERVER_ERROR, BAD_GATEWAY, RESET, SILENT, SLOW, TOO_MANY, LOST)


@dataclass
class _Plan:
    fault: Fault
    method: str | None
    chat: int | None
    left: int


@dataclass
class Faults:
    """What was asked for. Faults asked for by name come before those of chance."""

    _plans: list[_Plan] = field(default_factory=list)
    _chances: list[tuple[Fault, float, frozenset[str]]] = field(default_factory=list)
    _random: random.Random = field(default_factory=lambda: random.Random(0))

    def next(
        self, fault: Fault, method: str | None = None, chat: int | None = None, times: int = 1
    ) -> None:
        """Fail the next calls, of a method and to a chat where given."""
        self._plans.append(_Plan(fault, method, chat, times))

    def by_chance(
        self, share: float, *faults: Fault, seed: int = 0, methods: frozenset[str] = frozenset()
    ) -> None:
        """Fail each call with this chance.

        It fails with each of these faults (every kind), to these methods (all).
        """
        self._random = random.Random(seed)
        self._chances += [(fault, share, methods) for fault in faults or EVERY_KIND]

    def stop(self) -> None:
        """Fail no more."""
        self._plans.clear()
        self._chances.clear()

    def draw(self, method: str, chat: int | None) -> Fault | None:
        """Return the fault of this call, if any."""
        for plan in self._plans:
            if plan.left and plan.method in (None, method) and plan.chat in (None, chat):
                plan.left -= 1
                return plan.fault
        for fault, share, methods in self._chances:
            if (not methods or method in methods) and self._random.random() < share:
                return replace(fault)
        return None
