"""The ways in which a message may be heard in its context.

Each has the grounds that speak for it or against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import (
    AskInstead,
    AskNeed,
    Correct,
    OfSeen,
    Puzzled,
    TellPlace,
)
from bot.conversation.hearing.aids_said import goes_on_with_aids
from bot.conversation.hearing.asked_of_cards import (
    goes_on_with_payers,
    how_far,
    questions_about_cards,
)
from bot.conversation.hearing.balance import BESIDE, LEAST_OF_A_CUE, OUTSIDE
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.corrections import correction, is_for_others
from bot.conversation.hearing.ear import NEED, REGION, TAMBOUR
from bot.conversation.hearing.folder_said import done_to_cards
from bot.conversation.hearing.intent import act_of
from bot.conversation.hearing.matter import TOPICS, Matter, WayToHear
from bot.conversation.hearing.moving import moved, tells_place
from bot.conversation.hearing.needs import needs_in
from bot.conversation.hearing.place_said import moved_home, own_place, place_called, tells_a_size
from bot.conversation.hearing.pointed import Pointed
from bot.conversation.hearing.region_said import of_region_told
from bot.conversation.hearing.ways import ways
from bot.conversation.hearing.wishes import wishes
from bot.conversation.known_acts import AskTambour
from matching.need import Facet
from matching.verdict import Outcome
from matching.words import fold, stem

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
    yield from _change(matter)
    yield _need(matter)


def _cued(matter: Matter) -> Iterator[WayToHear]:
    """Yield what the sorts of words in a message together tell that it asks."""
    cue = matter.cue
    if cue is None:
        return
    itself = cue.answer >= 0
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
    return (
        len(pointed.ids) == 1
        and not pointed.explicit
        and not known.one_of.isdisjoint(matter.said.words)
        and all(word in aside for word in pointed.rest)
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


def _change(matter: Matter) -> Iterator[WayToHear]:
    """Yield how a message changes the last need, or tells where someone is."""
    said, context = matter.said, matter.context
    if home := moved_home(said, context):
        yield WayToHear(
            "place_change", home, 0.0, {"tells_place": 1.0}, "another place of one's own"
        )
    act = moved(said, context, _named_of_the_card(matter))
    beside = matter.heeded.leaning.get(OUTSIDE, -1.0) > BESIDE or matter.pointed.ids
    if act is not None and not beside and not _asks_a_fact(matter):
        stays = context.card and not said.holds(ways().leads["there_too"])
        ground = "moved_from_a_card" if stays else "moved"
        yield WayToHear("place", act, 0.0, {ground: 1.0}, "the last need, for another place")
    elif goes_on_with_aids(said, context, matter.world):
        aids = act_of("aids", said, context, matter.world, matter.pointed)
        if aids is not None:
            yield WayToHear("aids", aids, 0.0, {"moved": 1.0}, "aids for another subject")
    elif told := own_place(matter.said, matter.context, matter.world, matter.pointed):
        yield WayToHear("place_set", told, 0.0, {"tells_place": 1.0}, "someone says where they are")
    elif unknown := place_called(said):
        yield WayToHear(
            "place_set", unknown, 0.0, {"moved": 1.0}, "a place of one's own that is not known"
        )
    elif not context.need and not context.card and tells_place(said):
        told = TellPlace(said.typed, sure=False)
        yield WayToHear(
            "place_set", told, 0.0, {"tells_place": 1.0}, "someone tells where they are"
        )
    elif _is_unsure_place_alone(matter):
        told = TellPlace(said.typed, sure=False)
        ground = "tells_place" if said.need.places else "place_alone"
        yield WayToHear("place_set", told, 0.0, {ground: 1.0}, "a name of several places")
    elif _is_place_alone(matter):
        yield WayToHear(
            "place", AskNeed((said.typed,)), 0.0, {"place_alone": 1.0}, "a place and nothing else"
        )
    elif (corrected := correction(said, context)) is not None:
        first = not context.need and any(unit.meanings for unit in said.need.units)
        named = isinstance(corrected, AskInstead) and (corrected.named or first)
        instead = isinstance(corrected, AskNeed) and corrected.texts != (said.typed,)
        changed = isinstance(corrected, Correct) and (corrected.gone or is_for_others(said))
        leaves_out = bool(named or instead or changed)
        ground = "leaves_out" if leaves_out else "corrects"
        yield WayToHear("correct", corrected, 0.0, {ground: 1.0}, "a correction of the last need")


def _asks_a_fact(matter: Matter) -> bool:
    """Tell whether a place is named in a question about the open card.

    "et pour aller à Abbeville, c'est tous les jours ?" is one.
    """
    return bool(matter.context.card and matter.said.holds(ways().leads["of_facts"]))


def _named_of_the_card(matter: Matter) -> frozenset[str]:
    """Return the words that name the open card's subject where the same is sought elsewhere.

    "y en a aussi dans l'Oise, des colocs comme ça ?" has "colocs".
    """
    said, context = matter.said, matter.context
    if not context.card or not said.holds(ways().leads["there_too"]):
        return frozenset()
    of_card = matter.world.ear.card_words.get(context.card, {})
    named = (word for unit in said.need.units for word in unit.words)
    return frozenset(word for word in named if stem(word) in of_card)


def _is_place_alone(matter: Matter) -> bool:
    """Tell whether a message is a place, or a place and a subject, and begins afresh.

    It does where nothing was asked before.
    """
    said, context = matter.said, matter.context
    if not said.need.places or context.need or context.card or context.sight in TOPICS:
        return False
    leads = ways().leads
    return not said.holds(
        (*leads["speaker"], *leads["own_place"], *leads["place_told"])
    ) and is_bare(said)


def _is_unsure_place_alone(matter: Matter) -> bool:
    """Tell whether a message is but what several names begin with, or a town of another region."""
    said, context = matter.said, matter.context
    if context.need or context.card or context.sight or not said.typed[:1].isupper():
        return False
    if len(said.need.units) == 1 and len(said.need.units[0].about(Facet.PLACE)) > 1:
        return is_bare(said)
    if said.need.places or any(unit.meanings for unit in said.need.units):
        return False
    afar = bool(said.need.elsewhere) and not said.need.units
    return (afar and is_bare(said)) or matter.world.place_finder.is_name(said.typed)


def _need(matter: Matter) -> WayToHear:
    """Return the need that the message may be.

    One about what is in sight that finds nothing is only puzzling.
    """
    said, context, outcome = matter.said, matter.context, matter.ranking.outcome
    asks = context.seen and said.begins(ways().leads["asks_fact"])
    bare, in_topic = is_bare(said) and not asks, context.sight in TOPICS
    holds = {
        "needs": True,
        "found": outcome is Outcome.FOUND,
        "nothing": outcome is Outcome.NOTHING,
        "first": not context.seen and not in_topic,
        "beside_card": bool(context.card),
        "question": said.is_question,
        "bare": bare,
        "led_to": bool(said.holds(ways().leads["new"])),
        "in_topic": in_topic,
        "bare_in_topic": in_topic and bare,
    }
    grounds = {ground: 1.0 for ground, held in holds.items() if held} | {
        "need_subjects": _subjects(said)
    }
    side = matter.heeded.leaning.get(NEED, -1.0)
    if (
        outcome is Outcome.NOTHING
        and (context.seen or context.sight == Sight.QUESTION)
        and not any(unit.meanings for unit in said.need.units)
    ):
        return WayToHear("puzzled", Puzzled(said.typed), side, grounds, "nothing known in it")
    return WayToHear("need", AskNeed(needs_in(said, matter.world)), side, grounds)


def is_bare(said: Utterance) -> bool:
    """Tell whether a message is only subjects, audiences and places, and not only an audience."""
    meant = {word for unit in said.need.units if unit.meanings for word in unit.words}
    subjects = [
        unit for unit in said.need.subject if unit.meanings and not unit.about(Facet.AUDIENCE)
    ]
    aside = ways().words.ignored | set(ways().leads["wanting"])
    others = [word for word in said.read if word not in meant and word not in aside]
    return bool(subjects or said.need.places) and not any(
        fold(name) not in " ".join(said.need.elsewhere).lower() for name in others
    )
