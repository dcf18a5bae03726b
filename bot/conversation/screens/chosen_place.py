"""The commune chosen among those of one name: the need is answered again, for it alone."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.hearing.context import Sight
from bot.conversation.homonyms import unsure_place
from bot.conversation.screens import place
from bot.conversation.screens.which_place import need_of, question
from bot.conversation.turn import Doors, Outcome, Turn
from matching.chosen_place import chosen
from matching.need import Facet


def choose(turn: Turn, written: str) -> Outcome:
    """Answer the need again for a commune by its code; ask again between several: "62853,62854"."""
    codes = [code for code in written.split(",") if code in turn.world.collection.places.communes]
    unit = unsure_place(need_of(turn), turn.world)
    if len(codes) > 1:
        name = unit.label if unit else turn.world.place_name(codes[0])
        return turn.says(question(turn, name, codes), sight=Sight.WHICH_PLACE)
    if not codes or not turn.session.need:
        return place.offer(turn, codes[0]) if codes else place.ask(turn)
    return place.answer_again(_placed(turn, codes[0]))


def _placed(turn: Turn, code: str) -> Turn:
    """Return the turn with its need at the very commune, in place of all those of the name."""
    gone = [unit.names[-1] for unit in need_of(turn).units if code in unit.about(Facet.PLACE)]
    session, here = turn.session, chosen(turn.world.place_name(code), code)
    dropped = tuple(each for each in (*session.dropped, *gone) if each != f"word:{here}")
    return replace(
        turn,
        session=replace(
            session, dropped=dropped, added=tuple(dict.fromkeys((*session.added, here)))
        ),
    )


DOORS = Doors(presses={"where": choose})
