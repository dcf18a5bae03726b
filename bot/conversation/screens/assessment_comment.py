"""The comment on a question of the self-assessment: asked for, kept, forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.assessment import (
    find,
    with_comment,
)
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens.assessment import (
    show,
)
from bot.conversation.screens.assessment_question import at_question
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from knowledge.assessment import Question

LONGEST_COMMENT = 500


def ask_comment(turn: Turn, question_id: str) -> Outcome:
    """Ask for the comment on a question, and wait for it."""
    question = find(turn.world.collection, question_id)
    if question is None:
        return show(turn)
    comment = turn.session.assessment.comments.get(question.id, "")
    erase = (buttons.press("uncomment", label("erase_comment"), question.id),) if comment else ()
    text = say("assessment_comment", question=question, comment=comment, longest=LONGEST_COMMENT)
    rows = ((*erase, buttons.press("q", label("back_to_question"), question.id)),)
    return turn.says(Reply(text, rows), waiting=f"comment:{question.id}")


def keep_comment(turn: Turn, text: str) -> Outcome:
    """Keep what was written as the comment that was awaited.

    Where it is too long, ask for it again.
    """
    question = find(turn.world.collection, turn.session.waiting.partition(":")[2])
    comment = " ".join(text.split())
    if question is None:
        return show(replace(turn, session=replace(turn.session, waiting="")))
    if not comment:
        return ask_comment(turn, question.id)
    if len(comment) > LONGEST_COMMENT:
        return turn.says(
            Reply(say("assessment_comment_long", length=len(comment), longest=LONGEST_COMMENT))
        )
    return _commented(turn, question, comment)


def forget_comment(turn: Turn, question_id: str) -> Outcome:
    """Take the comment on a question away."""
    question = find(turn.world.collection, question_id)
    return _commented(turn, question, "") if question else show(turn)


def _commented(turn: Turn, question: Question, comment: str) -> Outcome:
    answered = with_comment(turn.session.assessment, question, comment, turn.now)
    return at_question(
        replace(turn, session=replace(turn.session, assessment=answered, waiting="")), question
    )


DOORS = Doors(
    presses={"comment": ask_comment, "uncomment": forget_comment},
    waiting={"comment": keep_comment},
)
