"""The self-assessment being answered.

Every question is reached, and nothing answered is lost.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.conversation.core import respond
from bot.conversation.events import Commanded, Event, Pressed, Said
from bot.conversation.replies import LONGEST_DATA, WIDEST_ROW
from bot.conversation.session import Answered, Session, session_from_json
from bot.conversation.splitting import units

if TYPE_CHECKING:
    from bot.conversation.replies import Reply
    from bot.conversation.turn import Outcome
    from bot.conversation.world import World
    from knowledge.collection import Collection

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_LAST_TIME = "2025-03-01"


def _after(
    world: World, *events: Event | str, session: Session | None = None, now: datetime = NOW
) -> Outcome:
    """Return what comes of the last of these events; a text stands for a button."""
    session = session or Session()
    replies: tuple[Reply, ...] = ()
    for event in events:
        session, replies = respond(
            world, session, Pressed(event) if isinstance(event, str) else event, now
        )
        assert replies
    return session, replies


def _doors(replies: tuple[Reply, ...]) -> list[str]:
    return [button.data for reply in replies for button in reply.buttons]


def _every(collection: Collection, level: int, but: dict[str, int] | None = None) -> Answered:
    levels = {question.id: level for question in collection.assessment.items} | (but or {})
    return Answered(levels, {}, _LAST_TIME)


def test_every_question_comes_in_turn_by_pressing(world: World) -> None:
    session, replies = _after(world, "assessment", "assess:all")
    asked = []
    while levels := [door for door in _doors(replies) if door.startswith("level:")]:
        asked.append(session.question)
        session, replies = _after(world, levels[len(asked) % 4], session=session)
    assert asked == [question.id for question in world.collection.assessment.items]
    assert list(session.assessment.levels) == asked
    assert "dernière question" in replies[0].text
    assert "result" in _doors(replies)


def test_every_question_is_three_presses_from_the_first_screen(world: World) -> None:
    reached = set()
    for first in _doors(_after(world, "assessment")[1]):
        for second in _doors(_after(world, first)[1]):
            if second.startswith("questions:"):
                reached |= {
                    door for door in _doors(_after(world, second)[1]) if door.startswith("q:")
                }
    assert reached == {f"q:{question.id}" for question in world.collection.assessment.items}


def test_a_question_shows_where_it_stands_and_what_helps(world: World) -> None:
    reply = _after(world, "assess:all", "q:q34")[1][0]
    assert "Faciliter l’accès à l’emploi › Lever les freins à la mobilité" in reply.text
    assert "34 sur 52" in reply.text
    assert {
        "level:q34:0",
        "level:q34:3",
        "skip:q34",
        "q:q33",
        "comment:q34",
        "assessment-pause",
        "list:43,46,47",
    } <= set(_doors((reply,)))


def test_a_skipped_question_is_offered_again_at_the_end(world: World) -> None:
    session, replies = _after(
        world, "assess:5", "skip:q46", *(f"level:q{n}:2" for n in range(47, 53))
    )
    assert "Vous avez passé 1 question." in replies[0].text
    session, _ = _after(world, "assess:5", session=session)
    assert session.question == "q46"
    assert "q46" not in session.assessment.levels


def test_one_goes_back_to_the_question_before_and_not_out_of_the_challenge(world: World) -> None:
    session, replies = _after(world, "assess:5", "level:q46:1")
    assert "q:q46" in _doors(replies)
    session, replies = _after(world, "q:q46", session=session)
    assert "✓ Début de réflexion" in [button.label for row in replies[0].rows for button in row]
    assert not any(door.startswith("q:") for door in _doors(replies))


def test_one_challenge_alone_is_gone_through(world: World) -> None:
    session, replies = _after(world, "assess:3")
    asked = []
    while session.question:
        asked.append(session.question)
        session, replies = _after(world, f"level:{session.question}:1", session=session)
    assert asked == [f"q{number}" for number in range(24, 36)]
    assert "Fin de l’enjeu 3" in replies[0].text


def test_an_old_button_changes_its_answer(world: World) -> None:
    session, replies = _after(world, "assess:all", "level:q01:0", "level:q02:1", "level:q01:3")
    assert session.assessment.levels == {"q01": 3, "q02": 1}
    assert session.question == "q03"
    assert replies[0].replaces


def test_it_goes_on_a_month_later_where_it_stopped(world: World) -> None:
    session, _ = _after(
        world,
        "assess:3",
        "level:q24:2",
        "skip:q25",
        "comment:q26",
        Said("Vu avec la CAF"),
        "card:39",
    )
    stored = session_from_json(session.to_json())
    later = NOW + timedelta(days=31)
    _, replies = _after(world, Commanded("diagnostic"), session=stored, now=later)
    assert "q:q26" in _doors(replies)
    session, replies = _after(world, Said("reprendre"), session=stored, now=later)
    assert "Question 26" in replies[-1].text
    assert "Vu avec la CAF" in replies[-1].text
    session, _ = _after(world, "level:q26:1", session=session, now=later)
    assert (session.question, session.scope) == ("q27", "3")
    assert session.assessment.begun == "2026-11-23"


def test_a_comment_is_kept_shown_escaped_and_taken_away(world: World) -> None:
    session, _ = _after(world, "comment:q05")
    assert session.waiting == "comment:q05"
    session, replies = _after(world, Said("Le <b>journal</b>\n paraît"), session=session)
    assert session.assessment.comments == {"q05": "Le <b>journal</b> paraît"}
    assert "&lt;b&gt;journal&lt;/b&gt; paraît" in replies[0].text
    assert not session.waiting
    session, replies = _after(world, "comment:q05", session=session)
    assert "uncomment:q05" in _doors(replies)
    assert not _after(world, "uncomment:q05", session=session)[0].assessment.comments


def test_a_comment_too_long_is_asked_again(world: World) -> None:
    session, replies = _after(world, "comment:q05", Said("a" * 501))
    assert "501" in replies[0].text
    assert session.waiting == "comment:q05"
    session, _ = _after(world, Said("a" * 500), session=session)
    assert len(session.assessment.comments["q05"]) == 500


@pytest.mark.parametrize(
    ("said", "question", "levels"),
    [
        ("en place", "q02", {"q01": 2}),
        ("Riche et évalué.", "q02", {"q01": 3}),
        ("passer", "q02", {}),
        ("question 34", "q34", {}),
        ("question précédente", "q01", {}),
    ],
)
def test_words_do_what_buttons_do(
    world: World, said: str, question: str, levels: dict[str, int]
) -> None:
    session, _ = _after(world, "assess:all", Said(said))
    assert (session.question, session.assessment.levels) == (question, levels)


@pytest.mark.parametrize(
    "said",
    ["diagnostic", "Autodiagnostic", "auto-diagnostic", "évaluer ma commune", "l’autodiagnostic"],
)
def test_it_is_found_by_its_names(world: World, said: str) -> None:
    assert _after(world, Said(said))[1][0].text.startswith("<b>L’autodiagnostic")


@pytest.mark.parametrize(
    "button",
    [
        *(
            "q:parti",
            "level:parti:2",
            "level:q01:9",
            "level:q01",
            "level",
            "skip:parti",
            "comment:parti",
            "uncomment:parti",
        ),
        *(
            "weak:parti",
            "weak",
            "questions:9",
            "questions",
            "assess:9",
            "assess",
            "assessment-again:2020-01-01",
            "assessment-again",
        ),
        *("result", "result:x", "assessment-export", "assessment-pause", "assessment:x"),
    ],
)
@pytest.mark.parametrize(
    "session",
    [
        Session(),
        Session(
            assessment=Answered({"parti": 3, "q01": 9}, {"parti": "x"}, "hier"),
            question="parti",
            scope="9",
        ),
    ],
)
def test_buttons_and_answers_of_another_collection_do_no_harm(
    world: World, button: str, session: Session
) -> None:
    after, replies = _after(world, button, session=session)
    assert after.assessment == session.assessment
    assert all("None" not in reply.text for reply in replies)
    assert _doors(replies)


def test_a_comment_awaited_on_a_question_that_is_gone_is_let_go(world: World) -> None:
    session, replies = _after(
        world, Said("bonjour à vous"), session=Session(waiting="comment:parti", seen=NOW)
    )
    assert not session.waiting
    assert replies[0].text.startswith("<b>L’autodiagnostic")


def test_everything_shown_holds_on_the_strictest_channel(world: World) -> None:
    collection = world.collection
    comments = {question.id: "é" * 500 for question in collection.assessment.items}
    full = Session(
        assessment=replace(_every(collection, 0), comments=comments),
        previous_assessment=_every(collection, 3),
    )
    screens = [
        "assessment",
        "assessment:about",
        "result",
        "assessment-again",
        "assessment-pause",
        "assess:all",
    ]
    screens += [
        f"{verb}:{question.id}"
        for question in collection.assessment.items
        for verb in ("q", "comment")
    ]
    screens += [f"weak:{theme}" for theme in collection.themes] + [
        f"questions:{number}" for number in collection.challenges
    ]
    for screen in screens:
        for reply in _after(world, screen, session=full)[1]:
            assert units(reply.text) <= 4096
            for row in reply.rows:
                assert 1 <= len(row) <= WIDEST_ROW
                assert all(1 <= len(button.data.encode()) <= LONGEST_DATA for button in row)
