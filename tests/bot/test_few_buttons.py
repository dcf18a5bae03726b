"""A reply has at most six buttons, four under an answer from a card.

Every screen that presses reach is walked, for someone new and for someone who keeps much. What is
said in the dialogues is counted as they are played: test_dialogues.py.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.data import heard
from bot.conversation.events import Commanded, Pressed, Said
from bot.conversation.session import Answered, Session
from bot.conversation.subscription import Subscription
from tests.bot.few_buttons import Seen, shown, too_many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PRESSES = 6


def full(world: World) -> Session:
    """Return the session of someone who used everything, and much of it."""
    questions = [question.id for question in world.collection.assessment.items]
    return Session(
        place="02671",
        folder=tuple(world.collection.cards)[:20],
        folder_title="Mobilité",
        folder_notes={"45": "Appeler"},
        assessment=Answered(
            {each: i % 4 for i, each in enumerate(questions[:-6])},
            {questions[0]: "À voir"},
            "2026-11-01",
        ),
        previous_assessment=Answered(dict.fromkeys(questions[:9], 0), {}, "2026-01-01"),
        subscription=Subscription(
            active=True,
            since="2026-11-01T09:00:00+00:00",
            words=tuple(f"mot {number}" for number in range(9)),
            without_words=tuple("abcdef"),
            place="02671",
            more_places=("60057", "80021", "02691"),
            kept=tuple(world.live.records)[:30],
        ),
    )


def _walked(world: World, start: Session) -> Iterator[Seen]:
    """Give every screen that presses reach, each button pressed once, where it is first met."""
    waiting: list[tuple[Commanded | Pressed, Session, int]] = [
        (Commanded(name), start, 0) for name in " ".join(heard("commands").values()).split()
    ]
    known: set[str] = set()
    while waiting:
        event, before, presses = waiting.pop(0)
        after, replies = respond(world, before, event, NOW)
        yield Seen(event.data if isinstance(event, Pressed) else event.name, after, replies)
        for button in shown(replies):
            if button.data and button.data not in known and presses < PRESSES:
                known.add(button.data)
                waiting.append((Pressed(button.data), after, presses + 1))


@pytest.mark.parametrize("who", ["new", "full"])
def test_every_screen_that_presses_reach_has_few_buttons(aided_world: World, who: str) -> None:
    start = full(aided_world) if who == "full" else Session()
    assert [told for seen in _walked(aided_world, start) if (told := too_many(seen))] == []


def test_the_label_of_a_button_that_stays_behind_may_be_typed(aided_world: World) -> None:
    """What is behind is one press and its label away; a label typed does what its button does."""
    for data in ("card:45", "help", "themes", "need:mobilité des jeunes", "q:q2", "subthemes"):
        after, replies = respond(aided_world, full(aided_world), Pressed(data), NOW)
        behind = replies[-1].behind
        assert behind
        for button in behind[::3]:
            typed = respond(aided_world, after, Said(button.label), NOW)[1]
            assert typed == respond(aided_world, after, Pressed(button.data), NOW)[1], button.label
