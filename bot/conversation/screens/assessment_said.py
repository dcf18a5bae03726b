"""What is said to a question of the self-assessment in one's own words.

A level, a remark beside it, another answer to a question before, what it means.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.assessment import (
    find,
    level_of,
    place,
    previous,
    questions,
    with_comment,
    with_level,
)
from bot.conversation.hearing.question_said import OF_RANK
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens.assessment import doors_to, pause, show
from bot.conversation.screens.assessment_comment import (
    LONGEST_COMMENT,
    ask_comment,
    forget_comment,
)
from bot.conversation.screens.assessment_question import (
    at_question,
    go_on,
    gone_through,
    show_numbered,
    take_level,
)
from bot.conversation.texts import say
from bot.conversation.turn import Outcome, Turn

if TYPE_CHECKING:
    from bot.conversation.acts import Level
    from knowledge.assessment import AssessmentLevel, Question

_MOST_CARDS = 2  # cards that show what a question is about


def answer(turn: Turn, act: Level) -> Outcome:
    """Take what was said to the question in sight, or of the one that was named."""
    here = find(turn.world.collection, turn.session.question)
    if here is None and (
        act.of or act.said == "before"
    ):  # all were gone through: it is said of one of them
        here = questions(turn.world.collection, turn.session.scope)[-1]
    if here is None:
        return show(turn)
    question = _meant(turn, act, here)
    if question is None:
        return show_numbered(turn, act.of)
    if act.remark:
        return _remarked(turn, act, question, here)
    level = _level(turn, act.said)
    if act.said == "same":
        before = previous(turn.world.collection, turn.session.scope, question) or question
        level = level_of(turn.world.collection, turn.session.assessment, before)
    if level is None:
        return _steered(turn, act.said, question)
    if question is not here:
        return _amended(turn, question, here, level)
    return take_level(turn, question, level)


def _meant(turn: Turn, act: Level, here: Question) -> Question | None:
    """Return the question that an answer is for; None where no question has its number."""
    collection = turn.world.collection
    if act.of == "before" and not turn.session.question:
        return here
    if act.of == "before":
        return previous(collection, turn.session.scope, here) or here
    if not act.of:
        return here
    items = collection.assessment.items
    if act.of.endswith(OF_RANK):
        items = _from_the_first(turn)
    number = int(act.of.removesuffix(OF_RANK))
    return items[number - 1] if 0 < number <= len(items) else None


def _from_the_first(turn: Turn) -> tuple[Question, ...]:
    """Return the questions gone through, from the first that was answered."""
    every = questions(turn.world.collection, turn.session.scope)
    levels = turn.session.assessment.levels
    first = next((i for i, each in enumerate(every) if each.id in levels), 0)
    return every[first:]


def _level(turn: Turn, said: str) -> AssessmentLevel | None:
    """Return the level that was said: by its value, or as nothing yet, or as a beginning."""
    ordered = sorted(turn.world.collection.assessment.levels, key=lambda level: level.value)
    named = {str(each.value): each for each in ordered} | {
        "none": ordered[0],
        "thinking": ordered[1],
    }
    return named.get(said)


def _steered(turn: Turn, said: str, question: Question) -> Outcome:
    """Go where what was said leads: on, back, out, or to what the question means."""
    if said == "pause":
        return pause(turn)
    if said == "aside":
        return go_on(turn, question)
    if said == "before":
        before = previous(turn.world.collection, turn.session.scope, question)
        return at_question(turn, (before if turn.session.question else None) or question)
    if said == "comment":
        return ask_comment(turn, question.id)
    if said in ("remarked", "unremarked"):
        return _remark_of(turn, question, away=said == "unremarked")
    if said in ("", "same"):
        return at_question(turn, question)
    session, replies = at_question(turn, question)
    if said == "begun":  # or done: only the person can tell
        return session, (Reply(say("assessment_how_far")), *replies)
    levels = turn.world.collection.assessment.levels
    told = (
        Reply(say("assessment_scale", levels=levels))
        if said == "levels_meaning"
        else _explained(turn, question)
    )
    return session, (told, *replies)


def _remark_of(turn: Turn, question: Question, *, away: bool) -> Outcome:
    """Show the remark on a question, or take it away; where it has none, the one written last."""
    comments = turn.session.assessment.comments
    last = question.id if question.id in comments else next(reversed(comments), "")
    commented = find(turn.world.collection, last)
    if commented is None:
        session, replies = at_question(turn, question)
        return session, (Reply(say("assessment_no_comment")), *replies)
    if not away:
        return at_question(turn, commented)
    session, replies = forget_comment(turn, commented.id)
    return session, (Reply(say("assessment_uncommented")), *replies)


def _explained(turn: Turn, question: Question) -> Reply:
    """Say why a question is asked, and what it looks like where it was done."""
    collection = turn.world.collection
    cards = [collection.cards[each] for each in question.cards[:_MOST_CARDS]]
    text = say(
        "assessment_meaning",
        theme=collection.themes[question.theme],
        guide=collection.guides[question.theme],
        cards=cards,
        levels=collection.assessment.levels,
    )
    return Reply(text, (tuple(doors_to(turn, (card.id for card in cards))),))


def _amended(turn: Turn, question: Question, here: Question, level: AssessmentLevel) -> Outcome:
    """Change the answer to another question, and stay at this one."""
    answered = with_level(turn.session.assessment, question, level, turn.now)
    noted = say(
        "assessment_amended",
        number=place(turn.world.collection, question),
        level=level,
    )
    turn = replace(turn, session=replace(turn.session, assessment=answered))
    session, replies = at_question(turn, here) if turn.session.question else gone_through(turn)
    return session, (Reply(noted), *replies)


def _remarked(turn: Turn, act: Level, question: Question, here: Question) -> Outcome:
    """Write a remark beside a question, with the level told in the same message, if any."""
    collection, answered = turn.world.collection, turn.session.assessment
    remark = " ".join(filter(None, (answered.comments.get(question.id), act.remark)))
    if len(remark) > LONGEST_COMMENT:
        text = say("assessment_comment_long", length=len(remark), longest=LONGEST_COMMENT)
        return turn.says(Reply(text), waiting=f"comment:{question.id}")
    answered = with_comment(answered, question, remark, turn.now)
    level = _level(turn, act.said)
    if level is not None:
        answered = with_level(answered, question, level, turn.now)
    turn = replace(turn, session=replace(turn.session, assessment=answered))
    noted = say(
        "assessment_remarked",
        here=question is here,
        number=place(collection, question),
        remark=remark,
        level=level or level_of(collection, answered, question),
    )
    stays = question is not here or level is None
    session, replies = at_question(turn, here) if stays else go_on(turn, question)
    change = buttons.press("comment", label("change_comment"), question.id)
    return session, (Reply(noted, ((change,),)), *replies)
