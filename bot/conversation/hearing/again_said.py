"""What goes on with what was just done: one more card kept, more told of an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Heard, OfSeen
from bot.conversation.hearing.ways import ways, words_of

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_KEEP, _ERROR = "keep", "error"


def gone_on(said: Utterance, context: Context, _: World) -> Heard | None:
    """Hear "idem" of a card opened after another was kept, and what an error is to be mended by.

    "c'est madame Martin maintenant" is, just after the contact was said to have left.
    """
    leads, card = ways().leads, (context.card,)
    if not context.card or said.is_question:
        return None
    if context.asked == _KEEP and said.says(leads["same_alone"], words_of("fillers")):
        return Heard(OfSeen(_KEEP, card, said.typed), "the same as of the card before", _KEEP)
    if context.asked == _ERROR and said.holds(leads["mended_by"]):
        return Heard(OfSeen(_ERROR, card, said.typed), "what mends the error just told", _ERROR)
    return None
