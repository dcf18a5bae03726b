"""The first words, the help, and the small courtesies."""

from __future__ import annotations

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

_TRIES = 2  # needs to try
_AIDS = buttons.press("aids", label("open_aids"))
_SUBSCRIPTION = buttons.press("subscription", label("my_subscription"))


def show(turn: Turn, _: str = "") -> Outcome:
    """Show the welcome.

    It says what the bot does, what not to write here, two needs to try, and the main doors.
    """
    tries = tuple((buttons.press("need", need, need),) for need in turn.world.examples.needs)
    rows = (*tries[:_TRIES], (buttons.THEMES, _AIDS), (_SUBSCRIPTION, buttons.HELP))
    return turn.says(Reply(say("welcome", about=turn.world.collection.about), rows))


def show_help(turn: Turn, _: str = "") -> Outcome:
    """Show what one can write and what it does."""
    shown, behind = buttons.few(
        (
            buttons.THEMES,
            buttons.press("partners", label("partners")),
            buttons.press("acronyms", label("acronyms")),
            buttons.press("folder", label("my_folder")),
            buttons.press("assessment", label("assessment")),
            buttons.press("place", label("my_place")),
            _AIDS,
            _SUBSCRIPTION,
            buttons.press("context", label("region_figures")),
            buttons.press("about", label("collection")),
            buttons.press("privacy", label("privacy")),
        ),
        "help",
    )
    text = say("help", about=turn.world.collection.about, examples=turn.world.examples)
    return turn.says(Reply(text, buttons.in_rows(shown, 2), behind=behind))


def show_help_on(unknown: str, turn: Turn, _: str = "") -> Outcome:
    """Say that a command does not exist, and show what one can write."""
    session, replies = show_help(turn)
    return session, (Reply(say("command_unknown", name=unknown)), *replies)


def stop(turn: Turn, _: str) -> Outcome:
    """Leave what was being said.

    To who is subscribed, offer to end that too: they may have meant it.
    """
    active = turn.session.subscription.active
    doors = (buttons.press("unsubscribe", label("stop_messages_too")),) if active else ()
    return turn.session.afresh(), (
        Reply(say("stopped"), ((*doors, buttons.THEMES, buttons.HELP),)),
    )


DOORS = Doors(
    presses={"stop": stop, "help": show_help, "welcome": show},
    commands={"welcome": show, "help": show_help, "stop": stop},
)
