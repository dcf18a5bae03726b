"""The last need's cards told otherwise.

They are told by how far they are, by département, by what they cost, or as the need before it had
them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens import answer, corrected, place
from bot.conversation.screens.answering import answering
from bot.conversation.texts import say
from knowledge.distances import kilometres, point_of
from matching.matcher import Match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.need_acts import AddToNeed, AskFormer, TellCosts, WhereDone, Within
    from bot.conversation.turn import Outcome, Turn
    from knowledge.model import Answer

_COST = "cost"
_MOST_COSTS = 4


def within(turn: Turn, act: Within) -> Outcome:
    """List the need's cards by distance from a place; ask for it where none is known."""
    world = turn.world
    here = point_of(act.place, world.collection.places) if act.place else None
    if here is None:
        return place.ask(turn)
    away = {
        card.id: round(kilometres(here, world.points_of_cards[card.id]))
        for card in answering(turn)
        if card.id in world.points_of_cards
    }
    nearest = sorted(away, key=lambda each: away[each])
    found = [each for each in nearest if away[each] <= act.kilometres] or nearest
    inside = sum(away[each] <= act.kilometres for each in nearest)
    head = say(
        "within",
        name=world.place_name(act.place),
        kilometres=act.kilometres,
        inside=inside,
        nearest=away[nearest[0]] if nearest else None,
        need=corrected.in_words(turn),
    )
    far = [Match(each, 0.0, (label("kilometres_from", kilometres=away[each]),)) for each in found]
    return _listed(turn, head, far)


def where_done(turn: Turn, _: WhereDone) -> Outcome:
    """Say in which départements the need's cards were done, the most of them first."""
    departments = turn.world.collection.places.departments
    cards = [card for card in answering(turn) if card.kind == "practice"]
    by_department = {
        each.name: [card.id for card in cards if card.place and code in card.place.departments]
        for code, each in departments.items()
    }
    done = {name: ids for name, ids in by_department.items() if ids}
    head = say(
        "where_done",
        done=sorted(done.items(), key=lambda each: -len(each[1])),
        nowhere=[name for name in by_department if name not in done],
        need=corrected.in_words(turn),
    )
    doors = (buttons.press("again", label("back_to_list")), buttons.THEMES)
    return turn.says(Reply(head, (doors,)))


def costs(turn: Turn, _: TellCosts) -> Outcome:
    """Say what the need's cards tell of their costs, and that most tell nothing of them."""
    told = [
        (card, fact.says)
        for card in answering(turn)
        if (fact := next(filter(_tells_a_cost, card.answers), None))
    ]
    shown = told[:_MOST_COSTS]
    opening = tuple(buttons.to_card(card.id, label("a_card", id=card.id)) for card, _ in shown)
    text = say("costs_told", costs=shown, need=corrected.in_words(turn))
    rows = ((*opening, buttons.press("again", label("back_to_list"))),)
    return turn.says(Reply(text, rows), card="")


def _tells_a_cost(fact: Answer) -> bool:
    return fact.about == _COST and not fact.absent


def former(turn: Turn, act: AskFormer) -> Outcome:
    """Answer again what was asked before the last need, or the need as it was first asked."""
    before = turn.session.former
    if act.first:
        session = replace(turn.session, dropped=(), added=())
        return place.answer_again(replace(turn, session=session))
    if before is None:
        return answer.again(turn)
    session = replace(
        turn.session,
        need=before.need,
        dropped=before.dropped,
        added=before.added,
        aids=before.aids,
    )
    return place.answer_again(replace(turn, session=session))


def add(turn: Turn, act: AddToNeed) -> Outcome:
    """Answer the need with what a few words add; where no card speaks of that, say so."""
    units = turn.world.matcher.parser.parse(act.text).units
    roots = {root for unit in units for root in unit.stems}
    words, cards = turn.world.ear.card_words, answering(turn)
    spoken = any(roots & words.get(card.id, {}).keys() for card in cards)
    if spoken or any(unit.meanings for unit in units):
        return corrected.ask(turn, corrected.adding(act.text))
    session, replies = place.answer_again(turn)
    return session, (Reply(say("added_unknown", said=" ".join(act.text.split()))), *replies)


def _listed(turn: Turn, head: str, matches: Sequence[Match]) -> Outcome:
    """List cards, each with why it stands where it does, under a sentence."""
    if not matches:
        return turn.says(Reply(head, ((buttons.THEMES,),)))
    cards = [(turn.world.collection.cards[match.id], match) for match in matches]
    text = answer.in_lines(turn.world, cards)
    opening = tuple(
        buttons.to_card(card.id, label("open_number", number=i))
        for i, (card, _) in enumerate(cards[: answer.SHOWN], 1)
    )
    more = [card.id for card, _ in cards[answer.SHOWN :]]
    ways = (*((buttons.to_list(more, label("next_ones")),) if more else ()), buttons.THEMES)
    ids = tuple(match.id for match in matches)
    reply = Reply(f"{head}\n\n{text}", (opening, ways))
    return turn.says(reply, offered=ids, shown=answer.SHOWN, card="")
