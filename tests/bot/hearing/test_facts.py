"""Questions about the card in sight.

An answer of the card is given, what it lacks is said, and the card stays in sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.acts import AskFact
from bot.conversation.core import respond
from bot.conversation.events import Pressed, Said
from bot.conversation.hearing.facts import Fact
from bot.conversation.screens.facts import tell
from bot.conversation.turn import Turn
from tests.bot.hearing.hearing import NOW, after, heard

if TYPE_CHECKING:
    from bot.conversation.world import World

CARD = (Said("mobilité jeunes"), Pressed("card:45"))


@pytest.mark.parametrize(
    "text", ["combien ça coûte ?", "ils ont combien de scooters ?", "c'est ouvert à qui ?"]
)
def test_a_question_about_the_card_in_sight_is_answered_from_it(world: World, text: str) -> None:
    act = heard(world, text, *CARD).act
    assert isinstance(act, AskFact)
    assert act.fact.card == "45"
    session, (reply, *_) = respond(world, after(world, *CARD), Said(text), NOW)
    assert session.card == "45"
    assert "J’ai compris" not in reply.text


def test_every_answer_of_a_card_is_said_when_its_own_question_is_asked(world: World) -> None:
    card, session = world.collection.cards["45"], after(world, *CARD)
    given = 0
    for answer in card.answers:
        _, replies = respond(world, session, Said(answer.asked[0]), NOW)
        given += any(
            " ".join(answer.says.split())[:20].replace("'", "’") in reply.text for reply in replies
        )
    assert given / len(card.answers) >= 0.6


def test_what_a_card_does_not_tell_is_said_and_noted_for_the_curator(world: World) -> None:
    turn = Turn(world, after(world, *CARD), NOW)
    session, (reply,) = tell(turn, AskFact("la couleur des casques ?", Fact("45", 0.1)))
    assert [(note.kind, note.text, note.card) for note in session.notes] == [
        ("unanswered", "la couleur des casques ?", "45")
    ]
    assert "ne le dit pas" in reply.text


def test_where_no_answer_is_written_the_closest_lines_are_given(world: World) -> None:
    line = world.collection.cards["45"].steps[0]
    _, (reply,) = tell(
        Turn(world, after(world, *CARD), NOW), AskFact("?", Fact("45", 0.5, lines=(line,)))
    )
    assert line[:15].replace("'", "’") in reply.text
