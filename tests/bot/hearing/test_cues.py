"""Cues: sorts of words that together tell what a message asks, whatever stands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.data import heard as data
from bot.conversation.events import Said
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import AskTambour
from bot.conversation.questions import questions
from tests.bot.hearing.hearing import heard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.world import World


def _every_cue() -> Iterator[str]:
    yield from (cue for kind in ways().kinds.values() for cue in kind.cues)
    yield from (cue for told in questions().values() for each in told for cue in each.cues)


def test_cues_name_sorts_of_words_that_there_are() -> None:
    words = (word for cue in _every_cue() for word in cue.split() if word[0] not in "@+!")
    assert {word.lstrip("-") for word in words} <= {*data("cues"), "a_place"}


@pytest.mark.parametrize(
    ("text", "topic", "says"),
    [
        ("dites, ma dgs elle pourra relire ce que je tape là ?", "privacy", "ni la préfecture"),
        ("au bout de combien de mois vous effacez nos échanges", "privacy", "quelques jours"),
        ("l'outil, il faudra que la mairie paye un jour ?", "using", "gratuit"),
        ("ça t'arrive jamais de te tromper toi", "collection", "mal comprendre"),
        ("c'est quelle boite qui a développé votre truc", "using", "Qui fait tourner"),
    ],
)
def test_words_between_and_around_do_not_hide_a_cue(
    world: World, text: str, topic: str, says: str
) -> None:
    act = heard(world, text).act
    assert isinstance(act, AskTambour)
    assert act.topic == topic
    assert says in questions()[topic][act.answer].says


@pytest.mark.parametrize(
    "text", ["qui garde les enfants le mercredi", "une appli pour le covoiturage des jeunes"]
)
def test_a_subject_of_its_own_makes_a_need(world: World, text: str) -> None:
    assert heard(world, text).kind == "need"


def test_what_a_card_in_sight_answers_is_asked_of_it(world: World) -> None:
    assert heard(world, "qui a créé ça ?", Said("fiche 45")).kind == "ask"


def test_a_topic_just_told_of_is_asked_more(world: World) -> None:
    told = heard(world, "et jusqu'à quand vous gardez", Said("qui lit mes messages ?")).act
    assert isinstance(told, AskTambour)
    assert "400 jours" in questions()["privacy"][told.answer].says
