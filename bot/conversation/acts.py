"""What a message, a button or a command asks: one frozen type for each kind of act.

What is in bot.conversation.screens answers it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.conversation.hearing.facts import Fact

EVERY_AID = "*"  # all the open aids, whatever one follows and wherever one is


@dataclass(frozen=True)
class Act:
    """Something asked of the bot."""


@dataclass(frozen=True)
class Show(Act):
    """Do what a button does: its verb, and its argument."""

    verb: str
    argument: str = ""


@dataclass(frozen=True)
class Command(Act):
    """Do what a slash command does, with what follows it."""

    name: str
    argument: str = ""


@dataclass(frozen=True)
class AskNeed(Act):
    """Find the cards for one or more needs, in the person's words.

    `among` are the needs asked together that it is one of, if any.
    """

    texts: tuple[str, ...]
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfSeen(Act):
    """Do something with cards or aids by their ids.

    It is to open, contact, pay, keep, share, place, tell the cost...
    """

    what: str
    ids: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True)
class AskFact(Act):
    """Answer a question about a card or a live aid."""

    text: str
    fact: Fact


@dataclass(frozen=True)
class WhichOne(Act):
    """Ask which card of the list is meant by something that only one can be asked."""

    what: str


@dataclass(frozen=True)
class NotThere(Act):
    """Say that a number names nothing in sight; "" where nothing at all is in sight.

    `explicit`: "fiche 99", not "la 9"; `rank`: "la neuvième", which is no card's number.
    """

    named: str = ""
    explicit: bool = False
    rank: bool = False


@dataclass(frozen=True)
class Compare(Act):
    """Show cards side by side: two, or all those listed where it is asked which is the cheapest.

    `by` is what they are told apart by ("cost", "means", "results", "size"), "" for everything.
    """

    ids: tuple[str, ...]
    by: str = ""


@dataclass(frozen=True)
class Around(Act):
    """List what else was done where a card was done."""

    card: str


@dataclass(frozen=True)
class OfSize(Act):
    """List what was done in places of like size.

    The size is that of so many inhabitants, or of the place of the card in sight where none are
    told (0), or of the person's own. `small`: in small places, the smallest first.
    """

    inhabitants: int = 0
    card: str = ""
    small: bool = False


@dataclass(frozen=True)
class Alarm(Act):
    """Say whom to call at once.

    `again`: a danger told a few messages before may still be spoken of.
    """

    emergencies: tuple[str, ...]
    text: str = ""
    again: bool = False


@dataclass(frozen=True)
class Courtesy(Act):
    """Answer a courtesy or a mood in one sentence; what is in sight stays, `text` may be sought."""

    kind: str
    text: str = ""


@dataclass(frozen=True)
class Correct(Act):
    """Ask the last need again: without some units, with texts added.

    `place`: a place was changed. `named` are towns of other regions.
    """

    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    place: bool = False
    named: str = ""


@dataclass(frozen=True)
class AskInstead(Act):
    """Ask what is wanted in place of the last need.

    `named` is what was to be left out and is not in it.
    """

    named: str = ""


@dataclass(frozen=True)
class Awaited(Act):
    """Take a text as what was awaited: a comment, a reason, a place, a word to follow."""

    text: str


@dataclass(frozen=True)
class Level(Act):
    """Answer a question of the self-assessment: a level's value, or skip, before, meaning.

    `of` is the question where it is not the one in sight: "before", its number, or its rank in
    what is asked ("1."); it is only shown where `said` is "". `remark` is what is to be written
    beside the answer; "remarked" shows what was, "unremarked" takes it away,
    "same" answers as the question before.
    """

    said: str
    of: str = ""
    remark: str = ""


@dataclass(frozen=True)
class ChooseTheme(Act):
    """Open a theme by its id: its guide and its cards."""

    theme: str


@dataclass(frozen=True)
class OpenAids(Act):
    """List the open aids for a need, for a card by its id, for the person (""), or all.

    `kinds`: those of the list in sight that give them, or, `without`, another.
    """

    about: str = ""
    closing: bool = False
    before: tuple[int, int] | None = None  # a month and a day
    new: bool = False
    kinds: tuple[str, ...] = ()
    without: bool = False


@dataclass(frozen=True)
class Follow(Act):
    """Change the subscription by what a text and kinds of aid name.

    It is to begin, add, follow only or all, drop, leave out or replace. `but` is what the same
    message leaves out, or what is replaced; `day` and `hour` are -1 where they are not said.
    """

    how: str
    text: str
    kinds: tuple[str, ...] = ()
    but: Follow | None = None
    day: int = -1
    hour: int = -1


@dataclass(frozen=True)
class TellStanding(Act):
    """Say where some themes of the self-assessment stand."""

    themes: tuple[str, ...]


@dataclass(frozen=True)
class FollowWhen(Act):
    """Set the day (0 Monday to 6) and the hour of the weekly message; -1 where one is not said.

    `minutes`: some were said too, which no message is sent at.
    """

    day: int = -1
    hour: int = -1
    minutes: bool = False


@dataclass(frozen=True)
class RestUntil(Act):
    """Send no weekly message until a date, the next of its month and day, or for some days.

    Month 0 is the present one, day 0 the last of the month. It begins at the next of the month and
    day `begins`, at once where it has none; without an end it lasts.
    """

    month: int = 0
    day: int = 0
    days: int = 0
    begins: tuple[int, int] | None = None
    ends: bool = True


@dataclass(frozen=True)
class TellPlace(Act):
    """Keep the place that a text names as the person's own.

    Where `sure` is false, it is asked whether it is theirs.
    """

    text: str
    sure: bool = True


@dataclass(frozen=True)
class InTurn(Act):
    """Do what each part of a message asks, each heard once the part before it is answered."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Puzzled(Act):
    """Say that a message about what is in sight was not understood, and what can be asked."""

    text: str


@dataclass(frozen=True)
class Heard:
    """What was heard: its kind, and why.

    With it goes what else it could have been, the likeliest first, each with how likely.
    """

    act: Act
    because: str
    kind: str = ""
    score: float = 0.0
    runners_up: tuple[tuple[str, float], ...] = ()
