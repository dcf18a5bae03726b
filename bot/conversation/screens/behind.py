"""The buttons that a screen has no room for, a few at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.replies import MOST_BUTTONS, Reply
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.turn import Handler, Outcome, Turn

_WIDTH = 2


def show(press: Handler, turn: Turn, written: str) -> Outcome:
    """Show some of the buttons behind a screen: "0:card:45", from the first on.

    `press` does what a button does by what it carries. A screen that keeps none behind now is
    shown itself.
    """
    start, _, data = written.partition(":")
    session, replies = press(turn, data)
    whole = next((each for each in reversed(replies) if each.behind), None)
    if whole is None:
        return session, replies
    first = int(start) if start.isdecimal() and int(start) < len(whole.behind) else 0
    shown, _ = buttons.few(whole.behind[first:], data, start=first + MOST_BUTTONS - 1)
    reply = Reply(say("more"), buttons.in_rows(shown, _WIDTH), behind=whole.buttons)
    return replace(session, notes=turn.session.notes, uses=turn.session.uses), (reply,)
