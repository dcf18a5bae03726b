"""What goes on with the region's figures just told: "et la Somme ?", "les jeunes c'est combien"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.hearing.balance import ITSELF_FROM, TOLD_FROM
from bot.conversation.hearing.ear import REGION
from bot.conversation.hearing.moving import names_only
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import AskRegion
from matching.need import Facet

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.matter import Matter

_SHORT = 9  # words of what only goes on


def of_region_told(matter: Matter) -> Act | None:
    """Return what is asked of the region's figures, where they were just told of.

    A message goes on with them that comes close to one, or only names a place or people.
    """
    said, context, leads = matter.said, matter.context, ways().leads
    if context.told != REGION or context.seen or len(said.words) > _SHORT:
        return None
    goes_on = said.words[0] in ways().words.goes_on or said.holds(leads["asks_fact"])
    if not (goes_on or said.is_question):
        return None
    _, answers, near = matter.heeded.told(REGION)
    if near >= ITSELF_FROM:
        return AskRegion(said.typed, answers)
    if not (said.need.places or said.need.audiences or names_only(said, Facet.PLACE)):
        return None
    asked = Utterance(f"{leads['of_poverty'][0]} {said.typed}", said.parser)
    _, answers, near = matter.world.ear.listen(asked).told(REGION)
    return AskRegion(said.typed, answers) if near >= TOLD_FROM else None
