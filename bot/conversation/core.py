"""The conversation as one pure function.

It goes from a session, an event and the time to the next session and the replies.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import Alarm, Awaited, Command, Courtesy, Heard, InTurn, Show
from bot.conversation.days import day_of
from bot.conversation.emergency import calls
from bot.conversation.events import Commanded, Pressed, Said
from bot.conversation.hearing.context import context_of
from bot.conversation.hearing.hear import hear
from bot.conversation.replies import Reply
from bot.conversation.screens.table import answer_to
from bot.conversation.splitting import split
from bot.conversation.texts import say
from bot.conversation.turn import Outcome, Turn
from matching.words import fold

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.events import Event
    from bot.conversation.session import Session
    from bot.conversation.world import World

_TRAIL = 5  # cards opened before that are remembered
_MOST_DOORS = 64  # buttons whose labels may be typed
_LONGEST_LABEL = 80
_RELIEVED = "relieved"  # the courtesy after which no danger is remembered
_ALARMED_FOR = 4  # messages over which a danger told is remembered


def respond(world: World, session: Session, event: Event, now: datetime) -> Outcome:
    """Return what to remember and what to answer."""
    stale = session.is_stale(now)
    session = replace(
        session.afresh() if stale else session,
        notes=(),
        uses=(),
        given=False,
        erased=False,
        seen=now,
        subscription=session.subscription.woken(day_of(now)),
    )
    heard, (after, replies) = _answered(Turn(world, session, now), event)
    after = replace(_remembering(session, after, replies), act=type(heard.act).__name__)
    if isinstance(heard.act, Courtesy) and heard.act.kind == _RELIEVED:
        after = replace(after, alarmed=())
    elif session.alarmed and not (after.erased or isinstance(heard.act, Alarm)):
        after = replace(after, alarm_age=session.alarm_age + 1)
        after = replace(after, alarmed=()) if after.alarm_age > _ALARMED_FOR else after
    if stale and not isinstance(event, Pressed):
        replies = (Reply(say("stale")), *replies)
    return after, tuple(part for reply in replies for part in split(reply))


def heard_in(world: World, session: Session, event: Event) -> Heard:
    """Return the act that an event is.

    A button or a command says it, a text is heard in its context.
    """
    if isinstance(event, Pressed):
        return Heard(Show(*buttons.read(event.data)), "a button")
    if isinstance(event, Commanded):
        return Heard(Command(event.name, event.argument), "a command")
    return hear(event.text, context_of(world, session), world)


def _answered(turn: Turn, event: Event) -> tuple[Heard, Outcome]:
    """Return what was heard and what to answer.

    What was awaited may be left for what it is without that.
    """
    heard = heard_in(turn.world, turn.session, event)
    if isinstance(heard.act, Awaited):
        outcome = answer_to(turn, heard.act)
        if outcome is not None:
            told = turn.world.matcher.parser.read(heard.act.text).danger.emergencies
            return heard, (outcome[0], (*calls(turn.world, told), *outcome[1]))
        turn = replace(turn, session=replace(turn.session, waiting=""))
        heard = heard_in(turn.world, turn.session, event)
    turn = replace(turn, session=replace(turn.session, waiting=""))
    if isinstance(heard.act, InTurn):
        return heard, _in_turn(turn, heard.act)
    outcome = answer_to(turn, heard.act)
    assert outcome is not None  # only what was awaited may be left
    return heard, outcome


def _in_turn(turn: Turn, act: InTurn) -> Outcome:
    """Answer the parts of a message, each heard in what the part before it left in sight."""
    replies: tuple[Reply, ...] = ()
    for text in act.texts:
        before = turn.session
        heard, (after, said) = _answered(turn, Said(text))
        after = replace(after, act=type(heard.act).__name__)
        turn = replace(turn, session=_remembering(before, after, said))
        replies = (*replies, *(each for each in said if each not in replies))
    return turn.session, replies


def _remembering(before: Session, after: Session, replies: tuple[Reply, ...]) -> Session:
    """Return the session with the cards opened before and the buttons now in sight.

    Their labels may be typed.
    """
    trail = after.trail
    if before.card and before.card != after.card and after.sight:
        trail = (*(each for each in trail if each != before.card), before.card)[-_TRAIL:]
    pressable = [each for reply in replies for each in reply.buttons if each.data]
    doors = tuple(
        (_label(each.label), each.data) for each in pressable if len(each.label) <= _LONGEST_LABEL
    )
    if after.erased:
        return after
    if before.need and after.need:
        anew = after.asked_last != before.asked_last
        after = replace(after, former=before.asked_last if anew else before.former)
    return replace(after, trail=trail, doors=doors[:_MOST_DOORS] or after.doors)


def _label(label: str) -> str:
    """Return the label of a button as a person may type it."""
    return " ".join(fold(label).split()).strip(" ?!.,✓✕")
