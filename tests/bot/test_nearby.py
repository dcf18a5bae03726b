"""What was done near the person's place, the nearest first, and why each is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.screens.nearby import nearest
from bot.conversation.session import Session

if TYPE_CHECKING:
    from bot.conversation.turn import Outcome
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
VERVINS = Session(place="02789")


def _after(world: World, session: Session, *events: Event) -> Outcome:
    outcome: Outcome = (session, ())
    for event in events:
        outcome = respond(world, outcome[0], event, NOW)
    return outcome


@pytest.mark.parametrize(
    "event",
    [
        Pressed("nearby"),
        Commanded("proximite"),
        Said("près de chez moi"),
        Said("Autour de moi ?"),
        Said("à côté de chez moi"),
    ],
)
def test_what_is_near_is_listed_and_offered(world: World, event: Event) -> None:
    session, (reply,) = _after(world, VERVINS, event)
    assert reply.text.startswith("<b>Ce qui s’est fait autour de vous</b> (Vervins)")
    assert "Pourquoi\u202f: dans votre intercommunalité" in reply.text
    assert len(session.offered) == 15
    assert [button.data for button in reply.rows[0]] == [
        f"card:{card}" for card in session.offered[:3]
    ]


def test_the_place_is_asked_where_it_is_unknown(world: World) -> None:
    assert _after(world, Session(place="disparu"), Pressed("nearby"))[0].waiting == "place"


@pytest.mark.parametrize(
    ("place", "reasons"),
    [
        (
            "62710",
            [
                "dans votre commune",
                "dans votre intercommunalité",
                "à ",
                "dans votre département, Pas-de-Calais",
            ],
        ),
        (
            "02789",
            [
                "dans votre intercommunalité",
                "sur votre territoire, Thiérache",
                "à ",
                "dans votre département, Aisne",
            ],
        ),
        (
            "240200444",
            ["dans votre intercommunalité", "sur votre territoire", "à ", "dans votre département"],
        ),
        (
            "Thiérache",
            [
                "sur votre territoire, Thiérache",
                "dans votre département, Aisne",
                "dans votre département, Nord",
            ],
        ),
        ("59", ["dans votre département, Nord"]),
    ],
)
def test_the_nearest_come_first_and_say_why(world: World, place: str, reasons: list[str]) -> None:
    said = [match.reasons[0] for match in nearest(world, place)]
    order = [
        next(i for i, reason in enumerate(reasons) if each.startswith(reason)) for each in said
    ]
    assert order == sorted(order)
    assert set(order) == set(range(len(reasons)))


def test_what_was_done_beyond_comes_by_distance(world: World) -> None:
    said = [match.reasons[0].split() for match in nearest(world, "62710")]
    far = [int(words[1]) for words in said if words[0] == "à"]
    assert len(far) > 1
    assert far == sorted(far)


def test_a_place_of_like_size_says_so_with_both_sizes(world: World) -> None:
    assert any(
        (
            "à peu près la même taille que votre intercommunalité (25\u202f949 et 25\u202f752 "
            "habitants)"
        )
        in match.reasons
        for match in nearest(world, "02789")
    )


@pytest.mark.slow
def test_every_place_has_something_near(world: World) -> None:
    places = world.collection.places
    for code in [
        *places.departments,
        *places.epcis,
        *(area.name for area in places.areas),
        *list(places.communes)[::97],
    ]:
        near = nearest(world, code)
        assert 0 < len(near) <= 15
        assert all(
            match.reasons and world.collection.cards[match.id].kind == "practice" for match in near
        )


def test_the_pages_go_on_and_a_page_that_is_gone_is_the_first(world: World) -> None:
    session, (reply,) = _after(world, VERVINS, Pressed("nearby:4"))
    assert "13 à 15 sur 15" in reply.text
    assert session.shown == 15
    assert "1 à 3 sur 15" in _after(world, VERVINS, Pressed("nearby:9999"))[1][0].text
    assert "1 à 3 sur 15" in _after(world, VERVINS, Pressed("nearby:x"))[1][0].text


def test_a_card_is_opened_by_its_number(world: World) -> None:
    session, _ = _after(world, VERVINS, Pressed("nearby:1"))
    assert _after(world, session, Said("la 2"))[0].card == session.offered[4]


def test_near_me_said_after_a_need_refines_it(world: World) -> None:
    session, (reply,) = _after(world, VERVINS, Said("mobilité jeunes"), Said("près de chez moi"))
    assert session.need == "mobilité jeunes"
    assert "Vervins" in reply.text
    assert "Ce qui s’est fait" not in reply.text
