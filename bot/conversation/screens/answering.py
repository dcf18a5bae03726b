"""The cards that answer the last need well, wherever they were done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.need import Facet

if TYPE_CHECKING:
    from bot.conversation.turn import Turn
    from knowledge.model import Card

_MOST = 12
_AS_GOOD = 0.7  # how much of the score of the best a card must have to answer as well


def answering(turn: Turn) -> list[Card]:
    """Return the cards of the last need, the best first: the places that it names set aside."""
    session, matcher = turn.session, turn.world.matcher
    need = matcher.parser.refine(session.need, session.dropped, session.added)
    placed = tuple(unit.names[-1] for unit in need.units if unit.about(Facet.PLACE))
    gone = (*session.dropped, *placed)
    found = matcher.answer(matcher.parser.refine(session.need, gone, session.added), _MOST).matches
    least = _AS_GOOD * found[0].score if found else 0.0
    return [turn.world.collection.cards[each.id] for each in found if each.score >= least]
