"""How far the place of a card is from another place, as the crow flies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from knowledge.distances import kilometres, point_of

if TYPE_CHECKING:
    from bot.conversation.known_acts import HowFar
    from bot.conversation.turn import Outcome, Turn
    from bot.conversation.world import World
    from knowledge.model import Card


def show(turn: Turn, act: HowFar) -> Outcome:
    """Say how far a card's place is from another; where that is not known, ask from where."""
    card = turn.world.collection.cards[act.card]
    text = say(
        "how_far",
        card=card,
        name=turn.world.place_name(act.place),
        spot=_is_one_spot(card, turn.world),
        away=_away(card, act.place, turn.world),
        collection=turn.world.collection,
    )
    ways = (
        buttons.to_card(card.id, label("whole_card")),
        buttons.press("place", label("my_place")),
    )
    return turn.says(Reply(text, (ways,)), card=card.id)


def _is_one_spot(card: Card, world: World) -> bool:
    """Tell whether what a card tells was done in one spot: a département is near no place."""
    names = {each.name for each in world.collection.places.departments.values()}
    place = card.place
    return place is not None and len(place.departments) == 1 and place.name not in names


def _away(card: Card, code: str, world: World) -> int | None:
    """Return how many kilometres a card's place is from another; None where one is not known."""
    places = world.collection.places
    here = world.points_of_cards.get(card.id)
    there = point_of(code, places) if code else None
    return round(kilometres(here, there)) if here and there else None
