"""Which of the communes of one name a need is about, asked after its answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.context import Sight
from bot.conversation.homonyms import MOST_OFFERED, ordered, unsure_place
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from knowledge.place_labels import label as label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.turn import Outcome, Turn
    from matching.need import Need


def asking(turn: Turn, outcome: Outcome) -> Outcome:
    """Return an answer, and after it the question which commune was meant.

    It is asked where the need names several by one name.
    """
    session, replies = outcome
    need = need_of(replace(turn, session=session))
    unit = unsure_place(need, turn.world, session.place) if session.need else None
    if unit is None:
        return outcome
    codes = ordered(unit, turn.world, session.place)
    return replace(session, sight=Sight.WHICH_PLACE), (*replies, question(turn, unit.label, codes))


def question(turn: Turn, name: str, codes: Sequence[str]) -> Reply:
    """Ask which commune of a name is meant: each with its département and the nearest town."""
    places = turn.world.collection.places
    doors = tuple(
        (buttons.press("where", label_of(code, places), code),) for code in codes[:MOST_OFFERED]
    )
    departments = dict.fromkeys(
        places.departments[places.communes[code].department].name for code in codes
    )
    text = say(
        "which_place", name=name, count=len(codes), shown=len(doors), departments=list(departments)
    )
    return Reply(text, doors)


def need_of(turn: Turn) -> Need:
    """Return the need of the session as it is now refined."""
    session = turn.session
    return turn.world.matcher.parser.refine(session.need, session.dropped, session.added)
