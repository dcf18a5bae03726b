"""What the bot called, as it was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from typing_extensions import override

if TYPE_CHECKING:
    from tests.telegram_stand_in.faults import Fault


@dataclass
class Call:
    """One call: when it came, what it asked, what it got.

    `fault` is the failure a test asked for.
    """

    time: float
    method: str
    parameters: dict[str, Any]
    answer: dict[str, Any]
    fault: Fault | None = None

    @override
    def __str__(self) -> str:
        about = " ".join(
            str(self.parameters[key])[:60] for key in ("chat_id", "text") if key in self.parameters
        )
        return f"{self.method} {about}: {self.fault or self.description or 'done'}"

    @property
    def chat(self) -> int | None:
        """The chat it is about."""
        value = str(self.parameters.get("chat_id"))
        return int(value) if value.lstrip("-").isdecimal() else None

    @property
    def done(self) -> bool:
        """Whether it took effect."""
        return bool(self.answer["ok"])

    @property
    def refused(self) -> bool:
        """Whether it got an error that no test asked for."""
        return not self.done and self.fault is None

    @property
    def description(self) -> str:
        """Why it was refused."""
        return str(self.answer.get("description", ""))
