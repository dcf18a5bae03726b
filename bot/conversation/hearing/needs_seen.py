"""What is said of the needs that were asked together, or of a name just explained.

"commence par le premier sujet" and "et l'autre sujet" mean one of two needs; "qui en a fait un",
said of an acronym just explained, asks for the cards about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import AskNeed, Heard
from bot.conversation.hearing.forms import formed
from bot.conversation.hearing.intent import FACTS
from bot.conversation.hearing.ways import ways
from matching.need import Facet
from matching.words import stem

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_LONGEST = 9  # words of such a message
_ACRONYMS, _NEED, _PARTNERS = "acronyms", "need", "partners"


def of_the_needs(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear which of two needs is meant, or the cards of a name just explained; else None."""
    subjects = any(unit.meanings for unit in said.need.subject)
    if len(said.words) > _LONGEST or said.need.places:
        return None
    if name := _explained(context):
        form = formed(said.words, pointed=False)
        of_it = not context.seen and form is not None and form.kind in FACTS
        if of_it or (not subjects and said.holds(ways().leads["has_one"])):
            return Heard(AskNeed((name,)), "the cards of what was just explained", "need")
    return None if subjects else _one_of_two(said, context, world)


def _explained(context: Context) -> str:
    """Return what was just explained, as the button to its cards names it; "" for nothing."""
    doors = [buttons.read(data) for _, data in context.doors]
    if not any(verb in (_ACRONYMS, _PARTNERS) for verb, _ in doors):
        return ""
    return next((argument for verb, argument in doors if verb == _NEED), "")


def _one_of_two(said: Utterance, context: Context, world: World) -> Heard | None:
    leads = ways().leads
    other, first = said.holds(leads["other_need"]), said.holds(leads["first_need"])
    if not (other or first) or not (needs := _asked_together(said, context)):
        return None
    now = context.need if context.need in needs else _spoken_of(needs, context, world)
    meant = needs[0] if first else next((each for each in needs if each != now), needs[-1])
    return Heard(AskNeed((meant,), needs), "one of the needs asked together", "need")


def _asked_together(said: Utterance, context: Context) -> tuple[str, ...]:
    """Return the two needs of the last message, or the two subjects of its only need."""
    if context.needs or not context.need:
        return context.needs
    last = said.parser.refine(context.need, context.dropped, context.added)
    every = [unit for unit in last.subject if unit.meanings and not unit.about(Facet.AUDIENCE)]
    return tuple(unit.label for unit in every) if len(every) == 2 else ()


def _spoken_of(needs: tuple[str, ...], context: Context, world: World) -> str:
    """Return the need that the card in sight speaks of most, the first of equals."""
    seen = next((each for each in context.seen if each in world.ear.card_words), "")
    of_card = world.ear.card_words.get(seen, {})
    return max(needs, key=lambda need: sum(of_card.get(stem(word), 0) for word in need.split()))
