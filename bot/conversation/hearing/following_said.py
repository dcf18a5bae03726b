"""What a message asks of the weekly message.

It is the subjects, the kinds of aid, the day and the hour that it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import (
    Follow,
    FollowWhen,
    Show,
)
from bot.conversation.hearing.times import when_said
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from matching.need import Facet
from matching.words import singular, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.world import World

KINDS_OF_AID = ("grant", "loan", "engineering", "other")


def subject_of(said: Utterance) -> str:
    """Return what a message about aids or messages is about.

    The words that only ask for them are left out.
    """
    return " ".join(_subjects(said))


def subjects_of(said: Utterance) -> str:
    """Return what a message about aids or messages is about, as a list.

    Its places stand as they were typed, so that each is read as one again: "Hirson, Vaux".
    """
    places = [name for name, codes in said.need.named if codes]
    of_places = {unit.label for unit in said.need.units if unit.about(Facet.PLACE)}
    return ", ".join((*places, *(each for each in _subjects(said) if each not in of_places)))


def _subjects(said: Utterance) -> Iterable[str]:
    aside = {singular(word) for each in ways().leads["of_aids"] for word in each.split()}
    aside |= {word for names in ways().times.days.values() for word in map(singular, names)} | set(
        ways().times.hour_words
    )
    aside |= {singular(word) for names in ways().times.hours.values() for word in names}
    units = [unit for unit in said.need.units if not aside.issuperset(map(singular, unit.words))]
    return dict.fromkeys(unit.label for unit in units if unit.meanings or unit.weight >= 0.5)


def kinds_of_aid(said: Utterance) -> tuple[str, ...]:
    """Return the kinds of aid that a message names: "les prêts"."""
    return tuple(kind for kind in KINDS_OF_AID if said.holds(ways().leads[f"kind_{kind}"]))


def follow(said: Utterance, context: Context, world: World, _: Pointed) -> Act:
    """Return the subscription that a message asks for.

    It has what the message names, what it leaves out, its day and its hour. One that names nothing
    but "là-dessus" is to the theme of the open card.
    """
    asked, but = _parted(said)
    subjects = subjects_of(asked)
    if (
        not subjects
        and context.card in world.collection.cards
        and said.holds(ways().leads["seen_things"])
    ):
        subjects = world.collection.themes[world.collection.cards[context.card].theme].short
    only = kinds_of_aid(asked) if asked.holds(ways().leads["follow_only"]) else ()
    day, hour = when_said(said.words)
    return Follow(
        "begin",
        subjects,
        only,
        Follow("without", subjects_of(but), kinds_of_aid(but)) if but else None,
        day,
        hour,
    )


def _parted(said: Utterance) -> tuple[Utterance, Utterance | None]:
    """Return what a message asks and what it leaves out.

    "les aides au logement, sauf les prêts" leaves out the loans.
    """
    leads = {
        tuple(tokens(each)) for how in ("drop", "without") for each in ways().leads[f"follow_{how}"]
    }
    words = said.typed.split()
    for i in range(1, len(words)):
        following = tuple(tokens(" ".join(words[i:])))
        if any(following[: len(lead)] == lead and len(following) > len(lead) for lead in leads):
            return Utterance(" ".join(words[:i]), said.parser), Utterance(
                " ".join(words[i:]), said.parser
            )
    return said, None


def follow_change(said: Utterance, _: Context, __: World, ___: Pointed) -> Act:
    """Return what is added to the subscription, left out of it, or followed alone.

    The words of the message say which.
    """
    kinds = kinds_of_aid(said)
    if said.holds(ways().leads["not_wanted"]) and not said.holds(ways().leads["follow_only"]):
        return Follow("drop", subjects_of(said), kinds)
    for how in ("only", "without", "drop", "add"):
        if said.holds(ways().leads[f"follow_{how}"]):
            return Follow(how, subjects_of(said), kinds)
    return (
        Follow("add", subjects_of(said), kinds)
        if subject_of(said) or kinds
        else Show("subscription")
    )


def follow_when(said: Utterance, context: Context, __: World, ___: Pointed) -> Act:
    """Return the day and the hour that a message asks for; where it names none, ask for them."""
    day, hour = when_said(said.words, context.sent_at)
    return FollowWhen(day, hour) if day >= 0 or hour >= 0 else Show("subtime")
