"""What is said of the answer just given to a question of the self-assessment.

"plutôt le plus haut" gives another in its stead, "et on a mesuré les effets" tells more of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Heard, Level, Show
from bot.conversation.hearing.answering import level_said
from bot.conversation.hearing.following_said import after
from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_SHORT = 10  # words of what is said of an answer
_BEFORE = "before"
_ANSWERED_BY = (Level.__name__, Show.__name__)  # in words, or by the name of a level
_JUDGED = "3"


def just_answered(said: Utterance, context: Context, world: World) -> Heard | None:
    """Return the level to write for the question before, None where none was just answered."""
    just = context.answered and context.did in _ANSWERED_BY
    if not just or said.is_question or len(said.words) > _SHORT:
        return None
    leads = ways().leads
    instead = after(said, leads["level_instead"])
    if instead and (level := level_said(instead, world) or level_said(said, world)):
        return Heard(Level(level, _BEFORE), "another level for the answer just given")
    if said.begins(leads["tells_more_of_it"]) and said.holds(leads["evaluated"]):
        judged = not said.holds(leads["not_evaluated"])
        return Heard(Level(_JUDGED, _BEFORE), "the answer just given is judged") if judged else None
    return None
