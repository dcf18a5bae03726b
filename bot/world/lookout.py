"""What keeps a part of the world up to date while answers go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.world.world_in_use import WorldInUse


class Lookout(Protocol):
    """Keeps a part of the world up to date."""

    def look(self, in_use: WorldInUse, now: datetime) -> None:
        """Bring the world in use up to date, without waiting."""
        ...

    def hasten(self) -> None:
        """Have the next look made at once."""
        ...
