"""What a question about the open card is, by how its sentence is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.acts import Alarm, AskFact, Follow, Show
from bot.conversation.events import Pressed
from bot.conversation.hearing.of_the_card import only_tells_who, tells_an_age
from bot.conversation.hearing.utterance import Utterance
from tests.bot.hearing.hearing import heard

if TYPE_CHECKING:
    from bot.conversation.world import World


@pytest.mark.parametrize(
    ("card", "text"),
    [
        ("46", "il faut prévenir la veille ?"),
        ("17", "elles peuvent rester sans dire leur nom ?"),
        ("56", "il faut apporter son tapis ?"),
        ("F", "un souci avec la paie, ils s'y connaissent ?"),
        ("62", "on les récupère où"),
        ("61", "on fait quoi avec"),
    ],
)
def test_what_is_asked_of_those_told_of_is_not_asked_of_the_bot(
    world: World, card: str, text: str
) -> None:
    act = heard(world, text, Pressed(f"card:{card}")).act
    assert isinstance(act, AskFact)
    assert act.fact.card == card


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("vous pouvez me prévenir quand il y a du nouveau ?", Follow),
        ("vous gardez mes données ?", Show),
    ],
)
def test_what_is_asked_of_the_bot_still_is(world: World, text: str, kind: type) -> None:
    assert isinstance(heard(world, text, Pressed("card:44")).act, kind)


@pytest.mark.parametrize(
    ("text", "alarms"),
    [
        ("mon fils a 13 ans", False),
        ("un jeune de 22 ans", False),
        ("mon fils me tape dessus", True),
    ],
)
def test_who_someone_is_alarms_nobody(world: World, text: str, alarms: bool) -> None:
    assert isinstance(heard(world, text).act, Alarm) is alarms


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("ma fille a 15 ans", True),
        ("un homme de 40 ans y a droit ?", True),
        ("ça existe depuis 10 ans ?", False),
        ("ils sont 15 dans l'équipe", False),
    ],
)
def test_an_age_is_no_time(world: World, text: str, age: bool) -> None:
    said = Utterance(text, world.matcher.parser)
    assert tells_an_age(said) is age
    assert not only_tells_who(said) or age
