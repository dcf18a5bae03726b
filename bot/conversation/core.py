"""The conversation as one pure function: from a session, an event and the time to the next session and the replies."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.conversation import buttons, corrections, emergency, followups
from bot.conversation.events import Commanded, Event, Pressed
from bot.conversation.replies import Reply
from bot.conversation.screens import (
    acronyms,
    answer,
    assessment,
    assessment_export,
    assessment_question,
    assessment_result,
    card,
    contacts,
    context,
    feedback,
    folder,
    kept_aids,
    live_aid,
    live_aids,
    nearby,
    partners,
    place,
    privacy,
    subscription,
    subscription_choices,
    subscription_words,
    themes,
    welcome,
)
from bot.conversation.splitting import split
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Handler, Outcome, Turn
from bot.conversation.wishes import wished
from matching.words import fold

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.session import Session
    from bot.conversation.world import World

# In the order in which they are offered a text that is no command and no known word.
_DOORS: tuple[Doors, ...] = (
    welcome.DOORS,
    answer.DOORS,
    card.DOORS,
    contacts.DOORS,
    feedback.DOORS,
    privacy.DOORS,
    themes.DOORS,
    folder.DOORS,
    subscription.DOORS,
    subscription_choices.DOORS,
    subscription_words.DOORS,
    live_aids.DOORS,
    live_aid.DOORS,
    kept_aids.DOORS,
    assessment.DOORS,
    assessment_question.DOORS,
    assessment_result.DOORS,
    assessment_export.DOORS,
    place.DOORS,
    nearby.DOORS,
    acronyms.DOORS,
    partners.DOORS,
    context.DOORS,
    followups.DOORS,
    corrections.DOORS,
    welcome.AFTER_ALL,
    followups.AFTER_ALL,
)
_IN_ONES_WORDS = frozenset(("comment", "reason", "error"))  # waited for: anything said is it, but for the wish to stop
_PRESSES = {verb: handler for doors in _DOORS for verb, handler in doors.presses.items()}
_COMMANDS = {name: handler for doors in _DOORS for name, handler in doors.commands.items()}
_WORDS = {words: handler for doors in _DOORS for words, handler in doors.words.items()}
_WAITING = {kind: handler for doors in _DOORS for kind, handler in doors.waiting.items()}
_WISHES = {kind: handler for doors in _DOORS for kind, handler in doors.wishes.items()}
_IN_SIGHT = {name: reader for doors in _DOORS for name, reader in doors.in_sight.items()}
_READERS = tuple(reader for doors in _DOORS for reader in doors.readers)


def respond(world: World, session: Session, event: Event, now: datetime) -> Outcome:
    """Return what to remember and what to answer."""
    stale = session.is_stale(now)
    session = replace(session.afresh() if stale else session, notes=(), uses=(), given=False, erased=False, seen=now)
    session, replies = _dispatch(Turn(world, replace(session, sight=""), now, session.sight), event)
    if stale and not isinstance(event, Pressed):
        replies = (Reply(say("stale")), *replies)
    return session, tuple(part for reply in replies for part in split(reply))


def _dispatch(turn: Turn, event: Event) -> Outcome:
    if isinstance(event, Pressed):
        verb, argument = buttons.read(event.data)
        handler = _PRESSES.get(verb, welcome.show_help)
        return handler(replace(turn, session=replace(turn.session, waiting="")), argument)
    if isinstance(event, Commanded):
        handler = _COMMANDS.get(event.name, partial(welcome.show_help_on, event.name))
        return handler(replace(turn, session=replace(turn.session, waiting="")), event.argument)
    return _said(turn, event.text)


def _said(turn: Turn, text: str) -> Outcome:
    """Answer a text; one that tells a danger is first of all told whom to call, whatever else it may mean."""
    danger = emergency.told(turn.world, text)
    if not danger:
        return _heard(turn, text)
    if turn.session.waiting.partition(":")[0] not in _IN_ONES_WORDS:
        return answer.ask(replace(turn, session=replace(turn.session, waiting="")), text)
    session, replies = _heard(turn, text)
    return session, (*emergency.calls(turn.world, danger), *replies)


def _heard(turn: Turn, text: str) -> Outcome:
    seen = _IN_SIGHT[turn.last](turn, text) if turn.last in _IN_SIGHT else None
    if seen is not None:
        return seen
    words = " ".join(fold(text).split()).strip(" ?!.,")
    waiting = turn.session.waiting.partition(":")[0]
    if handler := _WORDS.get(words) or _granting(text, waiting):
        return handler(replace(turn, session=replace(turn.session, waiting="")), "")
    if waiting in _WAITING:
        awaited = _WAITING[waiting](turn, text)
        if awaited is not None:
            return awaited
        turn = replace(turn, session=replace(turn.session, waiting=""))
    if not words:
        return welcome.show_help(turn)
    for reader in _READERS:
        outcome = reader(turn, text)
        if outcome is not None:
            return outcome
    return followups.ask_each(turn, text)


def _granting(text: str, waiting: str) -> Handler | None:
    """Return what does the wish of a few words that name no card, if they hold one."""
    wish = wished(text)
    if wish is None or wish.points or (waiting in _IN_ONES_WORDS and wish.kind != "stop"):
        return None
    return _WISHES.get(wish.kind)
