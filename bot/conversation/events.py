"""What a person can do, whatever the channel."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """The person wrote a text."""

    text: str


@dataclass(frozen=True)
class Pressed:
    """The person pressed a button; `data` is what the button carried, 1 to 64 bytes."""

    data: str


@dataclass(frozen=True)
class Commanded:
    """The person gave a command: its name without the slash, and what followed."""

    name: str
    argument: str = ""


Event = Said | Pressed | Commanded
