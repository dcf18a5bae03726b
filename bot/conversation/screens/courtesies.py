"""One fitting sentence to a courtesy, a mood or what is not our subject.

What is in sight stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import Reply, Rows
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.acts import Courtesy
    from bot.conversation.turn import Outcome, Turn

_WITH_HELP = frozenset(("outside", "language", "robot", "human", "nod", "greet", "inhabitant"))


def answer(turn: Turn, act: Courtesy) -> Outcome:
    """Answer a courtesy by the sentence of its kind."""
    contact = turn.world.collection.about
    text = say(
        "courtesy",
        kind=act.kind,
        about=contact,
        examples=turn.world.examples,
        alarmed=bool(turn.session.alarmed),
        keeps=bool(turn.session.folder),
    )
    return turn.says(Reply(text, _doors(act.kind, act.text)))


def _doors(kind: str, text: str) -> Rows:
    if kind == "thanks":
        return (
            (
                buttons.press("useful", label("it_helped")),
                buttons.press("useless", label("not_really")),
            ),
        )
    if kind == "inhabitant":
        return ((*buttons.to_need(" ".join(text.split()), label("search_this")), buttons.HELP),)
    if kind == "human":
        return ((buttons.press("partners", label("partners")), buttons.HELP),)
    if kind in _WITH_HELP:
        return ((buttons.THEMES, buttons.HELP),)
    return ()
