"""What is asked of the aids in sight.

It is who may have one, which gives the most, which closes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Heard, OfSeen, OpenAids
from bot.conversation.hearing.aids_said import CLOSES_SOON, first_to_close, listed_aids
from bot.conversation.hearing.cues import bears
from bot.conversation.hearing.subjects_said import kinds_of_aid
from bot.conversation.hearing.ways import ways, words_of

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_OTHER = "other"  # the kind of what is neither given, lent nor advice: "d'autres aides"
_LONGEST = 12  # words of such a question


def of_the_aids(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear a question about the aids listed or the open one, None where it is of none of them."""
    aids = listed_aids(context, world)
    every = tuple(each for each in context.offered if aids and each in world.live.records)
    aids = every or _open(context, world)
    if not aids or len(said.words) > _LONGEST:
        return None
    if more := more_aids(said, context):
        return more
    if first := first_to_close(said, context, world):
        act = OfSeen("deadline", (first,), said.typed)
        return Heard(act, "which of the aids closes first", "deadline")
    if said.holds(ways().leads["closes_last"]):
        act = OfSeen("deadline", (_closes_last(aids, world),), said.typed)
        return Heard(act, "which of the aids closes last", "deadline")
    if said.holds(ways().leads["gives_most"]) and (most := _gives_most(aids, world)):
        return Heard(OfSeen("amount", (most,), said.typed), "which aid gives the most", "amount")
    one = context.card or (aids[0] if len(aids) == 1 else "")
    if one and _asks_of_what_kind(said):
        return Heard(OfSeen("payment", (one,), said.typed), "of what kind the aid is", "payment")
    if one and _asks_who_may_have_it(said):
        return Heard(OfSeen("whom", (one,), said.typed), "who may have the aid in sight", "whom")
    return None


def more_aids(said: Utterance, context: Context) -> Heard | None:
    """Hear other aids asked after some: those that close soon, or of another subject.

    "rien d'autre qui se termine bientôt ?" and "et pour la mobilité en particulier ?" ask so.
    """
    leads = ways().leads
    closing = said.holds(leads["closing"]) or bears(said, *CLOSES_SOON)
    if closing and said.holds(leads["others_too"]):
        return Heard(OpenAids(closing=True), "other aids that close soon", "aids")
    begun = said.begins((*leads["same"], *leads["instead"], *leads["about"]))
    narrows = begun and (said.holds(leads["in_particular"]) or not said.need.audiences)
    subjects = [unit for unit in said.need.subject if unit.meanings]
    if context.card or not (subjects and narrows) or said.holds(leads["asks_fact"]):
        return None
    aside = frozenset((*leads["same"].words, *leads["instead"].words, *leads["about"].words))
    rest = aside | words_of("in_particular", "of_aids") | ways().words.ignored
    named = {word for unit in said.need.units for word in unit.words}
    if not (rest | named).issuperset(said.words):
        return None
    about = " ".join(unit.label for unit in said.need.units if unit.meanings)
    return Heard(OpenAids(about), "open aids for another subject", "aids")


def _open(context: Context, world: World) -> tuple[str, ...]:
    return (context.card,) if context.card in world.live.records else ()


def _closes_last(aids: tuple[str, ...], world: World) -> str:
    """Return the aid that is open longest: all the year before any date."""
    known = {each: world.live.records[each].aid for each in aids}
    return max(aids, key=lambda each: (known[each].permanent, str(known[each].deadline or "")))


def _asks_of_what_kind(said: Utterance) -> bool:
    """Tell whether it is asked what kind of aid that is: "c'est un prêt ou un don ?"."""
    asks = said.is_question or said.begins(ways().leads["on_it"])
    only = said.holds((*ways().leads["follow_only"], *ways().leads["only_these"]))
    kinds = [each for each in kinds_of_aid(said) if each != _OTHER]
    return bool(asks and kinds and not only)


def _gives_most(aids: tuple[str, ...], world: World) -> str:
    """Return the aid of the highest share, "" where none tells one."""
    rates = {each: world.live.records[each].aid.rate_high or 0 for each in aids}
    most = max(rates, key=lambda each: rates[each])
    return most if rates[most] else ""


def _asks_who_may_have_it(said: Utterance) -> bool:
    """Tell whether a message only names a sort of applicant: "et pour une association ?"."""
    applicants = words_of("applicants")
    aside = applicants | ways().words.ignored | words_of("may_have")
    return not applicants.isdisjoint(said.words) and aside.issuperset(said.words)
