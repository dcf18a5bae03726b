"""What an administrator's request may look at.

It is the one argument of every screen of this folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bot.conversation.world import World
    from bot.storage.store import Store
    from bot.watching.health import Condition


@dataclass(frozen=True)
class Office:
    """What an administrator's request may look at.

    It has who asks (for the log), the parts of the bot, how it does, and the time. `working_copy`
    is the folder whose cards they may complete, None for none; `reload`, where the bot answers from
    that very folder, has it take what changed there.
    """

    person: str
    world: World
    store: Store
    condition: Condition
    now: datetime
    working_copy: Path | None = None
    reload: Callable[[], None] | None = None
