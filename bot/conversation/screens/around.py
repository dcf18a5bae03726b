"""What else was done where a card was done.

It is in the same place, its intercommunality, its département, the nearest first.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.context import SIZE
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens import answer, corrected, place
from bot.conversation.screens.answering import answering
from bot.conversation.screens.card import open_card
from bot.conversation.texts import say
from knowledge.place_labels import population

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.acts import Around, OfSize
    from bot.conversation.known_acts import Overview
    from bot.conversation.turn import Outcome, Turn
    from knowledge.model import Card

COMMUNE = "commune"
_LARGEST_VILLAGE = 10_000  # inhabitants under which a place is compared with communes
_SMALL = 500  # inhabitants of a small village
_MUCH_LARGER = 4.0  # how many times more or fewer inhabitants are too many to be of like size


def show(turn: Turn, act: Around) -> Outcome:
    """List the other cards of a card's place; where there is none, those of its département."""
    card = turn.world.collection.cards.get(act.card)
    if card is None or card.place is None:
        return open_card(turn, act.card)
    found = neighbours(turn, card)
    return listed(turn, found, say("around", card=card, count=len(found)))


def show_place(turn: Turn, act: Overview) -> Outcome:
    """List what was done in a place, the nearest first."""
    from bot.conversation.screens import nearby

    return nearby.show(turn, f":{act.place}")


def show_size(turn: Turn, act: OfSize) -> Outcome:
    """List the practices of places of like size, the closest in size first.

    A place is compared with those of its kind: a commune with communes. They are those of the last
    need where one is in sight; where none of them is of like size, that is said.
    """
    collection = turn.world.collection
    card = collection.cards.get(act.card)
    code = turn.session.place
    size = act.inhabitants or (card.place.population if card and card.place else 0) or 0
    size = size or (population(code, collection.places) if code else 0)
    if act.small:
        size = _SMALL
    if not size:
        return place.ask(turn)
    of_need = answering(turn) if turn.session.need and not card else []
    every = [each for each in of_need or collection.cards.values() if each.id != act.card]
    unlike = _unlike(every, size, small=act.small)
    alike = [each for each in unlike if unlike[each] < math.log(_MUCH_LARGER)]
    found = alike or list(unlike)[:1]
    if of_need and not alike:
        found = list(_unlike(every, size, small=True, of_any_kind=True))
    head = say(
        "same_size",
        inhabitants=size,
        small=act.small,
        need=corrected.in_words(turn) if of_need else "",
        alike=bool(alike),
        count=len(found),
    )
    session, replies = listed(turn, [collection.cards[each] for each in found], head)
    return replace(session, asked=SIZE), replies


def _unlike(
    cards: Iterable[Card], size: int, *, small: bool, of_any_kind: bool = False
) -> dict[str, float]:
    """Return how unlike a size the places of cards are, the most alike first.

    `small`: a smaller one is not unlike it, and comes first. `of_any_kind`: communes are compared
    with intercommunalities too.
    """
    unlike = {
        each.id: (each.place.population, math.log(each.place.population / size))
        for each in cards
        if each.kind == "practice" and each.place and each.place.population
        if of_any_kind or (each.place.kind == COMMUNE) == (size < _LARGEST_VILLAGE)
    }
    if small:
        nearest = sorted(unlike, key=lambda each: unlike[each][0])
        return {each: max(unlike[each][1], 0.0) for each in nearest}
    nearest = sorted(unlike, key=lambda each: abs(unlike[each][1]))
    return {each: abs(unlike[each][1]) for each in nearest}


def neighbours(turn: Turn, card: Card) -> list[Card]:
    """Return the practices done nearest to a card's place.

    They go by how many of their places they share.
    """
    collection = turn.world.collection
    mine = turn.world.codes_of_cards[card.id]
    departments = set(card.place.departments) if card.place else set()
    towns = {*card.place.main_towns, *card.place.communes, card.place.name} if card.place else set()
    scored = []
    for other in collection.cards.values():
        if other.id == card.id or other.place is None:
            continue
        shared = mine & turn.world.codes_of_cards[other.id]
        named = towns & {*other.place.main_towns, *other.place.communes, other.place.name}
        near = 2 * len(shared - departments) + 2 * len(named) + len(shared & departments)
        if near:
            scored.append((-near, list(collection.cards).index(other.id), other))
    return [other for _, _, other in sorted(scored, key=lambda each: each[:2])]


def listed(turn: Turn, cards: list[Card], head: str) -> Outcome:
    """List cards under a sentence that says what they are."""
    if not cards:
        return turn.says(Reply(head, ((buttons.THEMES,),)))
    pairs = [(card, None) for card in cards[: answer.SHOWN]]
    text = answer.in_lines(turn.world, pairs)
    opening = tuple(
        buttons.to_card(card.id, label("open_number", number=i))
        for i, (card, _) in enumerate(pairs, 1)
    )
    more = [card.id for card in cards[answer.SHOWN :]]
    rows = (
        opening,
        (*((buttons.to_list(more, label("next_ones")),) if more else ()), buttons.THEMES),
    )
    ids = tuple(card.id for card in cards[: answer.KEPT])
    return turn.says(Reply(f"{head}\n\n{text}", rows), offered=ids, shown=answer.SHOWN, card="")
