"""The self-assessment: what it is, how far it went, its doors.

The list of a challenge's questions, and starting again, are here too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.assessment import (
    WHOLE,
    day_in_words,
    find,
    level_of,
    place,
    questions,
    scope_of,
    unanswered,
)
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Reply
from bot.conversation.session import Answered
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.replies import Button

ALL = "all"  # what a button carries for WHOLE
ABOUT, NOT_BEGUN = "about", "not-begun"
RESULT = buttons.press("result", label("see_result"))
HOME = buttons.press("assessment", label("assessment"))


def nothing_answered(turn: Turn) -> Outcome:
    """Say that no question was answered yet, and offer to begin."""
    begin = buttons.press("assess", label("begin"), ALL)
    at_question = turn.session.sight == Sight.QUESTION
    return turn.says(
        Reply(say("assessment_empty"), ((begin, HOME),)),
        sight=Sight.QUESTION if at_question else Sight.ASSESSMENT,
    )


def show(turn: Turn, argument: str = "") -> Outcome:
    """Show what the self-assessment is, how far it went, and its doors.

    All the advice is there before it is begun, or when asked.
    """
    collection, answered = turn.world.collection, turn.session.assessment
    progress = [
        (
            challenge,
            len(asked),
            len(asked) - len(unanswered(collection, answered, str(challenge.number))),
        )
        for challenge in collection.challenges.values()
        if (asked := questions(collection, str(challenge.number)))
    ]
    text = say(
        "assessment",
        missing=argument == NOT_BEGUN,
        assessment=collection.assessment,
        explained=argument == ABOUT or not answered.begun,
        progress=progress,
        done=sum(done for _, _, done in progress),
        begun=day_in_words(answered.begun),
    )
    later = (
        RESULT,
        buttons.press("assess-which", label("choose_challenge")),
        buttons.press("assessment-export", label("export")),
        buttons.press("assessment-again", label("start_again")),
        buttons.press("assessment", label("instructions"), ABOUT),
    )
    scopes = _scopes(turn)
    ways = later if answered.begun else scopes
    rows = ((_resuming(turn),), *buttons.in_rows(ways, 2 if answered.begun else 3))
    return turn.says(Reply(text, rows, behind=scopes), sight=Sight.ASSESSMENT)


def show_challenges(turn: Turn, _: str = "") -> Outcome:
    """Show a button for the questions of each challenge."""
    text = say("assessment_which", challenges=turn.world.collection.challenges.values())
    rows = buttons.in_rows((*_scopes(turn), HOME), 3)
    return turn.says(Reply(text, rows), sight=Sight.ASSESSMENT)


def _scopes(turn: Turn) -> tuple[Button, ...]:
    collection = turn.world.collection
    return tuple(
        buttons.press("assess", label("challenge", number=number), str(number))
        for number in collection.challenges
        if questions(collection, str(number))
    )


def list_questions(turn: Turn, argument: str) -> Outcome:
    """List the questions of a challenge and what was answered, with a door to each."""
    collection, scope = turn.world.collection, known_scope(turn, argument)
    if scope == WHOLE:
        return show(turn)
    listed = [
        (
            place(collection, question),
            question,
            level_of(collection, turn.session.assessment, question),
        )
        for question in questions(collection, scope)
    ]
    text = say("assessment_list", challenge=collection.challenges[int(scope)], listed=listed)
    doors = [
        buttons.press("q", label("question", number=number), question.id)
        for number, question, _ in listed
    ]
    shown, behind = buttons.few(doors, f"questions:{scope}", MOST_BUTTONS - 2)
    return turn.says(Reply(text, (*buttons.in_rows(shown, 2), (HOME, RESULT)), behind=behind))


def pause(turn: Turn, _: str = "") -> Outcome:
    """Stop there; everything is kept."""
    left = len(
        unanswered(
            turn.world.collection, turn.session.assessment, known_scope(turn, turn.session.scope)
        )
    )
    doors = ((_resuming(turn), RESULT), (buttons.THEMES, buttons.HELP))
    return turn.says(Reply(say("assessment_paused", left=left), doors), sight=Sight.NOTHING)


def start_again(turn: Turn, begun: str) -> Outcome:
    """Ask before starting again.

    A button that confirms holds for the answers it was shown for, and for no others.
    """
    session = turn.session
    if not session.assessment.begun:
        return show(turn)
    if begun == session.assessment.begun:
        session = replace(
            session,
            previous_assessment=session.assessment,
            assessment=Answered(),
            question="",
            scope=WHOLE,
        )
        return session, (
            Reply(say("assessment_anew"), ((buttons.press("assess", label("begin"), ALL), HOME),)),
        )
    text = say(
        "assessment_again",
        begun=day_in_words(session.assessment.begun),
        before=day_in_words(session.previous_assessment.begun),
    )
    sure = buttons.press("assessment-again", label("yes_start_again"), session.assessment.begun)
    rows = (
        (sure, buttons.press("assessment", label("no_keep_answers"))),
        (buttons.press("assessment-export", label("export_first")),),
    )
    return turn.says(Reply(text, rows), sight=Sight.RESTARTING)


def tell_left(turn: Turn, _: str = "") -> Outcome:
    """Say how many questions are left, of how many."""
    collection, session = turn.world.collection, turn.session
    scope = known_scope(turn, session.scope)
    every, left = questions(collection, WHOLE), unanswered(collection, session.assessment, WHOLE)
    text = say(
        "assessment_left",
        total=len(every),
        left=len(left),
        challenge=collection.challenges[int(scope)] if scope else None,
        left_here=len(unanswered(collection, session.assessment, scope)),
        begun=bool(session.assessment.begun),
        empty=[
            theme.short
            for theme in collection.themes.values()
            if (asked := [each for each in every if each.theme == theme.id])
            and all(each in left for each in asked)
        ],
    )
    return turn.says(
        Reply(text, ((_resuming(turn), *((RESULT,) if session.assessment.begun else ())),))
    )


def _resuming(turn: Turn) -> Button:
    """Return the door by which one goes on.

    It is at the question where it stopped, or at the first without an answer.
    """
    collection, session = turn.world.collection, turn.session
    if stopped := find(collection, session.question):
        return buttons.press("q", label("resume_at", number=place(collection, stopped)), stopped.id)
    words = label("go_on" if session.assessment.levels else "begin")
    return buttons.press("assess", words, session.scope or ALL)


def doors_to(turn: Turn, cards: Iterable[str]) -> list[Button]:
    """Return a button for each card, once."""
    known = turn.world.collection.cards
    return [
        buttons.to_card(card, label("aid_door" if known[card].kind == "aid" else "card", id=card))
        for card in dict.fromkeys(cards)
    ]


def known_scope(turn: Turn, argument: str) -> str:
    """Return the scope that a button carries; all where it names no challenge of today."""
    known = {
        scope_of(turn.world.collection, question)
        for question in turn.world.collection.assessment.items
    }
    return argument if argument in known else WHOLE


DOORS = Doors(
    presses={
        "assessment": show,
        "assess-which": show_challenges,
        "questions": list_questions,
        "assessment-pause": pause,
        "assessment-again": start_again,
        "assess-left": tell_left,
    },
    commands={"assessment": show},
)
