"""What goes on with the answer that no aid is open.

It is whether there is truly none, where to look, how much it gives, or another subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import EVERY_AID, Heard, OpenAids
from bot.conversation.hearing.aids_in_sight import more_aids
from bot.conversation.hearing.context import NONE_OPEN
from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_LONGEST = 12  # words of such a question


def none_was_open(said: Utterance, context: Context, _: World) -> Heard | None:
    """Hear a doubt about there being no open aid, where they are to be found, what they give.

    The answer is every open aid there is, or where those of all the country stand.
    """
    leads = ways().leads
    if context.asked != NONE_OPEN or context.card or len(said.words) > _LONGEST:
        return None
    if more := more_aids(said, context):
        return more
    if any(unit.meanings for unit in said.need.subject) or said.need.places:
        return None
    if not said.holds((*leads["truly_none"], *leads["where_found"], *leads["asks_amount"])):
        return None
    return Heard(OpenAids(EVERY_AID), "no aid was open, and it is doubted", "aids")
