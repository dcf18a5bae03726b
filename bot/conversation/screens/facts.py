"""The answer to a question about a card.

The answer comes first, then the doubt, then whom to ask where the card does not tell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.facts import ABOUT
from bot.conversation.labels import label
from bot.conversation.personal import without_personal
from bot.conversation.replies import MOST_OF_A_CARD, Button, Reply
from bot.conversation.screens import parts
from bot.conversation.screens.contacts import near_first
from bot.conversation.session import Note
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.acts import AskFact
    from bot.conversation.turn import Outcome, Turn
    from knowledge.model import Card

UNANSWERED = "unanswered"  # the kind of a note: what a card could not answer


def tell(turn: Turn, act: AskFact) -> Outcome:
    """Answer a question about a card from its answers, else from its lines.

    Where neither tells, say so.
    """
    card = turn.world.collection.cards[act.fact.card]
    answers = [card.answers[i] for i in act.fact.answers]
    if not answers and not act.fact.lines and act.fact.part:
        session, replies = parts.show(act.fact.part, turn, card.id)
        return replace(session, asked=act.fact.part), replies
    told = [answer for i, answer in enumerate(answers) if i == 0 or not answer.absent]
    absent = not act.fact.lines and (not told or told[0].absent)
    unsaid = absent or act.fact.doubtful
    text = say(
        "fact",
        card=card,
        told=told,
        located=bool(card.place and told and told[0].about in ABOUT["place"]),
        doubtful=act.fact.doubtful and not absent,
        lines_told=act.fact.lines,
        absent=absent,
        contact=next(iter(near_first(card.contacts, turn)), None) if unsaid else None,
        collection=turn.world.collection,
    )
    session, replies = turn.says(
        Reply(text, (_ways(card, act.text),)), card=card.id, asked=act.fact.part
    )
    asked = without_personal(act.text, turn.world.contact_names)
    return (
        session.noting(Note(UNANSWERED, asked, card.id))
        if asked and ((absent and not answers) or act.fact.doubtful)
        else session
    ), replies


def _ways(card: Card, text: str) -> tuple[Button, ...]:
    calling = (buttons.press("contacts", label("whom_to_call"), card.id),) if card.contacts else ()
    paying = (buttons.press("helpers", label("who_can_help"), card.id),) if card.partners else ()
    search = buttons.to_need(" ".join(text.split()), label("search_this"))
    return (*calling, *paying, buttons.to_card(card.id, label("whole_card")), *search)[
        :MOST_OF_A_CARD
    ]
