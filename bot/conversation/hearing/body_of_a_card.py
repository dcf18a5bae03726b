"""What a body has to do with a card in sight: it helps, it pays, or the card does not name it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.acts import AskFact
from bot.conversation.hearing.naming import bodies_in
from bot.conversation.hearing.of_the_card import asks_of_a_body
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import TellBody
from matching.words import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.facts import Fact
    from bot.conversation.hearing.matter import Matter
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World
    from knowledge.model import Card

_PAYMENT = "payment"  # what is then asked of another body too: "et la MSA ?"
# Sorts of facts that name bodies, the likeliest first.
_OF_BODIES = ("payer", "with", "who", "cost")


def of_a_body(matter: Matter, card: Card, best: Fact) -> Act | None:
    """Return what a body has to do with the open card, where a message asks that.

    "et la CAF, elle paie ?" gets the answer of the card that speaks of the CAF, else what the card
    says of it.
    """
    said, world = matter.said, matter.world
    context = matter.context
    asks = said.holds(ways().leads["takes_part"]) or goes_on_with_payers(said, context)
    around = not asks and bool(context.card) and asks_of_a_body(said, context)
    named = body_named(matter) if asks or around else ""
    if around and names_body(card, named, world):
        return None  # what else it asks is answered by the card
    if not (context.card or matter.pointed.ids or (named and names_body(card, named, world))):
        return None
    if not named or world.collection.partners[named].many:  # it is whose action it is
        return None
    services = (each.id for each in world.collection.partners.values() if each.service_of == named)
    spoken = speaking_of(card, (named, *services), world)
    if spoken.intersection(best.answers[:1]):
        return AskFact(said.typed, replace(best, part=_PAYMENT, doubtful=False))
    if spoken:
        likeliest = min(spoken, key=lambda i: (_OF_BODIES.index(card.answers[i].about), i))
        return AskFact(said.typed, replace(best, answers=(likeliest,), lines=(), part=_PAYMENT))
    return TellBody(said.typed, card.id, named)


def names_body(card: Card, body: str, world: World) -> bool:
    """Tell whether a card names a body among its partners, or in what it tells of them."""
    helps = {each.id for each in card.partners}
    return bool(body) and (body in helps or bool(speaking_of(card, (body,), world)))


def goes_on_with_payers(said: Utterance, context: Context) -> bool:
    """Tell whether a body is named where who pays for the open card was asked: "et la MSA ?"."""
    asked = context.card and context.asked == _PAYMENT
    return bool(asked) and said.begins(ways().leads["same"])


def body_named(matter: Matter) -> str:
    """Return the first body that a message names, by its name or its acronym; "" for none."""
    acronyms, partners, _ = bodies_in(matter.said, matter.world)
    if partners or not acronyms:
        return next(iter(partners), "")
    of_acronyms = {each.acronym: each.partner for each in matter.world.collection.acronyms}
    return next(filter(None, (of_acronyms.get(each) for each in acronyms)), "")


def speaking_of(card: Card, bodies: Sequence[str], world: World) -> set[int]:
    """Return the answers of a card about who helps or pays that name one of some bodies."""
    spoken = world.ear.spoken.get(card.id)
    every = (
        {stem(word) for word in tokens(name)}
        for partner in (world.collection.partners[each] for each in bodies)
        for name in (partner.name, *partner.aliases)
    )
    names = [name for name in every if spoken and name <= spoken.stems.keys()]
    if not names:
        return set()
    return {
        i
        for i, answer in enumerate(card.answers)
        if answer.about in _OF_BODIES
        and any(name <= {stem(word) for word in tokens(answer.says)} for name in names)
    }
