"""One turn of the conversation: what a screen is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.conversation.hearing.context import Sight

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.replies import Reply
    from bot.conversation.session import Session
    from bot.conversation.world import World


@dataclass(frozen=True)
class Turn:
    """What is known when someone says or presses something.

    It is everything, what is remembered of them, and the time.
    """

    world: World
    session: Session
    now: datetime

    def says(self, *replies: Reply, **remembered: Any) -> Outcome:
        """Return the outcome of this turn.

        It is these replies, and the session with these fields changed. What was in sight stays, but
        where a card, an aid or a list is shown.
        """
        if "sight" not in remembered:
            if card := remembered.get("card"):
                remembered["sight"] = Sight.AID if card in self.world.live.records else Sight.CARD
            elif offered := remembered.get("offered"):
                remembered["sight"] = (
                    Sight.AIDS if offered[0] in self.world.live.records else Sight.CARDS
                )
        return replace(self.session, **remembered), replies


Outcome = tuple["Session", tuple["Reply", ...]]
Handler = Callable[[Turn, str], Outcome]
Reader = Callable[[Turn, str], "Outcome | None"]


@dataclass(frozen=True)
class Doors:
    """How a screen is reached; every handler is given the turn and an argument.

    `presses`: verb of a button -> argument after the colon. `commands`: a key of
    hearing/fr/commands.yaml -> what followed. `waiting`: what the session waits for, up to the
    colon -> the text written, which may be left to others.
    """

    presses: dict[str, Handler] = field(default_factory=dict)
    commands: dict[str, Handler] = field(default_factory=dict)
    waiting: dict[str, Reader] = field(default_factory=dict)
