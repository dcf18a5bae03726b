"""Where the self-assessment stands, asked in a sentence.

It tells strong points, weak points, or some themes.

And what moved since the time before. What was not answered is said first to be so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.assessment import (
    change,
    day_in_words,
    level_of,
    moved,
    place,
    strong,
    weak,
)
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens.assessment import RESULT, doors_to, nothing_answered
from bot.conversation.screens.assessment_result import compute
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.acts import TellStanding
    from bot.conversation.replies import Button
    from knowledge.assessment import AssessmentLevel, Question

_MOST_POINTS, _MOST_DOORS = 8, 4


def show_strong(turn: Turn, _: str = "") -> Outcome:
    """Show what is in place or better, the best first."""
    return _points(turn, "strong", strong(turn.world.collection, turn.session.assessment))


def show_weak(turn: Turn, _: str = "") -> Outcome:
    """Show what is hardly begun, the least first, and the cards that help."""
    return _points(turn, "weak", weak(turn.world.collection, turn.session.assessment))


def _points(turn: Turn, sort: str, found: Sequence[Question]) -> Outcome:
    collection, answered = turn.world.collection, turn.session.assessment
    computed = compute(turn)
    if not computed.whole.answered:
        return nothing_answered(turn)
    ordered = sorted(found, key=lambda each: answered.levels[each.id], reverse=sort == "strong")
    text = say(
        "assessment_points",
        sort=sort,
        points=_numbered(turn, ordered[:_MOST_POINTS]),
        more=max(len(ordered) - _MOST_POINTS, 0),
        whole=computed.whole,
        collection=collection,
    )
    cards: list[Button] = []
    if sort == "weak":
        cards = doors_to(turn, (card for each in ordered for card in each.cards))[:_MOST_DOORS]
    return turn.says(Reply(text, (*buttons.in_rows(cards, _MOST_DOORS), _ways_on(turn))))


def show_themes(turn: Turn, act: TellStanding) -> Outcome:
    """Show where some themes stand, next to each other, and say which is ahead."""
    computed, collection = compute(turn), turn.world.collection
    standing = {each.id: each for each in computed.themes}
    themes = [standing[each] for each in act.themes if each in standing]
    if not themes:
        return turn.says(Reply(say("assessment_which_theme"), (_ways_on(turn),)))
    known = [each for each in themes if each.mean is not None]
    best = max(known, key=lambda each: each.mean or 0.0) if len(known) > 1 else None
    even = len({each.mean for each in known}) == 1
    questions = {
        each.id: _numbered(turn, (q for q in collection.assessment.items if q.theme == each.id))
        for each in known
    }
    text = say(
        "assessment_standing",
        themes=themes,
        result=computed,
        questions=questions,
        best=None if even else best,
        even=even and len(known) > 1,
    )
    doors = [
        buttons.press("assess", label("answer_theme", name=each.short), f"theme:{each.id}")
        for each in themes
        if each.answered < each.total
    ]
    return turn.says(Reply(text, (*buttons.in_rows(doors, 2), _ways_on(turn))))


def show_progress(turn: Turn, _: str = "") -> Outcome:
    """Show what moved since the time before; say that there is none where it was done once."""
    collection, session = turn.world.collection, turn.session
    answered, before = session.assessment, session.previous_assessment
    if not compute(turn).whole.answered and not before.levels:
        return nothing_answered(turn)
    text = say(
        "assessment_progress",
        change=change(collection, answered, before),
        moved=[
            (place(collection, question), question, then, now)
            for question, then, now in moved(collection, answered, before)
        ],
        before=day_in_words(before.begun),
        done_before=bool(before.levels),
    )
    again = (buttons.press("assessment-again", label("start_again")),)
    return turn.says(Reply(text, (() if before.levels else again, _ways_on(turn))))


def _ways_on(turn: Turn) -> tuple[Button, ...]:
    """Return the doors to the question where it stopped, and to the whole result."""
    session = turn.session
    on = (buttons.press("q", label("back_to_question"), session.question),)
    return (*(on if session.question else ()), RESULT)


def _numbered(
    turn: Turn, questions: Iterable[Question]
) -> list[tuple[int, Question, AssessmentLevel | None]]:
    collection, answered = turn.world.collection, turn.session.assessment
    return [
        (place(collection, each), each, level_of(collection, answered, each)) for each in questions
    ]


DOORS = Doors(
    presses={
        "strong-points": show_strong,
        "weak-points": show_weak,
        "assess-progress": show_progress,
    },
)
