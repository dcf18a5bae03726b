"""What is judged: a message with all that is known of it.

A way in which it may be heard stands here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.balance import (
    BALANCE,
)
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.cues import cued
from bot.conversation.hearing.pointing import point

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.cues import Cue
    from bot.conversation.hearing.ear import Heeded
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World
    from matching.ranking import Ranking

EXAMPLE = ""  # the reason of what only resembles examples: the closest one
TOPICS: dict[str, str] = {
    Sight.SUBSCRIPTION: "following",
    Sight.ASSESSMENT: "assessment",
    Sight.QUESTION: "assessment",
    Sight.ERASING: "privacy",
}
_OF_THE_FOLDER = (Sight.FOLDER, Sight.KEPT_AIDS, Sight.EXPORT)
# The first button of a screen that did something to the folder.
_CHANGES_IT = (
    "keep",
    "unkeep",
    "folder",
    "folder-notes",
    "folder-export",
    "keepaid",
    "unkeepaid",
    "export",
)
# That of one which told something of the self-assessment.
_ASSESSES = ("assess", "assessment", "assessment-result", "q")


@dataclass(frozen=True)
class WayToHear:
    """A way to hear a message.

    It has the act, its side (0 for what is found by rule), its grounds, and why.
    """

    name: str
    act: Act
    side: float
    grounds: Mapping[str, float]
    because: str = EXAMPLE

    @property
    def score(self) -> float:
        """How much speaks for it."""
        return BALANCE.weigh(self.side, self.grounds)


@dataclass(frozen=True)
class Matter:
    """All that is known of a message that is judged."""

    said: Utterance
    context: Context
    world: World
    heeded: Heeded
    ranking: Ranking

    @cached_property
    def beside(self) -> str:
        """The topic of what is in sight or was just done: "folder", "assessment"; "" for none."""
        first = buttons.read(self.context.doors[0][1])[0] if self.context.doors else ""
        if self.context.sight in _OF_THE_FOLDER or first in _CHANGES_IT:
            return "folder"
        return "assessment" if first in _ASSESSES else ""

    @cached_property
    def pointed(self) -> Pointed:
        """The cards that it points at."""
        return point(self.said, self.context, self.world)

    @cached_property
    def cue(self) -> Cue | None:
        """The sorts of words in it that together tell what is asked, if any do."""
        return cued(self.said, self.context)
