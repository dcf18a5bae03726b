"""Why the cards in sight were proposed: what of the need each answers."""

from __future__ import annotations

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens.answer import KEPT, SHOWN
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from bot.conversation.understood import understood


def show(turn: Turn, _: str = "") -> Outcome:
    """Say why the open card was proposed, else those listed.

    Where none comes from a need, say so.
    """
    session, world = turn.session, turn.world
    need = world.matcher.parser.refine(session.need, session.dropped, session.added)
    found = world.matcher.answer(need, KEPT, reasoned=KEPT, home=session.place)
    reasons = {match.id: match.reasons for match in found.matches if session.need}
    first = max(session.shown - SHOWN, 0)
    seen = (session.card,) if session.card else session.offered[first : session.shown]
    text = say(
        "why",
        need=" · ".join(each.label for each in understood(need, world)),
        of_aids=session.aids,
        cards=[(world.collection.cards[each], reasons[each]) for each in seen if each in reasons],
    )
    ways = (buttons.press("useless", label("useless")),) if session.need else ()
    return turn.says(Reply(text, ((*ways, buttons.THEMES),)))


DOORS = Doors(presses={"why": show})
