"""The question about a card in sight that a message may be.

Where it names a body, it is asked what that body has to do with the card.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.acts import AskFact
from bot.conversation.hearing.balance import ANSWERED_FROM, WANTED
from bot.conversation.hearing.body_of_a_card import body_named, names_body, of_a_body
from bot.conversation.hearing.ear import ASK
from bot.conversation.hearing.facts import (
    ABOUT,
    SHOWN_WHOLE,
    STILL_SO,
    Fact,
    fact,
    fact_of_kind,
)
from bot.conversation.hearing.forms import says_general
from bot.conversation.hearing.intent import FACTS
from bot.conversation.hearing.left_out import begins_on_it
from bot.conversation.hearing.matter import Matter, WayToHear
from bot.conversation.hearing.of_ours import seeks, tells_of_ours
from bot.conversation.hearing.of_the_card import (
    asks_of_a_body,
    asks_of_the_card,
    tells_an_age,
)
from bot.conversation.hearing.pointing import named_best
from bot.conversation.hearing.several_asked import each_asked
from bot.conversation.hearing.supposed import supposes
from bot.conversation.hearing.ways import ways, words_of
from bot.conversation.known_acts import HowFar
from matching.need import Facet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.conversation.acts import Act
    from bot.conversation.world import World
    from knowledge.model import Card
    from matching.ranking import Ranking

_MOST_CARDS = 5
_MOST_DOUBTS = 2
_PLAINLY = 0.0  # the side from which a part of a card is plainly asked
_WELL_ANSWERED = 0.6  # the score from which an answer is better than that part
_WORDS_BEFORE_A_PLACE = 3
_NAMED = 0.3  # how much less close one may be whose own words the message holds
_LOWER = 0.12  # how much closer a card must be than the one before it in a list to be asked about


def questions_about_cards(matter: Matter) -> Iterator[WayToHear]:
    """Yield the question about a card in sight that the message may be."""
    said, world, heeded = matter.said, matter.world, matter.heeded
    seen = (matter.pointed.ids or _done_there(matter) or matter.context.seen)[:_MOST_CARDS]
    cards = [world.collection.cards[each] for each in seen if each in world.collection.cards]
    if not cards:
        return
    kind, side = max(
        ((name, heeded.leaning.get(name, -1.0)) for name in FACTS), key=lambda each: each[1]
    )
    wanted = ABOUT["whom"] if tells_an_age(said) else ()
    cards = _naming_the_body(matter, cards)
    best = _asked_about(matter, cards, (*wanted, *(ABOUT[kind] if side > WANTED else ())))
    best = each_asked(said, best, world)
    card = world.collection.cards[best.card]
    if best.doubtful and supposes(said, matter.context):
        best = replace(best, answers=(), lines=(), doubtful=False)  # what is supposed is not told
    act = (
        _what_it_is(matter, card)
        or _whether_still_so(matter, card)
        or _what_was_hard(matter, card)
        or of_a_body(matter, card, best)
    )
    of_it = act is not None or (len(cards) == 1 and _asks_of_its_body(matter, card))
    grounds = _grounds(matter, best) | {"of_the_open": float(of_it)}
    if kind in SHOWN_WHOLE and side > _PLAINLY and best.score < _WELL_ANSWERED:
        act = act or AskFact(said.typed, fact_of_kind(kind, said, card))
    act = act or AskFact(said.typed, best)
    asks = f"it asks of card {best.card} what « {best.because} » asks"
    because = asks if best.because else f"a question about card {best.card}"
    yield WayToHear("ask", act, max(heeded.leaning.get(ASK, -1.0), side), grounds, because)


def _asked_about(matter: Matter, cards: Sequence[Card], wanted: Sequence[str]) -> Fact:
    """Return what answers the question of the card that it is most likely about.

    Of a list it is the first, but where another is closer, or holds a word that no other has; what
    may be asked of any card is asked of the first.
    """
    said, world = matter.said, matter.world
    if not (matter.context.card or matter.pointed.ids) and says_general(said):
        cards = cards[:1]
    ids = [card.id for card in cards]
    named = named_best(said.read, ids, world) if len(ids) > 1 else ""
    found = [fact(said, matter.heeded, card, world, wanted) for card in cards]
    bonus = [(_NAMED if card == named else 0.0) - _LOWER * i for i, card in enumerate(ids)]
    return max(zip(found, bonus, strict=True), key=lambda each: each[0].score + each[1])[0]


def _naming_the_body(matter: Matter, cards: list[Card]) -> list[Card]:
    """Return of listed cards the first that names the body asked about, where one does."""
    if matter.context.card or matter.pointed.ids:
        return cards
    return [card for card in cards if _asks_of_its_body(matter, card)][:1] or cards


def _asks_of_its_body(matter: Matter, card: Card) -> bool:
    """Tell whether a message asks of a body that a card names: "faut-il un accord de la CAF ?"."""
    named = body_named(matter) if asks_of_a_body(matter.said, matter.context) else ""
    return bool(named) and names_body(card, named, matter.world)


def _grounds(matter: Matter, best: Fact) -> dict[str, float]:
    """Return what speaks for a question about a card, or against it."""
    said, context, leads = matter.said, matter.context, ways().leads
    holds = {
        "asks": True,
        "open_card": bool(context.card),
        # "ça existe dans l'Aisne ?" looks for the like of it elsewhere
        "seen_words": bool(
            said.holds(leads["seen"]) and not (said.need.places and said.holds(leads["there_too"]))
        ),
        "on_it": begins_on_it(said),
        "ends_on_it": context.card and said.ends(leads["ends_on_it"]),
        "of_region": bool(said.holds(leads["names_region"])),
        "led_away": bool(said.holds(leads["new"])),
        "asks_question": said.is_question,
        "asks_fact": said.begins(leads["asks_fact"])
        or (context.card and said.holds(leads["asks_fact_within"])),
        "of_another_body": not context.card and _is_of_another(matter, best),
        "supposes": supposes(said, context),
        "of_the_card": asks_of_the_card(said, context),
        "asks_if": context.card and said.is_question and said.begins(leads["begins_if"]),
        "not_of_ours": tells_of_ours(said, context) or seeks(said, context),
    }
    return {name: 1.0 for name, held in holds.items() if held} | {
        "answered": best.score - ANSWERED_FROM,
        "own_subject": _elsewhere(best, matter.world, matter.ranking),
    }


def how_far(matter: Matter) -> Act | None:
    """Return how far the place of a card is from another, where a message asks that.

    "c'est loin de Laon ?" does; without a place it is the person's own.
    """
    said, context = matter.said, matter.context
    seen = [each for each in (*matter.pointed.ids, *context.seen) if _is_card(each, matter.world)]
    leads = ways().leads
    if not seen or not said.holds(leads["how_far"]) or said.holds(leads["not_far"]):
        return None
    beside = words_of("how_far") | ways().words.ignored
    if not said.need.places and not beside.issuperset(said.words):
        return None  # "à quelle distance des maisons" is told by the card
    return HowFar(seen[0], next(iter(said.need.places), context.place))


def _is_card(seen: str, world: World) -> bool:
    return seen in world.collection.cards


def _done_there(matter: Matter) -> tuple[str, ...]:
    """Return the cards of a place that a question begins with: "et à Rollot, ils en sont où ?"."""
    said, context, world = matter.said, matter.context, matter.world
    if not context.seen or not said.need.places:
        return ()
    first = next((unit.words[0] for unit in said.need.units if unit.about(Facet.PLACE)), "")
    begins = first in said.words[:_WORDS_BEFORE_A_PLACE]
    cards = world.collection.cards
    known = dict.fromkeys((*context.listed, *context.trail, *(cards if begins else ())))
    departments = world.collection.places.departments
    names = {world.place_name(each) for each in said.need.places if each not in departments}
    return tuple(
        each
        for each in known
        if each != context.card and each in cards
        if (place := cards[each].place) and place.name in names
    )[:1]


def _is_of_another(matter: Matter, best: Fact) -> bool:
    """Tell whether a message names a body that a listed card does not: "l'EPF, c'est gratuit ?"."""
    card, named = matter.world.collection.cards[best.card], body_named(matter)
    return bool(named) and not names_body(card, named, matter.world)


def _what_it_is(matter: Matter, card: Card) -> Act | None:
    """Return what a card tells of as a whole, where a message asks no more than what it is."""
    said = matter.said
    asks = said.says(ways().leads["what_is_it"], words_of("hesitates"))
    return AskFact(said.typed, fact_of_kind("summary", said, card)) if asks else None


def _whether_still_so(matter: Matter, card: Card) -> Act | None:
    """Return whether what the open card tells is still so, where a message asks that.

    "c'est toujours d'actualité ?" does; no card knows it, and each has its doubts.
    """
    said = matter.said
    leads = ways().leads
    asks = said.holds(leads["still_so"]) or (
        said.holds(leads["from_when"]) and said.holds(leads["told_things"])
    )
    if not (matter.context.card and asks):
        return None
    doubts = (i for i, answer in enumerate(card.answers) if answer.about in ABOUT["doubt"])
    return AskFact(said.typed, Fact(card.id, 1.0, tuple(doubts)[:_MOST_DOUBTS], part=STILL_SO))


def _what_was_hard(matter: Matter, card: Card) -> Act | None:
    """Return what a card tells of its difficulties, where a message asks no more than that.

    Few cards do; the others are said not to.
    """
    said = matter.said
    told = words_of("difficulties") | ways().words.ignored
    more = (unit for unit in said.need.units if unit.meanings and not told.issuperset(unit.words))
    if not matter.context.card or not said.holds(ways().leads["difficulties"]) or any(more):
        return None
    hard = (i for i, answer in enumerate(card.answers) if answer.about in ABOUT["difficulty"])
    return AskFact(said.typed, Fact(card.id, 1.0, tuple(hard)[:_MOST_DOUBTS]))


def _elsewhere(best: Fact, world: World, ranking: Ranking) -> float:
    """Return how much more of a message another card speaks of than the card in sight, 0 to 1."""
    position = world.matcher.index.ids.index(best.card)
    return max(float(ranking.coverage.max(initial=0.0)) - float(ranking.coverage[position]), 0.0)
