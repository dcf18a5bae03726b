"""What is asked of the folder: its order, what stays in it, what is written there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.acts import Act


@dataclass(frozen=True)
class Arrange(Act):
    """Move cards of the folder.

    They go first, last, up, down, change places, or go before or after the card `beside`.
    """

    where: str
    ids: tuple[str, ...]
    beside: str = ""


@dataclass(frozen=True)
class KeepOnly(Act):
    """Leave these cards in the folder, or put them there, and take the others out."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Annotate(Act):
    """Write a note beside a card of the folder; the card is kept where it was not."""

    card: str
    note: str


@dataclass(frozen=True)
class NameFolder(Act):
    """Give the folder a title, none where it is ""."""

    title: str
