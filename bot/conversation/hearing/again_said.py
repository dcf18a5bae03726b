"""What goes on with what was just done: one more card kept, more told of an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Heard, OfSeen, Show
from bot.conversation.hearing.ways import ways, words_of

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_KEEP, _ERROR, _REMARK = "keep", "error", "remark"


def _told_further(said: Utterance, context: Context) -> Heard | None:
    """Hear one more error or remark just after one: "j'en ai une autre", "et aussi le mail"."""
    leads = ways().leads
    if context.told != "report" or context.awaited or said.is_question:
        return None
    if said.says(leads["another_report"], words_of("fillers")):
        verb = _ERROR if context.asked == _ERROR and context.card else _REMARK
        return Heard(Show(verb, context.card if verb == _ERROR else ""), "one more is told", verb)
    also = said.begins(leads["and_also"]) and said.holds(leads["wrong_part"])
    if also and context.asked == _ERROR and context.card:
        return Heard(OfSeen(_ERROR, (context.card,), said.typed), "one more error", _ERROR)
    return None


def gone_on(said: Utterance, context: Context, _: World) -> Heard | None:
    """Hear "idem" of a card opened after another was kept, and what an error is to be mended by.

    "c'est madame Martin maintenant" is, just after the contact was said to have left.
    """
    leads, card = ways().leads, (context.card,)
    if (more := _told_further(said, context)) or not context.card or said.is_question:
        return more
    if context.asked == _KEEP and said.says(leads["same_alone"], words_of("fillers")):
        return Heard(OfSeen(_KEEP, card, said.typed), "the same as of the card before", _KEEP)
    if context.asked == _ERROR and said.holds(leads["mended_by"]):
        return Heard(OfSeen(_ERROR, card, said.typed), "what mends the error just told", _ERROR)
    return None
