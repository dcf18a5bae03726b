"""What is said just after a place was noted: another, what holds it, none, or whether it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Heard, Show, TellPlace
from bot.conversation.hearing.moving import names_only
from bot.conversation.hearing.place_said import widened, without_denied
from bot.conversation.hearing.ways import ways, words_of
from matching.need import Facet

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_PLACE = "place"  # the button of one's own place
_CORRECTS = ("own_place", "not_there", "changes_place", "of_denial")


def after_a_place(said: Utterance, context: Context, world: World) -> Heard | None:
    """Take another place, said in place of the one just noted: "non c'est Guise"; or none."""
    leads = ways().leads
    if wider := None if said.is_question else widened(said, context, world):
        return Heard(wider, "what holds the place just noted")
    fillers = words_of("fillers")
    if context.place and said.says(leads["forget_that"], fillers):
        return Heard(Show(ways().kinds["place_forget"].does), "the place just noted is not to be")
    of_the_list = context.need and context.listed and not said.holds(leads["part_place"])
    wrong = said.says(leads["wrong_place"], ways().words.ignored) and not of_the_list
    if context.place and wrong:
        return Heard(Show(_PLACE, "change"), "the place noted is not the right one")
    own = context.place in said.need.places
    if said.is_question and said.holds(leads["is_noted"]) and (own or not said.need.places):
        return Heard(Show(_PLACE, "known"), "which place is noted")
    corrects = tuple(lead for name in _CORRECTS for lead in leads[name])
    if not said.holds(corrects) or not names_only(said, Facet.PLACE, words_of(*_CORRECTS)):
        return None
    if own and len(said.need.places) == 1 and said.holds(leads["of_denial"]):
        return Heard(Show(_PLACE, "change"), "the place noted is not the right one")
    if not said.need.places:
        return None
    return Heard(TellPlace(without_denied(said)), "a place in place of the one noted")
