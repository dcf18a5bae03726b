"""The one table from what is asked to the screen that answers it.

Buttons, commands and texts all come through it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation import (
    acts,
    buttons,
    emergency,
    folder_acts,
    kept_acts,
    known_acts,
    need_acts,
)
from bot.conversation.data import heard
from bot.conversation.screens import (
    acronyms,
    aid_calendar,
    aids_state,
    answer,
    around,
    assessment,
    assessment_comment,
    assessment_export,
    assessment_question,
    assessment_result,
    assessment_said,
    assessment_standing,
    behind,
    card,
    chosen_place,
    compare,
    contacts,
    context,
    corrected,
    courtesies,
    erasing,
    facts,
    feedback,
    folder,
    folder_export,
    folder_order,
    folder_told,
    folder_words,
    how_far,
    kept_aids,
    live_aid,
    live_aids,
    meanings,
    nearby,
    of_the_need,
    partners,
    place,
    privacy,
    seen,
    subscription,
    subscription_choices,
    subscription_where,
    subscription_words,
    themes,
    welcome,
    why,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.turn import Outcome, Turn

_DOORS = (
    welcome.DOORS,
    answer.DOORS,
    card.DOORS,
    contacts.DOORS,
    feedback.DOORS,
    privacy.DOORS,
    erasing.DOORS,
    themes.DOORS,
    folder.DOORS,
    folder_export.DOORS,
    folder_order.DOORS,
    folder_words.DOORS,
    subscription.DOORS,
    subscription_choices.DOORS,
    subscription_where.DOORS,
    live_aids.DOORS,
    aids_state.DOORS,
    live_aid.DOORS,
    kept_aids.DOORS,
    aid_calendar.DOORS,
    assessment.DOORS,
    assessment_comment.DOORS,
    assessment_question.DOORS,
    assessment_result.DOORS,
    assessment_export.DOORS,
    assessment_standing.DOORS,
    place.DOORS,
    chosen_place.DOORS,
    nearby.DOORS,
    acronyms.DOORS,
    partners.DOORS,
    context.DOORS,
    why.DOORS,
)


def _press(turn: Turn, data: str) -> Outcome:
    """Do what a button does that carries this."""
    return _show(turn, acts.Show(*buttons.read(data)))


def _next(turn: Turn, _: str) -> Outcome:
    """Show what comes next in the last list, of aids or of cards."""
    of_aids = any(each in turn.world.live.records for each in turn.session.offered[:1])
    return live_aids.next_aids(turn) if of_aids else answer.next_cards(turn)


_PRESSES = {verb: handler for doors in _DOORS for verb, handler in doors.presses.items()} | {
    "back": seen.back,
    "next": _next,
    "more": partial(behind.show, _press),
}
_COMMANDS = {
    name: handler
    for doors in _DOORS
    for shown, handler in doors.commands.items()
    for name in heard("commands")[shown].split()
}
_WAITING = {kind: handler for doors in _DOORS for kind, handler in doors.waiting.items()}

VERBS = frozenset(_PRESSES)


def answer_to(turn: Turn, act: acts.Act) -> Outcome | None:
    """Return what to remember and to say for an act.

    It is None only for what was awaited and is left to be heard otherwise.
    """
    return _SCREENS[type(act)](turn, act)


def _show(turn: Turn, act: acts.Show) -> Outcome:
    return _PRESSES.get(act.verb, welcome.show_help)(turn, act.argument)


def _command(turn: Turn, act: acts.Command) -> Outcome:
    return _COMMANDS.get(act.name, partial(welcome.show_help_on, act.name))(turn, act.argument)


def _awaited(turn: Turn, act: acts.Awaited) -> Outcome | None:
    handler = _WAITING.get(turn.session.waiting.partition(":")[0])
    return handler(turn, act.text) if handler else None


_SCREENS: dict[type[acts.Act], Callable[[Turn, Any], Outcome | None]] = {
    acts.Show: _show,
    acts.Command: _command,
    acts.Awaited: _awaited,
    acts.AskNeed: answer.ask_each,
    acts.OfSeen: seen.do,
    acts.WhichOne: seen.ask_which,
    acts.NotThere: seen.say_not_there,
    acts.Puzzled: seen.puzzle,
    acts.AskFact: facts.tell,
    known_acts.TellBody: facts.tell_of_body,
    acts.Compare: compare.show,
    acts.Around: around.show,
    known_acts.HowFar: how_far.show,
    acts.OfSize: around.show_size,
    acts.Alarm: emergency.alarm,
    acts.Courtesy: courtesies.answer,
    acts.Correct: corrected.ask,
    acts.AskInstead: corrected.ask_instead,
    acts.Level: assessment_said.answer,
    acts.TellStanding: assessment_standing.show_themes,
    acts.ChooseTheme: lambda turn, act: themes.show(turn, act.theme),
    known_acts.Overview: meanings.overview,
    known_acts.Define: meanings.define,
    known_acts.AskRegion: meanings.region,
    known_acts.AskGuide: meanings.guide,
    known_acts.AskTambour: meanings.itself,
    acts.OpenAids: live_aids.look_for,
    acts.Follow: subscription_words.follow,
    kept_acts.ErasePart: erasing.ask_part,
    folder_acts.Arrange: folder_order.arrange,
    folder_acts.KeepOnly: folder_told.keep_only,
    folder_acts.Annotate: folder_told.annotate,
    folder_acts.NameFolder: folder_told.name,
    acts.FollowWhen: subscription_words.set_when,
    acts.RestUntil: subscription.pause_until,
    acts.TellPlace: place.tell,
    need_acts.Within: of_the_need.within,
    need_acts.WhereDone: of_the_need.where_done,
    need_acts.TellCosts: of_the_need.costs,
    need_acts.AskFormer: of_the_need.former,
    need_acts.AddToNeed: of_the_need.add,
}
