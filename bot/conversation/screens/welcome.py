"""The first words, and the help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.replies import Button, Reply
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.world import World

TRIES = ("mobilité des jeunes", "nos anciens sont seuls", "qui finance une épicerie solidaire ?")


def show(world: World) -> Reply:
    """Return the welcome: what it does, what not to write here, three needs to try, the main doors."""
    tries = tuple((Button(need, f"need:{need}"),) for need in TRIES)
    return Reply(say("welcome", about=world.collection.about), (*tries, (buttons.THEMES, buttons.HELP)))


def show_help(world: World) -> Reply:
    """Return what one can write and what it does."""
    return Reply(say("help", about=world.collection.about), ((buttons.THEMES,),))
