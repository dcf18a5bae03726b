"""Which cards a message points at: by rank, number, letter or words, several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.events import Pressed, Said
from bot.conversation.hearing.context import context_of
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.utterance import Utterance
from tests.bot.hearing.hearing import after

if TYPE_CHECKING:
    from bot.conversation.events import Event
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.world import World

LIST = (Said("mobilité jeunes"),)


def _pointed(world: World, text: str, *events: Event) -> tuple[Pointed, tuple[str, ...]]:
    context = context_of(world, after(world, *events))
    return point(Utterance(text, world.matcher.parser), context, world), context.listed


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("la 2", (1,)),
        ("la deuxième stp", (1,)),
        ("le premier", (0,)),
        ("la dernière", (2,)),
        ("1 et 3", (0, 2)),
        ("les deux premières", (0, 1)),
        ("garde les deux dernières", (1, 2)),
        ("les trois", (0, 1, 2)),
        ("pas la 3, la 2", (1,)),
    ],
)
def test_a_rank_is_that_of_the_list_in_sight(
    world: World, text: str, ranks: tuple[int, ...]
) -> None:
    pointed, listed = _pointed(world, text, *LIST)
    assert pointed.ids == tuple(listed[rank] for rank in ranks)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("la 5 et la 6", ("5", "6")),
        ("fiche 1O", ("10",)),
        ("fiche I5", ("15",)),
        ("fiche dix-sept", ("17",)),
        ("la fiche vingt et un", ("21",)),
        ("aide S", ("S",)),
        ("fiche x svp", ("X",)),
    ],
)
def test_a_number_beyond_the_list_is_that_of_a_card(
    world: World, text: str, ids: tuple[str, ...]
) -> None:
    assert _pointed(world, text, *LIST)[0].ids == ids


@pytest.mark.parametrize(
    "text", ["80 chômeurs", "un village de 300 âmes", "la première étape", "dans le 62"]
)
def test_what_is_counted_points_at_nothing(world: World, text: str) -> None:
    pointed, _ = _pointed(world, text, *LIST)
    assert (pointed.ids, pointed.missing) == ((), ())


def test_a_letter_that_is_a_word_is_no_card(world: World) -> None:
    assert _pointed(world, "l'aide à domicile")[0].ids == ()


def test_a_number_that_no_card_has_is_missing(world: World) -> None:
    pointed, _ = _pointed(world, "fiche 99", *LIST)
    assert (pointed.ids, pointed.missing, pointed.explicit) == ((), ("99",), True)


def test_the_other_is_the_card_opened_before(world: World) -> None:
    assert _pointed(world, "l'autre", *LIST, Pressed("card:45"), Pressed("card:44"))[0].ids == (
        "45",
    )
    assert _pointed(world, "les deux", *LIST, Pressed("card:45"), Pressed("card:44"))[0].ids == (
        "45",
        "44",
    )


def test_a_card_in_sight_is_meant_by_words_that_only_it_has(world: World) -> None:
    pointed, listed = _pointed(world, "celle avec les scooters", *LIST)
    assert pointed.ids
    assert pointed.ids[0] in listed
    assert "scooter" in str(world.collection.cards[pointed.ids[0]]).lower()
