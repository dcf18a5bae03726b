"""What is asked of the body just told of: "elle finance quoi", "leur téléphone".

The buttons under what was told say which body it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import AskNeed, Heard
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import Define
from matching.need import Facet

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_LONGEST = 10  # words of such a question
_SHORT = 4  # words besides its name of one that only names another body
_BODY, _BODIES, _NEED, _OF_A_LIST = "partner", "partners", "need", "useful"


def of_the_body(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear a question about the body just told of, None where it names another, or none was."""
    leads = ways().leads
    if context.card or len(said.words) > _LONGEST or said.need.places:
        return None
    body = world.collection.partners.get(_told_of(context, world))
    listed = _whose_cards_are_listed(context, world) if body is None else ""
    if body is None and not listed:
        return None
    if others := tuple(each for each in said.need.partners if each in world.collection.partners):
        goes_on = said.words[0] in ways().words.goes_on or _only_names(said)
        act = Define(partners=others[:1])
        return (
            Heard(act, "another body than the one just told of", "partner_does")
            if goes_on
            else None
        )
    if body is None:
        return None
    subjects = any(unit.meanings for unit in said.need.subject)
    if said.holds(leads["which_cards"]) and not subjects:
        return Heard(AskNeed((body.name,)), "the cards of the body just told of", "need")
    if said.begins(leads["of_them"]) or said.says(leads["reach_them"], ways().words.ignored):
        return Heard(Define(partners=(body.id,)), "the body just told of", "partner_does")
    return None


def _whose_cards_are_listed(context: Context, world: World) -> str:
    """Return the body whose name alone is the need in sight, "" for none."""
    named = (each for each in world.collection.partners.values() if context.need)
    return next((e.id for e in named if context.need in (e.name, e.full_name)), "")


def _only_names(said: Utterance) -> bool:
    """Tell whether a message names a body and hardly more: "la Banque des territoires aussi ?"."""
    named = {word for unit in said.need.units if unit.about(Facet.PARTNER) for word in unit.words}
    return len([word for word in said.words if word not in named]) <= _SHORT


def _told_of(context: Context, world: World) -> str:
    """Return the body that the buttons in sight are about, "" where they are about none."""
    doors = [buttons.read(data) for _, data in context.doors]
    if any(verb == _OF_A_LIST for verb, _ in doors):
        return ""  # a body that may help with a need is not told of
    told = {argument for verb, argument in doors if verb == _BODY}
    if len(told) == 1:
        return told.pop()
    if not any(verb == _BODIES for verb, _ in doors):
        return ""
    named = {argument for verb, argument in doors if verb == _NEED}
    return next((each.id for each in world.collection.partners.values() if each.name in named), "")
