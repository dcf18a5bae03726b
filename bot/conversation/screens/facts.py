"""The answer to a question about a card.

The answer comes first, then the doubt, then whom to ask where the card does not tell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.facts import ABOUT, STILL_SO
from bot.conversation.labels import label
from bot.conversation.personal import without_personal
from bot.conversation.replies import MOST_OF_A_CARD, Button, Reply
from bot.conversation.screens import parts
from bot.conversation.screens.contacts import lacks_phone, near_first
from bot.conversation.session import Note
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.acts import AskFact
    from bot.conversation.known_acts import TellBody
    from bot.conversation.turn import Outcome, Turn
    from knowledge.model import Card

UNANSWERED = "unanswered"  # the kind of a note: what a card could not answer
_MOST_NAMED = 6  # bodies
_PLACE = "place"  # the part that answers "c'est où ?"


def tell(turn: Turn, act: AskFact) -> Outcome:
    """Answer a question about a card from its answers, else from its lines.

    Where neither tells, say so.
    """
    card = turn.world.collection.cards[act.fact.card]
    answers = [card.answers[i] for i in act.fact.answers]
    still_so = act.fact.part == STILL_SO
    if not answers and not act.fact.lines and act.fact.part and not still_so:
        session, replies = parts.show(act.fact.part, turn, card.id)
        return replace(session, asked=act.fact.part), replies
    doubtful = act.fact.doubtful
    told = [answer for i, answer in enumerate(answers) if i == 0 or not answer.absent]
    absent = not act.fact.lines and (not answers or answers[0].absent)
    unanswered = act.fact.unanswered
    unsaid = bool(absent or doubtful or still_so or unanswered)
    of_contact = bool(answers and answers[0].about in ABOUT["contact"])
    of_place = bool(card.place and answers and answers[0].about in ABOUT["place"])
    text = say(
        "fact",
        card=card,
        told=told,
        located=of_place and not doubtful,
        place_first=act.fact.part == _PLACE,
        no_phone=of_contact and lacks_phone(turn, act.text, (*card.contacts, *card.partners)),
        doubtful=doubtful,
        lines_told=act.fact.lines,
        absent=absent,
        still_so=still_so,
        unanswered=unanswered,
        contact=next(iter(near_first(card.contacts, turn)), None) if unsaid else None,
        collection=turn.world.collection,
    )
    session, replies = turn.says(
        Reply(text, (_ways(card, act.text),)), card=card.id, asked=act.fact.part
    )
    asked = without_personal(act.text, turn.world.contact_names)
    return (
        session.noting(Note(UNANSWERED, asked, card.id))
        if asked and not still_so and ((absent and not answers) or doubtful)
        else session
    ), replies


def tell_of_body(turn: Turn, act: TellBody) -> Outcome:
    """Say what a body does for what a card tells of, or that the card does not name it."""
    collection = turn.world.collection
    card, body = collection.cards[act.card], collection.partners[act.body]
    part = next((each for each in card.partners if each.id == act.body), None)
    services = [
        each for each in card.partners if collection.partners[each.id].service_of == act.body
    ]
    others = [collection.partners[each.id].name for each in card.partners][:_MOST_NAMED]
    text = say(
        "body_here",
        card=card,
        body=body,
        part=part,
        services=services,
        others=others,
        collection=collection,
    )
    about = buttons.press("partner", label("what_it_does"), act.body)
    reply = Reply(text, (_ways(card, act.text, about),))
    return turn.says(reply, card=card.id, asked="payment")


def _ways(card: Card, text: str, *before: Button) -> tuple[Button, ...]:
    calling = (buttons.press("contacts", label("whom_to_call"), card.id),) if card.contacts else ()
    paying = (buttons.press("helpers", label("who_can_help"), card.id),) if card.partners else ()
    search = buttons.to_need(" ".join(text.split()), label("search_this"))
    return (*before, *calling, *paying, buttons.to_card(card.id, label("whole_card")), *search)[
        :MOST_OF_A_CARD
    ]
