"""What is answered to who tells no one place of the region: several, or one of another region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Reply
from bot.conversation.texts import say
from knowledge.place_labels import label as label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.turn import Outcome, Turn


def choose_one(turn: Turn, codes: Sequence[str], waiting: str) -> Outcome:
    """Say that one place is noted at a time, and offer those named, after what holds them all."""
    places, named = turn.world.collection.places, tuple(dict.fromkeys(codes))
    communes = [places.communes[each] for each in named if each in places.communes]
    epcis, departments = ({each.epci for each in communes}, {each.department for each in communes})
    shared = [] if len(communes) < len(named) else [epcis, departments]
    wider = [code for codes_of in shared if len(codes_of) == 1 for code in codes_of]
    wider = [each for each in wider if turn.world.place_name(each)][:1]
    doors = [buttons.press("setplace", label_of(each, places), each) for each in (*wider, *named)]
    shown, behind = tuple(doors[:MOST_BUTTONS]), tuple(doors[MOST_BUTTONS:])
    rows = buttons.in_rows(buttons.filled(shown, buttons.THEMES), 1)
    text = say(
        "place_several",
        names=[turn.world.place_name(each) for each in named],
        wider=turn.world.place_name(wider[0]) if wider else "",
    )
    return turn.says(Reply(text, rows, behind=behind), waiting=waiting)


def say_elsewhere(turn: Turn, name: str) -> Outcome:
    """Say which region this is for to someone who is of another, and what serves them still."""
    text = say("place_elsewhere", name=name, examples=turn.world.examples)
    return turn.says(
        Reply(text, ((buttons.THEMES, buttons.press("about", label("about_collection"))),))
    )
