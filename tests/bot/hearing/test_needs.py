"""A need is heard as one, whatever was on the screen before.

The needs that people are shown give the right card first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.acts import Alarm, AskNeed, Correct
from bot.conversation.core import heard_in
from bot.conversation.events import Said
from tests.bot.hearing.hearing import after

if TYPE_CHECKING:
    from bot.conversation.world import World

EXAMPLES = {
    "mobilité des jeunes": "45",
    "nos anciens sont seuls": "42",
    "qui finance une épicerie solidaire ?": "2",
}


def test_the_needs_shown_as_examples_give_the_right_card_first(world: World) -> None:
    assert {need: after(world, Said(need)).offered[0] for need in world.examples.needs} == EXAMPLES


@pytest.mark.parametrize("before", [(), (Said("transport à la demande"),)])
@pytest.mark.parametrize(
    "need",
    [
        "garde d'enfants",  # not "garder"
        "garde d'enfants le soir",  # not "ça suffit pour ce soir"
        "garde périscolaire",
        "une garderie",
        "aide à domicile",
        "on veut pas fermer l'école",  # leaves nothing out
    ],
)
def test_a_need_is_no_wish_because_it_shares_a_word(
    world: World, before: tuple[Said, ...], need: str
) -> None:
    assert isinstance(heard_in(world, after(world, *before), Said(need)).act, AskNeed)


@pytest.mark.parametrize(
    "need",
    [
        "une aide pour les aidants",
        "une aide pour les jeunes",
        "un lieu pour les nouveaux habitants",
    ],
)
def test_a_first_need_is_neither_the_help_nor_the_weekly_message(world: World, need: str) -> None:
    assert isinstance(heard_in(world, after(world), Said(need)).act, AskNeed)


@pytest.mark.parametrize(
    "text",
    ["recette de la tarte au maroilles", "une tarte aux pommes", "poser des lattes de parquet"],
)
def test_no_blow_is_heard_in_what_is_eaten_or_laid(world: World, text: str) -> None:
    assert not isinstance(heard_in(world, after(world), Said(text)).act, Alarm)


@pytest.mark.parametrize("comma", [",", ""])
@pytest.mark.parametrize("turn", ["plutôt", "mais", "mais plutôt"])
def test_a_turn_ends_what_is_left_out_with_or_without_a_comma(
    world: World, turn: str, comma: str
) -> None:
    heard = heard_in(
        world,
        after(world, Said("mobilité jeunes")),
        Said(f"non pas le transport{comma} {turn} le logement"),
    )
    assert heard.act == Correct(("word:mobilité",), ("le logement",))
