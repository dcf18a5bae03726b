"""One turn of the conversation: what a screen is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.replies import Reply
    from bot.conversation.session import Session
    from bot.conversation.world import World


@dataclass(frozen=True)
class Turn:
    """What is known when someone says or presses something: everything, what is remembered of them, and the time.

    `last` is the `sight` that the turn before left."""

    world: World
    session: Session
    now: datetime
    last: str = ""

    def says(self, *replies: Reply, **remembered: Any) -> Outcome:
        """Return the outcome of this turn: these replies, and the session with these fields changed."""
        return replace(self.session, **remembered), replies


Outcome = tuple["Session", tuple["Reply", ...]]
Handler = Callable[[Turn, str], Outcome]
Reader = Callable[[Turn, str], "Outcome | None"]


@dataclass(frozen=True)
class Doors:
    """How a screen is reached; every handler is given the turn and an argument.

    `presses`: verb of a button -> argument after the colon. `commands`: name of a command, without slash -> what followed.
    `words`: a whole message, folded -> "". `waiting`: what the session waits for, up to the colon -> the text written, which
    may be left to others. `wishes`: kind of a wish that names no card -> "". `in_sight`: what the last turn showed -> a text,
    which it is shown before anything else and may leave. `readers` are shown every other text in turn, and may leave it.
    """

    presses: dict[str, Handler] = field(default_factory=dict)
    commands: dict[str, Handler] = field(default_factory=dict)
    words: dict[str, Handler] = field(default_factory=dict)
    waiting: dict[str, Reader] = field(default_factory=dict)
    wishes: dict[str, Handler] = field(default_factory=dict)
    in_sight: dict[str, Reader] = field(default_factory=dict)
    readers: tuple[Reader, ...] = ()


def spoken(handler: Handler, *words: str) -> dict[str, Handler]:
    """Return the same handler for several whole messages, folded."""
    return dict.fromkeys(words, handler)
