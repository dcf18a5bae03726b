"""What is followed is chosen by presses that may be repeated.

It is kept through failures and moves, and gone once stopped.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.session import Session
from bot.conversation.subscription import Subscription, subscription_from_json

if TYPE_CHECKING:
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FOLLOWED = Subscription(
    active=True, themes=("eau",), place="80", since="2026-11-01T09:00:00+00:00", kept=("at-900001",)
)


def _after(world: World, *events: Event | str, session: Session | None = None) -> Subscription:
    session = session or Session(place="02")
    for event in events:
        session, replies = respond(
            world, session, Pressed(event) if isinstance(event, str) else event, NOW
        )
        assert replies
    return session.subscription


@pytest.mark.parametrize(
    ("pressed", "changed"),
    [
        ("follow:t:mobilite", {"themes": ("eau", "mobilite")}),
        ("unfollow:t:eau", {"themes": ()}),
        ("unfollow:t:mobilite", {}),
        ("follow:a:jeunes", {"audiences": ("jeunes",)}),
        ("follow:k:loan", {"kinds": ("loan",)}),
        ("follow:t:disparu", {}),
        ("follow:z:eau", {}),
        ("follow", {}),
        ("unfollow:w:verger", {}),
        ("subplace:02", {"place": "02"}),
        ("subplace:*", {"place": ""}),
        ("subplace:disparu", {}),
        ("follow:p:02", {"more_places": ("02",)}),
        ("follow:p:80", {}),
        ("follow:p:disparu", {}),
        ("unfollow:p:80", {"place": ""}),
        ("exclude:t:mobilite", {"without_themes": ("mobilite",)}),
        ("exclude:t:disparu", {}),
        ("exclude:a:jeunes", {}),
        ("exclude:k:loan", {"without_kinds": ("loan",)}),
        ("include:k:loan", {}),
        ("include:w:piscine", {}),
        ("subday:4", {"day": 4}),
        ("subday:9", {}),
        ("subhour:18", {"hour": 18}),
        ("subhour:3", {}),
        ("subpause", {"paused": True}),
        ("subscribe", {}),
        ("unsubscribe", {}),
        ("unsubscribe-yes:2026-11-16", {}),
        ("keepaid:at-900004", {"kept": ("at-900001", "at-900004")}),
        ("keepaid:at-900009", {}),
        ("unkeepaid:at-900001", {"kept": ()}),
    ],
)
def test_each_press_changes_what_it_says_and_twice_is_once(
    aided_world: World, pressed: str, changed: dict[str, object]
) -> None:
    session = Session(subscription=FOLLOWED)
    expected = replace(FOLLOWED, **changed)  # type: ignore[arg-type]  # mypy cannot know the fields of a table of cases
    assert _after(aided_world, pressed, session=session) == expected
    assert _after(aided_world, pressed, pressed, session=session) == expected


@pytest.mark.parametrize("pressed", ["unsubscribe-yes", "unsubscribe-yes:2026-11-23"])
def test_stopping_forgets_all_that_was_followed(aided_world: World, pressed: str) -> None:
    stopped = _after(aided_world, pressed, session=Session(subscription=FOLLOWED))
    assert not stopped.is_stored
    assert replace(stopped, since="") == Subscription()


def test_subscribing_takes_the_place_of_the_person_and_the_moment(world: World) -> None:
    subscription = _after(world, "follow:t:eau", "subscribe")
    assert subscription == Subscription(
        active=True, themes=("eau",), place="02", since="2026-11-23T09:00:00+00:00"
    )


@pytest.mark.parametrize(
    "event",
    [Said("abonne-moi aux aides sur l’eau à Péronne"), Commanded("abonnement", "l’eau à Péronne")],
)
def test_one_sentence_subscribes(world: World, event: Event) -> None:
    subscription = _after(world, event)
    assert (subscription.active, subscription.themes, subscription.place) == (
        True,
        ("eau",),
        "80620",
    )


def test_the_moment_of_the_first_subscription_stays_when_it_is_changed(world: World) -> None:
    assert (
        _after(
            world, Said("abonne-moi à la mobilité"), session=Session(subscription=FOLLOWED)
        ).since
        == FOLLOWED.since
    )


@pytest.mark.parametrize(
    ("lived", "stays"),
    [
        (Subscription(), FOLLOWED),
        (Subscription(kept=("at-2",)), replace(FOLLOWED, kept=("at-900001", "at-2"))),
        (Subscription(since="2026-11-23"), Subscription(since="2026-11-23")),
        (
            Subscription(active=True, since="x"),
            Subscription(active=True, since="x", kept=("at-900001",)),
        ),
    ],
)
def test_what_was_lived_while_the_stored_one_could_not_be_read_is_joined_to_it(
    lived: Subscription, stays: Subscription
) -> None:
    assert (
        Session(subscription=lived, seen=NOW).over(Session(subscription=FOLLOWED)).subscription
        == stays
    )


def test_a_day_of_silence_or_another_subject_leaves_it_as_it_is(world: World) -> None:
    session = Session(need="bus", subscription=FOLLOWED, seen=NOW - timedelta(days=30))
    assert _after(world, Said("autre sujet"), session=session) == FOLLOWED


@pytest.mark.parametrize("text", ["[]", "3", '{"day": "lundi"}', '{"themes": 3}'])
def test_what_is_no_subscription_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="not a subscription"):
        subscription_from_json(text)
