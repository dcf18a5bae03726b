"""Other cards of the same need, asked for in words that it has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Show
from bot.conversation.hearing.corrections import need_of, own_names
from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World


def others(said: Utterance, context: Context, _: World) -> Act | None:
    """Hear other cards asked for in words of the last need: "autre chose pour les enfants ?"."""
    if context.card or not context.listed or not said.holds(ways().leads["others_of_it"]):
        return None
    named = [unit for unit in said.need.units if unit.meanings]
    last = need_of(said.parser, context).units
    asked = {each for unit in last for each in (*own_names(unit), *unit.words)}
    same = all(asked.intersection((*own_names(unit), *unit.words)) for unit in named)
    return Show("next") if named and same and not said.need.places else None
