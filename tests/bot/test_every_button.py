"""Every thing the collection holds is a few presses away.

Where a screen names more than it has buttons for, typing one of these names is the last press. A
button pressed long after still does something sensible.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.channels.plain import plain
from bot.conversation.core import respond
from bot.conversation.events import Commanded, Pressed, Said
from bot.conversation.session import Session
from matching.words import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.replies import Reply
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PRESSES = 4
# Screens where one arrives: what they lead to is reached from elsewhere too.
ENDS = (
    "card",
    "acronym",
    "q",
    "need",
    "export",
    "erase",
    "level",
    "contacts",
    "helpers",
    "write",
    "share",
    "alike",
    "result",
    "aid",
    "aids",
    "keepaid",
    "aidcards",
    "follow",
    "unfollow",
)


def _buttons(replies: Iterable[Reply]) -> list[str]:
    return [button.data for reply in replies for row in reply.rows for button in row if button.data]


def _named(replies: Iterable[Reply]) -> list[str]:
    """Return what the labels lead to that have no button of their own but stand in the text."""
    return [
        button.data
        for reply in replies
        for button in reply.behind
        if set(tokens(button.label)) <= set(tokens(plain(reply.text)))
    ]


@pytest.fixture(scope="module")
def reached(aided_world: World) -> dict[str, int]:
    """The buttons met by pressing from the welcome, and after how many presses each is pressed.

    Typing what a screen names counts as a press, from which one does not go on.
    """
    world = aided_world
    session, replies = respond(world, Session(), Commanded("start"), NOW)
    found: dict[str, int] = {}
    typed: dict[str, int] = {}
    waiting = [(data, session, 1) for data in _buttons(replies)]
    while waiting:
        data, before, presses = waiting.pop(0)
        if data in found or presses > PRESSES:
            continue
        found[data] = presses
        if data.partition(":")[0] not in ENDS and presses < PRESSES:
            after, replies = respond(world, before, Pressed(data), NOW)
            waiting += [(each, after, presses + 1) for each in _buttons(replies)]
            typed |= dict.fromkeys(_named(replies), presses + 1)
    return typed | found


@pytest.mark.parametrize("kind", ["card", "theme", "partner", "acronym"])
def test_everything_is_at_most_four_presses_away(
    world: World, reached: dict[str, int], kind: str
) -> None:
    collection = world.collection
    every = {
        "card": set(collection.cards),
        "theme": set(collection.themes),
        "partner": set(collection.partners),
        "acronym": {fold(acronym.acronym) for acronym in collection.acronyms},
    }[kind]
    assert every <= {data.partition(":")[2] for data in reached if data.startswith(f"{kind}:")}


def test_a_question_of_the_self_assessment_is_asked_by_its_number(
    world: World, reached: dict[str, int]
) -> None:
    assert reached["assessment"] < PRESSES
    before, replies = respond(world, Session(), Pressed("assessment"), NOW)
    assert "question 52" in plain(replies[-1].text)
    for number, question in enumerate(world.collection.assessment.items, 1):
        assert respond(world, before, Said(f"question {number}"), NOW)[0].question == question.id


def test_every_way_to_change_a_subscription_is_at_most_four_presses_away(
    world: World, reached: dict[str, int]
) -> None:
    collection = world.collection
    wanted = {f"follow:t:{theme}" for theme in collection.themes} | {
        f"follow:a:{audience}" for audience in collection.audiences
    }
    assert (
        wanted
        | {"subscribe", "subday:4", "subhour:18", "subplace:*", "follow:k:grant", "aid:at-900001"}
        <= reached.keys()
    )


def test_a_button_pressed_a_year_later_still_answers(world: World, reached: dict[str, int]) -> None:
    for data in list(reached)[::7]:
        assert respond(world, Session(), Pressed(data), NOW + timedelta(days=365))[1]


@pytest.mark.slow
def test_a_button_pressed_after_the_collection_changed_still_answers(
    small_world: World, reached: dict[str, int]
) -> None:
    for data in reached:
        assert respond(small_world, Session(), Pressed(data), NOW)[1]
