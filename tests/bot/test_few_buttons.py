"""A reply has at most six buttons, four under an answer from a card.

Every screen that presses reach is walked, for someone new and for someone who keeps much, and so
are the dialogues. All buttons count, those that open an address or copy one too. The result of the
self-assessment, three messages that come together, has at most eight.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest

from bot.conversation.acts import AskFact, OfSeen
from bot.conversation.core import respond
from bot.conversation.data import heard
from bot.conversation.events import Commanded, Pressed, Said
from bot.conversation.screens.parts import OF_A_CARD as OF_CARDS
from bot.conversation.session import Answered, Session
from bot.conversation.subscription import Subscription
from tests.bot.test_dialogues import AIDES, FOLDER, Scene, dialogues

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.conversation.replies import Button, Reply
    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOST, OF_A_CARD, OF_THE_RESULT = 6, 4, 8
PRESSES = 6
PARTS = frozenset(("contact", "payment", *OF_CARDS))


class Seen(NamedTuple):
    """A button pressed or a text said, what came of it, and the session before it."""

    asked: str
    before: Session
    after: Session
    replies: tuple[Reply, ...]


def _shown(replies: Iterable[Reply]) -> list[Button]:
    return [button for reply in replies for row in reply.rows for button in row]


def _too_many(seen: Seen) -> str:
    """Return what a screen has too many of, "" where it has few."""
    if any(reply.attachment for reply in seen.replies) and len(seen.replies) > 1:
        counts, most = [len(_shown(seen.replies))], OF_THE_RESULT
    else:
        counts = [len(_shown([reply])) for reply in seen.replies]
        of_a_part = seen.after.act == OfSeen.__name__ and seen.after.sight in PARTS
        pressed = seen.asked.startswith(("contacts:", "helpers:"))
        of_a_card = seen.after.act == AskFact.__name__ or of_a_part or pressed
        most = OF_A_CARD if of_a_card else MOST
    return f"{max(counts)} under {seen.asked}" if max(counts, default=0) > most else ""


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
        yield Seen(event.data if isinstance(event, Pressed) else event.name, before, after, replies)
        for button in _shown(replies):
            if button.data and button.data not in known and presses < PRESSES:
                known.add(button.data)
                waiting.append((Pressed(button.data), after, presses + 1))


@pytest.mark.parametrize("who", ["new", "full"])
def test_every_screen_that_presses_reach_has_few_buttons(aided_world: World, who: str) -> None:
    start = full(aided_world) if who == "full" else Session()
    assert [told for seen in _walked(aided_world, start) if (told := _too_many(seen))] == []


@pytest.mark.parametrize("folder", [FOLDER, AIDES], ids=lambda folder: folder.name)
def test_every_reply_of_the_dialogues_has_few_buttons(
    world: World, aided_world: World, folder: Path
) -> None:
    found = []
    for told in dialogues(folder):
        scene = Scene(aided_world if folder == AIDES else world)
        for number, line in told.lines:
            before = scene.session
            scene.play(line[0], line[1:].strip())
            seen = Seen(f"{told.name}:{number}", before, scene.session, scene.replies)
            found.append(_too_many(seen))
    assert list(filter(None, found)) == []


def test_the_label_of_a_button_that_stays_behind_may_be_typed(aided_world: World) -> None:
    """What is behind is one press and its label away; a label typed does what its button does."""
    for data in ("card:45", "help", "themes", "need:mobilité des jeunes", "q:q2", "subthemes"):
        after, replies = respond(aided_world, full(aided_world), Pressed(data), NOW)
        behind = replies[-1].behind
        assert behind
        for button in behind[::3]:
            typed = respond(aided_world, after, Said(button.label), NOW)[1]
            assert typed == respond(aided_world, after, Pressed(button.data), NOW)[1], button.label
