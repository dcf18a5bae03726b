"""The ways in which a message may be heard in its context.

Each has the grounds that speak for it or against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import (
    AskNeed,
    OfSeen,
    Puzzled,
)
from bot.conversation.hearing.asked_of_cards import how_far, questions_about_cards
from bot.conversation.hearing.balance import LEAST_OF_A_CUE
from bot.conversation.hearing.bodies_said import thing_asked
from bot.conversation.hearing.body_of_a_card import goes_on_with_payers
from bot.conversation.hearing.changes import changes
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.ear import NEED, REGION, TAMBOUR
from bot.conversation.hearing.folder_said import done_to_cards
from bot.conversation.hearing.intent import act_of
from bot.conversation.hearing.matter import TOPICS, Matter, WayToHear
from bot.conversation.hearing.narrowing import added
from bot.conversation.hearing.needs import asked_clause, is_bare, needs_in, without_leads
from bot.conversation.hearing.of_ours import seeks, tells_of_ours
from bot.conversation.hearing.of_the_card import asks_of_a_body, asks_of_the_card, told_there
from bot.conversation.hearing.place_said import tells_a_size
from bot.conversation.hearing.pointed import Pointed
from bot.conversation.hearing.region_said import of_region_told
from bot.conversation.hearing.supposed import supposes
from bot.conversation.hearing.utterance import without
from bot.conversation.hearing.ways import ways
from bot.conversation.hearing.wishes import wishes
from bot.conversation.known_acts import AskTambour
from matching.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_NONE = Pointed()
_ASKING = ("?", "…", "...")
_MOST_ACRONYMS = 3


def candidates(matter: Matter) -> Iterator[WayToHear]:
    """Yield the ways in which a message may be heard; that of a need is always there."""
    yield from _cued(matter)
    yield from wishes(matter)
    yield from _by_rule(matter)
    yield from questions_about_cards(matter)
    yield from changes(matter)
    if more := added(matter.said, matter.context):
        yield WayToHear("add", more, 0.0, {"moved": 1.0}, "what is added to the last need")
    yield _need(matter)


def _cued(matter: Matter) -> Iterator[WayToHear]:
    """Yield what the sorts of words in a message together tell that it asks."""
    cue = matter.cue
    if cue is None:
        return
    itself = cue.answer >= 0
    if itself and asks_of_the_card(matter.said, matter.context):
        return
    name = TAMBOUR if itself else cue.kind
    act = (
        AskTambour(cue.kind, cue.answer)
        if itself
        else act_of(name, matter.said, matter.context, matter.world, matter.pointed)
    )
    if act is not None:
        side = max(matter.heeded.leaning.get(name, -1.0), LEAST_OF_A_CUE)
        yield WayToHear(name, act, side, {"cued": 1.0}, "the sorts of words in it tell it")


def _subjects(said: Utterance) -> float:
    """Return the share of the words of a message that are subjects or audiences, 0 to 1."""
    held = sum(len(unit.words) for unit in said.need.subject if unit.meanings)
    return held / max(len(said.words), 1)


def _by_rule(matter: Matter) -> Iterator[WayToHear]:
    """Yield what a message asks by what it names.

    It may name an acronym alone, a card by its number, or another body of the card.
    """
    said, context, world = matter.said, matter.context, matter.world
    asked = context.card or said.typed.rstrip().endswith(_ASKING)
    asked = asked and not asks_of_a_body(said, context)
    if asked and _names_an_acronym(said) and not goes_on_with_payers(said, context):
        act = act_of("define", said, context, world, matter.pointed)
        if act is not None:
            yield WayToHear(
                "define", act, 0.0, {"bare_acronym": 1.0}, "an acronym and nothing else"
            )
    if far := how_far(matter):
        yield WayToHear("how_far", far, 0.0, {"of_the_open": 1.0}, "how far a card's place is")
    if region := of_region_told(matter):
        yield WayToHear(REGION, region, 0.0, {"moved": 1.0}, "the region's figures go on")
    if tells_a_size(said, context) and (size := act_of("same_size", said, context, world, _NONE)):
        yield WayToHear("same_size", size, 0.0, {"moved": 1.0}, "how large a place is")
    pointed, told_by_words = matter.pointed, _is_one_of_those(matter)
    if told_by_words or (pointed.ids and pointed.explicit):
        ground = "one_of_those" if told_by_words else "pointed"
        what = "open" if told_by_words else done_to_cards(said)
        act = OfSeen(what, pointed.ids, said.typed)
        grounds = {ground: 1.0, "said_so": float(what != "open")}
        yield WayToHear(what, act, 0.0, grounds, "a card is named")
    if context.asked == "contact" and any(
        _helps(world, card, each) for each in said.need.partners for card in context.seen
    ):
        act = OfSeen("contact", context.seen[:1], said.typed)
        yield WayToHear(
            "contact", act, 0.0, {"asked_again": 1.0}, "the contact of another body of the card"
        )


def _is_one_of_those(matter: Matter) -> bool:
    """Tell whether a message only says which card in sight is meant: "non, celui de Guise"."""
    pointed, known = matter.pointed, ways().words
    others = {word for expression in known.other for word in expression}
    aside = known.ignored | known.articles | set(ways().leads["instead"]) | others
    slips = (*ways().leads["instead"], *ways().leads["lead"])
    corrects = bool(matter.said.holds(ways().leads["instead"]))
    one = corrects or not known.one_of.isdisjoint(matter.said.words)
    return (
        len(pointed.ids) == 1
        and not pointed.explicit
        and one
        and all(word in aside for word in without(pointed.rest, slips))
    )


def _names_an_acronym(said: Utterance) -> bool:
    """Tell whether a message is an acronym and small words: "et GPEC alors", "AVIP…"."""
    words = [word for word in said.words if word not in ways().words.ignored]
    return 0 < len(words) <= _MOST_ACRONYMS and all(
        word in said.parser.lexicon.acronyms for word in words
    )


def _helps(world: World, card: str, partner: str) -> bool:
    """Tell whether a card names a partner."""
    known = world.collection.cards.get(card)
    return known is not None and any(each.id == partner for each in known.partners)


def _need(matter: Matter) -> WayToHear:
    """Return the need that the message may be.

    One about what is in sight that finds nothing is only puzzling.
    """
    said, context, outcome = matter.said, matter.context, matter.ranking.outcome
    asked = asked_clause(said)
    needs = needs_in(asked, matter.world)
    led = said if len(needs) > 1 else without_leads(said) if is_bare(said) else asked
    if led.words != said.words:
        of_led = matter.world.matcher.rank(led.need).outcome
        if of_led is not Outcome.FOUND and outcome is Outcome.FOUND:
            led, needs = said, needs_in(said, matter.world)  # the whole says more than the part
        else:
            outcome = of_led
    leads = ways().leads
    asks = (context.seen and said.begins(leads["asks_fact"])) or (
        context.card and (said.begins(leads["begins_if"]) or supposes(said, context))
    )
    bare, in_topic = is_bare(said) and not asks, context.sight in TOPICS
    holds = {
        "needs": True,
        "found": outcome is Outcome.FOUND,
        "nothing": outcome is Outcome.NOTHING,
        "first": not context.seen and not in_topic,
        "beside_card": bool(context.card),
        "question": said.is_question,
        "explains": bool(said.holds(ways().leads["asks_meaning"]) and thing_asked(said)),
        "bare": bare,
        "led_to": led.words != said.words or bool(said.holds(ways().leads["new"])),
        "in_topic": in_topic,
        "bare_in_topic": in_topic and bare,
        "of_ours": tells_of_ours(said, context) or seeks(said, context),
    }
    grounds = {ground: 1.0 for ground, held in holds.items() if held} | {
        "need_subjects": _subjects(said),
        "told_there": told_there(said, context, matter.world),
    }
    side = matter.heeded.leaning.get(NEED, -1.0)
    if (
        outcome is Outcome.NOTHING
        and (context.seen or context.sight == Sight.QUESTION)
        and not any(unit.meanings for unit in said.need.units)
    ):
        return WayToHear("puzzled", Puzzled(said.typed), side, grounds, "nothing known in it")
    return WayToHear("need", AskNeed(needs if led is said else (led.typed,)), side, grounds)
