"""Who asks faster than can be answered, on a clock given.

They are told once, and again if they go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_MOST_REMEMBERED = 1_000  # persons, before those that wait for nothing are forgotten


class Patience(Protocol):
    """A `person` may ask that much at once, then once every `breath` seconds.

    `patience` seconds part two refusals.
    """

    @property
    def person(self) -> int:
        """How much may be asked at once."""
        ...

    @property
    def breath(self) -> float:
        """The seconds of each question more."""
        ...

    @property
    def patience(self) -> float:
        """The seconds that part two refusals."""
        ...


class PersonLimiter:
    """Knows who asks too fast."""

    def __init__(self, limits: Patience, clock: Callable[[], float]) -> None:
        self._limits, self._clock = limits, clock
        self._due: dict[Hashable, float] = {}
        self._told: dict[Hashable, float] = {}

    def admit(self, person: Hashable) -> Literal["answer", "refuse", "told"]:
        """Return whether to answer, to refuse politely, or to leave it.

        It is left where the refusal has just been said.
        """
        now, limits = self._clock(), self._limits
        due = max(self._due.get(person, now), now)
        if due - now <= (limits.person - 1) * limits.breath:
            self._due[person] = due + limits.breath
            self._forget(now)
            return "answer"
        if now - self._told.get(person, -limits.patience) < limits.patience:
            return "told"
        self._told[person] = now
        return "refuse"

    def _forget(self, now: float) -> None:
        if len(self._due) > _MOST_REMEMBERED:
            self._due = {person: due for person, due in self._due.items() if due > now}
            self._told = {
                person: told for person, told in self._told.items() if person in self._due
            }
