"""What the first digest tells someone: the aids that are open, or those of the collection."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.conversation.subscription import Subscription
from bot.digest.choose import choose_first
from bot.digest.content import Digest, Past, digest_from_json
from bot.digest.tellable import Tellable, TraitReader
from knowledge.live_aids.model import AidKind, Record
from matching.aid_index import index_aids
from matching.known_aids import live_aids
from matching.live_aids import LiveAids
from tests.bot.digest.parts import MONDAY, a_record, someone
from tests.bot.digest.test_choose import PLACE, chosen

if TYPE_CHECKING:
    from bot.conversation.world import World


def test_the_first_digest_gives_the_aids_of_the_collection_for_the_themes(world: World) -> None:
    tellable = Tellable([], TraitReader(), world.matcher, MONDAY)
    first = choose_first(
        someone(themes=("soins", "logement")), Past(), tellable, world.collection, LiveAids()
    )
    assert first is not None
    assert set(first.cards) == {"R", "S"}
    assert (
        choose_first(
            someone(themes=("alimentation",)), Past(), tellable, world.collection, LiveAids()
        )
        is None
    )
    here = choose_first(
        someone(themes=("impliquer-former",), place=PLACE),
        Past(),
        tellable,
        world.collection,
        LiveAids(),
    )
    assert here is not None
    assert "B" not in here.cards  # the desk of the Nord


def first(
    world: World, subscription: Subscription, *records: Record, told: frozenset[str] = frozenset()
) -> Digest | None:
    """Return the first digest of someone, of the open aids of a Monday."""
    known = {record.aid.id: record for record in records}
    live = live_aids(known, index_aids(known, world.matcher), world.matcher, None)
    tellable = Tellable(records, TraitReader(), world.matcher, MONDAY)
    return choose_first(subscription, Past(told=told), tellable, world.collection, live)


def days(number: int) -> date:
    return MONDAY + timedelta(days=number)


OPEN = [
    a_record(1, seen=days(-90), silent=True, themes=("mobilite",)),
    a_record(2, seen=days(-90), silent=True, themes=("mobilite",), deadline=days(40)),
    a_record(3, seen=days(-9), themes=("mobilite", "eau"), deadline=days(3), kinds=(AidKind.LOAN,)),
    a_record(
        4,
        seen=days(-90),
        themes=("logement",),
        deadline=days(2),
        places=frozenset(("59",)),
        name="Des vélos",
    ),
    a_record(5, themes=("mobilite",), deadline=days(-1)),
    a_record(6, themes=("mobilite",), closed=days(-3)),
]
FIRSTS = [
    ({}, ["at-4", "at-3", "at-2", "at-1"]),
    ({"themes": ("mobilite",)}, ["at-3", "at-2", "at-1"]),
    ({"words": ("vélo",)}, ["at-4"]),
    ({"place": PLACE}, ["at-3", "at-2", "at-1"]),
    ({"place": PLACE, "more_places": ("59",)}, ["at-4", "at-3", "at-2", "at-1"]),
    ({"kinds": ("loan",)}, ["at-3"]),
    ({"without_kinds": ("loan",)}, ["at-4", "at-2", "at-1"]),
    ({"without_themes": ("eau",)}, ["at-4", "at-2", "at-1"]),
    ({"without_words": ("vélos",)}, ["at-3", "at-2", "at-1"]),
]


@pytest.mark.parametrize(("follows", "ids"), FIRSTS)
def test_the_first_digest_holds_the_open_aids_that_match_closing_ones_first(
    world: World, follows: dict[str, Any], ids: list[str]
) -> None:
    digest = first(world, someone(**follows), *OPEN)
    assert digest is not None
    assert [item.aid for item in digest.items] == ids
    assert {item.notice for item in digest.items} == {"open"}
    assert digest.cards == ()


def test_each_aid_of_the_first_digest_has_its_reason(world: World) -> None:
    digest = first(world, someone(themes=("mobilite",), words=("vélo",)), *OPEN)
    assert digest is not None
    assert [item.reasons for item in digest.items] == [("word:vélo",), *[("theme:mobilite",)] * 3]


def test_what_the_first_digest_told_is_not_told_again(world: World) -> None:
    digest = first(
        world, someone(since=f"{MONDAY}T05:00:00+00:00"), *OPEN, a_record(7, name="Du jour même")
    )
    assert digest is not None
    assert "at-7#1" in digest.keys
    asked = someone(since=f"{MONDAY}T05:00:00+00:00")
    assert chosen(world, asked, *OPEN, a_record(7), told=frozenset(digest.keys)) is None


def test_of_twins_the_first_digest_holds_the_local_one(world: World) -> None:
    twins = (
        a_record(1, twin="x"),
        a_record(2, twin="x", places=frozenset(("02",))),
        a_record(3, twin="y"),
    )
    digest = first(world, someone(place=PLACE), *twins)
    assert digest is not None
    assert sorted(item.aid for item in digest.items) == ["at-2", "at-3"]


def test_who_subscribes_again_sees_what_is_open_and_is_told_no_key_twice(world: World) -> None:
    told = frozenset(("at-1#1", "twin:x#1"))
    digest = first(
        world, someone(), a_record(1, twin="x"), a_record(2, twin="x"), a_record(3), told=told
    )
    assert digest is not None
    assert [item.aid for item in digest.items] == ["at-1", "at-3"]
    assert set(digest.keys) == {"at-2#1", "at-3#1"}


def test_a_first_digest_keeps_thirty_aids_and_counts_the_others(world: World) -> None:
    old = [
        a_record(number, seen=days(-90), silent=True, deadline=days(number))
        for number in range(1, 41)
    ]
    digest = first(world, someone(), *old, a_record(99))
    assert digest is not None
    assert ([item.aid for item in digest.items], digest.more) == (
        [f"at-{number}" for number in range(1, 31)],
        11,
    )
    assert ("at-31#1" in digest.keys, "at-99#1" in digest.keys) == (False, True)
    assert digest_from_json(digest.to_json()) == digest


@pytest.mark.parametrize(
    "follows", [{"themes": ("soins",)}, {"themes": ("soins", "eau"), "without_themes": ("eau",)}]
)
def test_where_no_open_aid_matches_the_first_digest_holds_the_collection_s_own(
    world: World, follows: dict[str, Any]
) -> None:
    digest = first(world, someone(**follows), *OPEN)
    assert digest is not None
    assert (digest.items, "R" in digest.cards) == ((), True)
