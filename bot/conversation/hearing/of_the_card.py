"""Whether a message asks of the open card, by how its sentence is built."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.conversation.hearing.left_out import begins_on_it
from bot.conversation.hearing.ways import ways
from matching.need import Facet

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World


def asks_of_the_card(said: Utterance, context: Context) -> bool:
    """Tell whether a question speaks of what is told there, and not of who asks or of the bot.

    "elles peuvent rester anonymes ?" asks nothing of what the bot keeps, "faut prévenir longtemps
    avant ?" wants no message.
    """
    leads = ways().leads
    if not (context.card and asks(said)) or said.holds((*leads["of_me"], *leads["of_you"])):
        return False
    there = said.holds(leads["they"]) or said.begins(leads["begins_there"])
    return bool(there) or begins_on_it(said)


def asks_of_listed(said: Utterance, context: Context) -> bool:
    """Tell whether a question that is no need is of what is listed: "il faut quelle surface ?".

    One of the bot or of who asks is not, nor one that nobody could put to a card.
    """
    leads = ways().leads
    if context.card or not context.listed or said.holds((*leads["of_me"], *leads["of_you"])):
        return False
    return said.is_question and (
        said.begins((*leads["obliges"], *leads["asks_fact"], *leads["begins_if"]))
        or begins_on_it(said)
        or bool(said.holds((*leads["they"], *leads["asks_fact_within"])))
    )


def asks_of_a_body(said: Utterance, context: Context) -> bool:
    """Tell whether a sentence around the name of a body asks it of the cards in sight.

    "faut-il un agrément de la CAF ?" does; "c'est quoi la CAF ?" asks what it is.
    """
    leads = ways().leads
    if not context.seen or said.holds((*leads["asks_meaning"], *leads["asks_body"])):
        return False
    if asks(said) and said.begins((*leads["obliges"], *leads["on_it"])):
        return True
    return bool(context.card and said.holds(leads["takes_part"]))


def asks(said: Utterance) -> bool:
    """Tell whether a message is a question, with its sign or without: "on le retire où"."""
    return said.is_question or bool(
        said.holds(ways().leads["asks"]) or said.words[-1:] == (ways().leads["where"][0],)
    )


def tells_an_age(said: Utterance) -> bool:
    """Tell whether someone's age is said, and not how long something is."""
    leads = ways().leads
    if said.holds(leads["of_time"]):
        return False
    return any(word.isdecimal() and unit in leads["years"] for word, unit in pairwise(said.words))


def only_tells_who(said: Utterance) -> bool:
    """Tell whether a message says no more than who someone is, and of what age."""
    known = {word for unit in said.need.units if unit.about(Facet.AUDIENCE) for word in unit.words}
    aside = known | ways().words.ignored | set(ways().leads["years"])
    return all(word in aside or word.isdecimal() for word in (*said.words, *said.read))


def told_there(said: Utterance, context: Context, world: World) -> float:
    """Return the share of a question that the answers of the open card speak of, 0 to 1."""
    spoken, telling = world.ear.spoken.get(context.card), said.telling
    if spoken is None or not telling or not asks(said):
        return 0.0
    held = sum(weight for root, weight in telling.items() if root in spoken.stems)
    return held / sum(telling.values())
