"""What questions and answers teach: a question finds its answer by words that others had."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.conversation.acts import AskFact
from bot.conversation.events import Pressed
from bot.conversation.hearing.kinship import TaughtAnswer, learn
from tests.bot.hearing.hearing import heard

if TYPE_CHECKING:
    from bot.conversation.hearing.kinship import Kinship
    from bot.conversation.world import World

COST, SINCE = ["ne", "dit", "pas", "le", "prix", "du", "{}"], ["le", "{}", "date", "de", "mars"]


def _told(thing: str) -> list[TaughtAnswer]:
    asked = ("ça douille combien", "ça douille ou pas", "ça douille pour nous", "et ça douille")
    since = ("ils démarrent quand", "ça démarre quand", "quand ça démarre", "et quand donc")
    return [
        TaughtAnswer([each.split() for each in asked], [w.format(thing) for w in COST], "cost"),
        TaughtAnswer([each.split() for each in since], [w.format(thing) for w in SINCE], "since"),
    ]


@pytest.fixture(scope="module")
def learnt() -> Kinship:
    cards = {thing: _told(thing) for thing in ("car", "four", "bus")}
    bare = [each._replace(asked=[["le", "four"]]) for each in _told("train")]
    return learn(cards | {"train": bare})


def test_a_question_is_akin_to_the_answer_that_others_gave_to_such(learnt: Kinship) -> None:
    cost, since = learnt.to("train", learnt.place(["ça", "douille", "là-bas"]))
    assert cost > since
    cost, since = learnt.to("train", learnt.place(["quand", "démarrent"]))
    assert since > cost


def test_words_that_nobody_used_are_akin_to_nothing(learnt: Kinship) -> None:
    assert not learnt.to("train", learnt.place(["xylophone"])).any()
    assert not learnt.place([]).any()


def test_the_same_sentences_teach_the_same() -> None:
    cards = {thing: _told(thing) for thing in ("car", "four")}
    assert np.array_equal(learn(cards).asking, learn(cards).asking)


def test_a_collection_without_answers_teaches_nothing() -> None:
    assert not learn({}).place(["quand"]).any()


@pytest.mark.parametrize(
    ("card", "text", "about"),
    [
        ("60", "un bon vaut combien", "number"),
        ("46", "faut s'y prendre combien de temps avant", "condition"),
        ("28", "les profs ont été formés combien d'heures", "duration"),
        ("14", "un poste est pris en charge combien d'années", "duration"),
        ("44", "ils prêtent des voitures depuis quelle année", "since"),
    ],
)
def test_what_is_asked_in_other_words_is_answered(
    world: World, card: str, text: str, about: str
) -> None:
    act = heard(world, text, Pressed(f"card:{card}")).act
    assert isinstance(act, AskFact)
    assert world.collection.cards[card].answers[act.fact.answers[0]].about == about
