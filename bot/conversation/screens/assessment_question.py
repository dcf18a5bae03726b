"""The questions of the self-assessment one by one.

They have their levels, skipping, going back, and the end of a challenge.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.assessment import (
    WHOLE,
    find,
    level_of,
    next_after,
    place,
    previous,
    questions,
    scope_of,
    unanswered,
    with_level,
)
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Reply
from bot.conversation.screens.assessment import (
    ALL,
    HOME,
    NOT_BEGUN,
    RESULT,
    known_scope,
    show,
)
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from bot.conversation.replies import Button
    from knowledge.assessment import AssessmentLevel, Question

RESUME, THEME = "resume", "theme"


def begin(turn: Turn, argument: str) -> Outcome:
    """Show the first question without an answer, of a challenge, a theme or all.

    For "resume", it is where it stopped.
    """
    if argument == RESUME:
        return (
            resume(turn)
            if turn.session.assessment.begun or turn.session.question
            else show(turn, NOT_BEGUN)
        )
    kind, _, theme = argument.partition(":")
    if kind == THEME and (
        asked := [each for each in turn.world.collection.assessment.items if each.theme == theme]
    ):
        scope = scope_of(turn.world.collection, asked[0])
        left = [
            each
            for each in unanswered(turn.world.collection, turn.session.assessment, scope)
            if each.theme == theme
        ]
        return at_question(
            replace(turn, session=replace(turn.session, scope=scope)), (left or asked)[0]
        )
    scope = known_scope(turn, argument)
    left = unanswered(turn.world.collection, turn.session.assessment, scope)
    turn = replace(turn, session=replace(turn.session, scope=scope))
    return at_question(turn, left[0]) if left else gone_through(turn)


def resume(turn: Turn, _: str = "") -> Outcome:
    """Go on where it stopped."""
    stopped = find(turn.world.collection, turn.session.question)
    return at_question(turn, stopped) if stopped else begin(turn, turn.session.scope)


def show_question(turn: Turn, question_id: str) -> Outcome:
    """Show a question; what the self-assessment is where it no longer exists."""
    question = find(turn.world.collection, question_id)
    return at_question(turn, question) if question else show(turn)


def record(turn: Turn, argument: str) -> Outcome:
    """Keep the answer to a question, and go to the next of the same scope.

    An answer given before is changed.
    """
    question_id, _, value = argument.rpartition(":")
    question = find(turn.world.collection, question_id)
    level = next(
        (each for each in turn.world.collection.assessment.levels if str(each.value) == value), None
    )
    if question is None or level is None:
        return show_question(turn, question_id)
    return take_level(turn, question, level, replaces=True)


def skip(turn: Turn, question_id: str) -> Outcome:
    """Go to the next question and leave this one without an answer."""
    question = find(turn.world.collection, question_id)
    return go_on(turn, question, replaces=True) if question else show(turn)


def show_numbered(turn: Turn, number: str) -> Outcome:
    """Show the question of a number in the whole self-assessment.

    Where there is none such, say how many there are.
    """
    items = turn.world.collection.assessment.items
    if not (number.isdecimal() and 1 <= int(number) <= len(items)):
        return turn.says(Reply(say("assessment_no_question", count=len(items)), ((HOME,),)))
    return at_question(turn, items[int(number) - 1])


def take_level(
    turn: Turn, question: Question, level: AssessmentLevel, *, replaces: bool = False
) -> Outcome:
    """Keep the level of a question, and go to the next."""
    answered = with_level(turn.session.assessment, question, level, turn.now)
    turn = replace(turn, session=replace(turn.session, assessment=answered))
    return go_on(turn, question, level, replaces=replaces)


def go_on(
    turn: Turn,
    question: Question,
    recorded: AssessmentLevel | None = None,
    *,
    replaces: bool = False,
) -> Outcome:
    """Go to the next question without an answer, in the scope that this one belongs to."""
    collection, scope = turn.world.collection, _scope_with(turn, question)
    turn = replace(turn, session=replace(turn.session, scope=scope))
    following = next_after(collection, turn.session.assessment, scope, question)
    return (
        at_question(turn, following, recorded, replaces=replaces)
        if following
        else gone_through(turn, replaces=replaces)
    )


def at_question(
    turn: Turn,
    question: Question,
    recorded: AssessmentLevel | None = None,
    *,
    replaces: bool = False,
) -> Outcome:
    """Show a question and remember it as the one where the self-assessment is."""
    collection, scope = turn.world.collection, _scope_with(turn, question)
    asked = questions(collection, scope)
    text = say(
        "assessment_question",
        question=question,
        theme=collection.themes[question.theme],
        challenge=collection.challenges[collection.themes[question.theme].challenge],
        number=place(collection, question),
        position=label("position", number=asked.index(question) + 1, count=len(asked)),
        whole=scope == WHOLE,
        recorded=recorded,
        level=level_of(collection, turn.session.assessment, question),
        comment=turn.session.assessment.comments.get(question.id),
    )
    levels, ways = _levels(turn, question), _ways(turn, question, scope)
    shown, behind = buttons.few(ways, f"q:{question.id}", MOST_BUTTONS - len(levels))
    return turn.says(
        Reply(text, (*buttons.in_rows(levels, 2), shown), replaces=replaces, behind=behind),
        question=question.id,
        scope=scope,
        sight=Sight.QUESTION,
    )


def _levels(turn: Turn, question: Question) -> list[Button]:
    collection = turn.world.collection
    given = level_of(collection, turn.session.assessment, question)
    return [
        buttons.press(
            "level",
            label("ticked", name=level.label) if level == given else level.label,
            f"{question.id}:{level.value}",
        )
        for level in collection.assessment.levels
    ]


def _ways(turn: Turn, question: Question, scope: str) -> tuple[Button, ...]:
    """Return what else one may do at a question, the most useful first."""
    collection, comments = turn.world.collection, turn.session.assessment.comments
    before = previous(collection, scope, question)
    back = (buttons.press("q", label("question_before"), before.id),) if before else ()
    comment = label("change_comment" if question.id in comments else "comment")
    helping = (buttons.to_list(question.cards, label("helping_cards")),) if question.cards else ()
    return (
        buttons.press("skip", label("skip"), question.id),
        *back,
        buttons.press("comment", comment, question.id),
        *helping,
        buttons.press("questions", label("questions_of_challenge"), scope_of(collection, question)),
        buttons.press("assessment-pause", label("stop_there")),
    )


def gone_through(turn: Turn, *, replaces: bool = False) -> Outcome:
    """Say that a scope was gone through, what was skipped, and where to go."""
    collection, answered, scope = turn.world.collection, turn.session.assessment, turn.session.scope
    left = unanswered(collection, answered, scope)
    elsewhere = unanswered(collection, answered, WHOLE)
    challenge = collection.challenges[int(scope)] if scope else None
    text = say(
        "assessment_done", challenge=challenge, left=len(left), elsewhere=len(elsewhere) - len(left)
    )
    doors: list[Button] = [RESULT]
    if left:
        doors.insert(0, buttons.press("assess", label("answer_skipped"), scope or ALL))
    elif elsewhere:
        following = scope_of(collection, elsewhere[0])
        doors.insert(
            0, buttons.press("assess", label("go_to_challenge", number=following), following)
        )
    rows = (
        *((door,) for door in doors),
        (HOME, *((buttons.press("questions", label("its_questions"), scope),) if scope else ())),
    )
    return turn.says(Reply(text, rows, replaces=replaces), question="")


def _scope_with(turn: Turn, question: Question) -> str:
    """Return the scope in which the person is, or all of it where this question is outside."""
    return (
        turn.session.scope
        if turn.session.scope == scope_of(turn.world.collection, question)
        else WHOLE
    )


DOORS = Doors(
    presses={
        "assess": begin,
        "q": show_question,
        "qn": show_numbered,
        "level": record,
        "skip": skip,
    }
)
