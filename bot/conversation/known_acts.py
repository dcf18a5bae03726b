"""What is asked of what is known besides the cards: one frozen type for each kind of act.

It is of bodies, acronyms, themes, the region and the bot itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.acts import Act


@dataclass(frozen=True)
class Overview(Act):
    """Show the essentials of a theme, or what was done in a place."""

    theme: str = ""
    place: str = ""


@dataclass(frozen=True)
class Define(Act):
    """Say what acronyms or bodies are; `unknown` are those asked for that nobody here knows.

    `thing` is what else is asked to be explained, and is not either.
    """

    acronyms: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    thing: str = ""


@dataclass(frozen=True)
class TellBody(Act):
    """Say what a body has to do with a card, or that the card does not name it."""

    text: str
    card: str
    body: str


@dataclass(frozen=True)
class HowFar(Act):
    """Say how far the place of a card is from another, by its code; "" where none is known."""

    card: str
    place: str


@dataclass(frozen=True)
class AskRegion(Act):
    """Answer a question about the region by one or two of its answers, or by none."""

    text: str
    answers: tuple[int, ...] = ()


@dataclass(frozen=True)
class AskTambour(Act):
    """Answer a question about the bot itself: a topic of texts/questions.yaml, and which answer."""

    topic: str
    answer: int


@dataclass(frozen=True)
class AskGuide(Act):
    """Answer a question about a theme by one of its guide's answers: `text` is the question.

    `undefined`: the thing whose meaning was asked, of which that answer only speaks.
    """

    theme: str
    answer: int
    text: str
    undefined: str = ""
