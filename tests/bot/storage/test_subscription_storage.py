"""A subscription is stored and read back; those of older versions are read.

One that can match nothing says so.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.subscription import Subscription, subscription_from_json

words = st.lists(st.text(max_size=9), max_size=3).map(tuple)


@given(
    st.builds(
        Subscription,
        themes=words,
        more_places=words,
        without_themes=words,
        without_words=words,
        without_kinds=words,
        kept=words,
    )
)
def test_what_is_stored_is_read_back(subscription: Subscription) -> None:
    assert subscription_from_json(subscription.to_json()) == subscription


OLD = [
    ('{"active": true, "themes": ["eau"], "place": "02691"}',
     Subscription(active=True, themes=("eau",), place="02691")),
    ('{"active": true, "day": 3, "hour": 18, "since": "2026-01-01T00:00:00+00:00"}',
     Subscription(active=True, day=3, hour=18, since="2026-01-01T00:00:00+00:00")),
    ('{"kept": ["at-1"], "avenir": 1}', Subscription(kept=("at-1",))),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "subscription"), OLD)
def test_a_subscription_of_an_older_version_is_read(
    stored: str, subscription: Subscription
) -> None:
    assert subscription_from_json(stored) == subscription


def test_an_older_version_reads_what_it_knows_of_a_newer_one() -> None:
    written = json.loads(
        Subscription(place="59", more_places=("02",), without_kinds=("loan",)).to_json()
    )
    assert (written["place"], written["kinds"]) == ("59", [])


PLACES = [
    ({}, ()),
    ({"place": "59"}, ("59",)),
    ({"place": "59", "more_places": ("02", "59", "")}, ("59", "02")),
    ({"more_places": ("02", "62")}, ("02", "62")),
]


@pytest.mark.parametrize(("follows", "places"), PLACES)
def test_the_places_of_a_subscription_are_each_there_once(
    follows: dict[str, tuple[str, ...]], places: tuple[str, ...]
) -> None:
    assert Subscription(**follows).places == places  # type: ignore[arg-type]


NOTHING = [
    ({}, False),
    ({"themes": ("eau",), "without_themes": ("eau",)}, True),
    ({"themes": ("eau", "soins"), "without_themes": ("eau",)}, False),
    ({"themes": ("eau",), "audiences": ("jeunes",), "without_themes": ("eau",)}, False),
    ({"words": ("vélo",), "without_words": ("Vélo",)}, True),
    ({"words": ("vélo électrique",), "without_words": ("vélo",)}, True),
    ({"words": ("vélo",), "without_words": ("vélo électrique",)}, False),
    ({"kinds": ("loan",), "without_kinds": ("loan",)}, True),
    ({"kinds": ("loan", "grant"), "without_kinds": ("loan",)}, False),
    ({"without_kinds": ("grant", "loan", "engineering", "other")}, True),
    ({"without_kinds": ("grant", "loan", "engineering")}, False),
]


@pytest.mark.parametrize(("follows", "nothing"), NOTHING)
def test_what_can_match_nothing_is_known_at_once(
    follows: dict[str, tuple[str, ...]], nothing: bool
) -> None:
    assert Subscription(**follows).follows_nothing is nothing  # type: ignore[arg-type]
