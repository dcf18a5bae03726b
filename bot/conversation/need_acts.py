"""What is asked of the last need's cards as a whole: one frozen type for each kind of act."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.acts import Act


@dataclass(frozen=True)
class Within(Act):
    """List the last need's cards by how far they are from a place, the nearest first.

    Those within so many kilometres come alone, where some are told. The place is asked where none
    is known ("").
    """

    kilometres: int = 0
    place: str = ""


@dataclass(frozen=True)
class WhereDone(Act):
    """Say in which départements the last need's cards were done, and in which none was."""


@dataclass(frozen=True)
class TellCosts(Act):
    """Say what the last need's cards tell of their costs: "un truc moins cher"."""


@dataclass(frozen=True)
class AskFormer(Act):
    """Ask again what was asked before the last need: "l'autre liste".

    `first`: the last need itself, as it was before anything was changed of it.
    """

    first: bool = False


@dataclass(frozen=True)
class AddToNeed(Act):
    """Ask the last need again with what a few words add to it: "le week-end surtout"."""

    text: str
