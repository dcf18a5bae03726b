"""Whether a message tells of one's own village, or seeks something: no question about a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways, words_of

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context


def tells_of_ours(said: Utterance, context: Context) -> bool:
    """Tell whether a message tells what is lacked or wanted at home, beside what is in sight.

    "on manque aussi de médecins" does; "on voudrait faire pareil" speaks of what is in sight.
    """
    leads = ways().leads
    if not context.seen or said.is_question or said.holds(leads["as_they_did"]):
        return False
    aside = words_of("before_ours")
    start = next((i for i, word in enumerate(said.words) if word not in aside), 0)
    begun = Utterance(" ".join(said.words[start:]), said.parser)
    return begun.begins(leads["tells_ours"])


def seeks(said: Utterance, context: Context) -> bool:
    """Tell whether it is asked whether there is something on a subject: "l'eau, vous avez quoi"."""
    leads = ways().leads
    subjects = any(unit.meanings for unit in said.need.subject)
    if not (context.seen and subjects) or said.holds(leads["as_they_did"]):
        return False
    return bool(said.holds(leads["seeks_some"]))
