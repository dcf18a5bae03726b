"""The first words, the help, and the small courtesies."""

from __future__ import annotations

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

_AIDS = (
    buttons.press("aids", label("open_aids")),
    buttons.press("subscription", label("my_subscription")),
)


def show(turn: Turn, _: str = "") -> Outcome:
    """Show the welcome.

    It says what the bot does, what not to write here, three needs to try, and the main doors.
    """
    tries = tuple((buttons.press("need", need, need),) for need in turn.world.examples.needs)
    doors = (
        (
            buttons.THEMES,
            buttons.press("place", label("my_place")),
            buttons.press("folder", label("my_folder")),
        ),
        (*_AIDS, buttons.press("assessment", label("assessment"))),
        (buttons.press("context", label("region_figures")), buttons.HELP),
    )
    return turn.says(Reply(say("welcome", about=turn.world.collection.about), (*tries, *doors)))


def show_help(turn: Turn, _: str = "") -> Outcome:
    """Show what one can write and what it does."""
    doors = (
        (
            buttons.THEMES,
            buttons.press("place", label("my_place")),
            buttons.press("folder", label("my_folder")),
        ),
        _AIDS,
        (
            buttons.press("assessment", label("assessment")),
            buttons.press("acronyms", label("acronyms")),
        ),
        (buttons.press("partners", label("partners")), buttons.press("about", label("collection"))),
        (
            buttons.press("privacy", label("privacy")),
            buttons.press("context", label("region_figures")),
        ),
    )
    return turn.says(
        Reply(say("help", about=turn.world.collection.about, examples=turn.world.examples), doors)
    )


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
