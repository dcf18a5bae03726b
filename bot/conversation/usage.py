"""What is counted of a turn, so that one sees what people look for.

It never says who asks, nor in which words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

NEEDS = "needs"
CARDS = "cards"
LIVE_AIDS = "live_aids"
FEEDBACK = "feedback"
FEEDBACK_KINDS = ("useful", "useless", "reason", "error")
AIDS = "aids"  # the outcome of a need for live aids, whatever was found
OUTCOMES = ("found", "unsure", "nothing", AIDS)


class Use(NamedTuple):
    """One thing to count.

    It is `what` it is, and the `name` that tells it from others of its kind, both from closed
    lists. For NEEDS it is an outcome, once a need ("found", "unsure", "nothing" or "aids"), or a
    theme understood in a need of that outcome, "" for none; for CARDS and LIVE_AIDS the id of one
    opened; for FEEDBACK the kind of a note.
    """

    what: str
    name: str


def need_answered(outcome: str, themes: Iterable[str]) -> tuple[Use, ...]:
    """Return what to count of a need answered."""
    return (
        Use(NEEDS, str(outcome)),
        *(Use(str(outcome), theme) for theme in dict.fromkeys(tuple(themes) or ("",))),
    )
