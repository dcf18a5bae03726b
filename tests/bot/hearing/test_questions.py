"""What people ask of the bot itself is answered.

The answers are in texts/questions.yaml, filled from the collection.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.conversation.known_acts import AskTambour
from bot.conversation.questions import questions
from bot.conversation.screens.meanings import itself
from bot.conversation.turn import Turn
from tests.bot.hearing.hearing import NOW, after, heard

if TYPE_CHECKING:
    from bot.conversation.world import World


def test_every_answer_is_filled_and_has_a_button(world: World) -> None:
    for topic, told in questions().items():
        for answer in range(len(told)):
            _, (reply,) = itself(Turn(world, after(world), NOW), AskTambour(topic, answer))
            assert reply.rows
            assert not re.search("[{}]", reply.text), reply.text


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("le message du lundi, ça coûte quelque chose ?", "following"),
        ("qui voit mes réponses au diagnostic ?", "assessment"),
        ("combien de fiches il y a dans le recueil ?", "collection"),
        ("est-ce que je peux vous parler au lieu d'écrire", "using"),
    ],
)
def test_a_question_about_the_bot_is_heard_as_one(world: World, text: str, topic: str) -> None:
    act = heard(world, text).act
    assert isinstance(act, AskTambour)
    assert act.topic == topic
