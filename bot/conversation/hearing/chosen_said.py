"""Which of the cards in sight is chosen, where it was just asked.

"la première, je parle" and "celle de Lumbres" choose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import Heard, OfSeen, Show, WhichOne
from bot.conversation.hearing.folder_said import done_to_cards
from bot.conversation.hearing.forms import formed
from bot.conversation.hearing.pointing import named_best, point
from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_SHORT = 8  # words of a message that chooses
_OF_SEVERAL = ("keep", "unkeep")  # buttons that do as much for several cards
_OPEN = "open"


def chosen(said: Utterance, context: Context, world: World) -> Heard | None:
    """Press the button of the card chosen, None where another thing is asked."""
    if context.did != WhichOne.__name__ or said.is_question or not 0 < len(said.words) <= _SHORT:
        return None
    offered = {card: (verb, card) for verb, card in map(buttons.read, _data(context)) if card}
    ids = _meant(said, context, world)
    if not ids or not set(ids) <= offered.keys():
        return None
    verb = offered[ids[0]][0]
    if len(ids) > 1 and verb in _OF_SEVERAL:
        return Heard(OfSeen(verb, ids, said.typed), "the cards chosen", verb)
    return Heard(Show(*offered[ids[0]]), "the card chosen", verb)


def _data(context: Context) -> list[str]:
    return [data for _, data in context.doors if data]


def _meant(said: Utterance, context: Context, world: World) -> tuple[str, ...]:
    """Return the cards that a message chooses, and asks nothing else of: "ouvre la 2" asks."""
    pointed = point(said, context, world)
    if pointed.ids:
        form = formed(pointed.rest, pointed=True)
        other = form is not None and form.kind != _OPEN
        return () if other or done_to_cards(said) != _OPEN else pointed.ids
    words = [word for word in said.words if word not in ways().words.ignored]
    best = named_best(words, context.listed, world) if len(context.listed) > 1 else ""
    return (best,) if best else ()
