"""The last need moved to a place told, in place of those that it named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matching.chosen_place import chosen
from matching.need import Facet

if TYPE_CHECKING:
    from bot.conversation.session import Session
    from bot.conversation.world import World


def moved(session: Session, world: World, code: str) -> Session:
    """Return the session with its need at a place; what is asked of live aids stays as it is."""
    if session.aids:
        return session
    need = world.matcher.parser.refine(session.need, session.dropped, session.added)
    there = chosen(world.place_name(code), code)
    gone = (unit.names[-1] for unit in need.units if unit.about(Facet.PLACE))
    dropped = tuple(each for each in (*session.dropped, *gone) if each != f"word:{there}")
    return replace(session, dropped=dropped, added=tuple(dict.fromkeys((*session.added, there))))
