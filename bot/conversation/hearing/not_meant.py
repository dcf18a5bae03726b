"""What a message leans to, or what a word of it says, and is not meant here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.intent import FACTS
from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from bot.conversation.hearing.matter import Matter

_BODY = "partner_does"
_AGREES, _NEAR_ME, _KEEPS_ONLY = "nod", "near_me", "keep_only"
_SENT_AT = "follow_when"
_AIDS, _KEPT_AIDS, _PRINTS = "aids", "kept_aids", "print"


def is_something_else(name: str, matter: Matter) -> bool:
    """Tell whether what leans to a kind of act is heard otherwise here."""
    said, context, leads = matter.said, matter.context, ways().leads
    if name in FACTS:  # a question about a card is weighed as one
        return any(each in matter.world.collection.cards for each in context.seen)
    if name == _BODY and context.card and said.holds(leads["takes_part"]):
        return True  # "l'ARS intervient ?" asks it of the open card
    of_message = context.following or context.sight == Sight.SUBSCRIPTION
    if name == _SENT_AT and context.need and not of_message:
        return not said.holds(leads["of_message"])  # "le samedi matin" is an hour of something else
    if name == _NEAR_ME:  # "un exemple dans mon coin, à Montreuil" says where
        return bool(said.need.places)
    if name == _KEEPS_ONLY:  # "imprime seulement la 12" takes no other card out
        return bool(said.holds((*leads["as_file"], *leads["shows"])))
    if name == _PRINTS:  # "le pdf ne s'ouvre pas"
        return bool(said.holds(leads["fails"]))
    if name == _KEPT_AIDS:  # "mes réponses sont gardées ?"
        return bool(said.holds(leads["part_assessment"]) or said.holds(leads["notes"]))
    if name == _AIDS and context.sight == Sight.SUBSCRIPTION:  # "pas d'appels à projets"
        refuses = (*leads["follow_without"], *leads["follow_drop"], *leads["not_wanted"])
        return bool(said.holds(leads["calls_for_projects"]) and said.holds(refuses))
    # "les parents sont d'accord ?" agrees to nothing.
    subjects = any(unit.meanings for unit in said.need.subject)
    return name == _AGREES and said.is_question and subjects
