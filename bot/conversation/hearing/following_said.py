"""What a message asks of the weekly message.

It is the subjects, the kinds of aid, the day and the hour that it names.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.acts import (
    Follow,
    FollowWhen,
    Show,
)
from bot.conversation.hearing.expressions import expressions
from bot.conversation.hearing.subjects_said import is_named, kinds_of_aid, subject_of, subjects_of
from bot.conversation.hearing.times import minutes_said, when_said
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from matching.words import fold, fold_word, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.world import World

_WORD = re.compile(r"[^\W_]+")
_WORDS_OF_ONE_LETTER = ("a", "o", "y")  # the others are elided: "l'eau"


def follow(said: Utterance, context: Context, world: World, _: Pointed) -> Act:
    """Return the subscription that a message asks for.

    It has what the message names, what it leaves out, its day and its hour. One that names nothing
    but "là-dessus" is to the theme of the open card.
    """
    day, hour = when_said(said.words)
    if replaced := replacement(said):
        return replace(replaced, how="begin", day=day, hour=hour)
    asked, but = parted(said)
    subjects = subjects_of(asked) or _in_sight(said, context, world)
    kinds = kinds_of_aid(asked)  # one says "subventions" of any aid, and "prêts" of no other
    only = kinds if kinds == ("loan",) or asked.holds(ways().leads["follow_only"]) else ()
    return Follow(
        "begin",
        subjects,
        only,
        Follow("without", subjects_of(but), kinds_of_aid(but)) if but else None,
        day,
        hour,
    )


def _in_sight(said: Utterance, context: Context, world: World) -> str:
    """Return what "là-dessus" is: the theme of the open card, or what was just sought."""
    leads = ways().leads
    if context.card in world.collection.cards:
        theme = world.collection.themes[world.collection.cards[context.card].theme]
        return theme.short if said.holds(leads["seen_things"]) else ""
    listed = context.of_aids or bool(context.listed)
    of_that = said.holds((*leads["when_there_is"], *leads["seen_things"]))
    return subjects_of(Utterance(context.need, said.parser)) if listed and of_that else ""


def parted(said: Utterance) -> tuple[Utterance, Utterance | None]:
    """Return what a message asks and what it leaves out.

    "les aides au logement, sauf les prêts", "la cantine, mais rien à rembourser".
    """
    leads = (*ways().leads["follow_drop"], *ways().leads["follow_without"])
    words = _words(said)
    in_places = [tokens(name)[i:] for name, _ in said.need.named for i in range(4)]
    for i in range(1, len(words)):
        rest = words[i:]
        if any(each and list(map(fold_word, rest[: len(each)])) == each for each in in_places):
            continue  # "le Pas-de-Calais" leaves nothing out
        if _begun(rest, ways().leads["no_loan"]):
            return _said(words[:i], said), _said(rest, said)
        if 0 < (count := _begun(rest, leads)) < len(rest):
            return _said(words[:i], said), _said(rest[count:], said)
    return said, None


def replacement(said: Utterance) -> Follow | None:
    """Return what is followed in the place of what, where a message says both.

    "le logement plutôt que les jeunes", "remplace les jeunes par le logement", "à la place de la
    culture, mettez le logement".
    """
    words, leads = _words(said), ways().leads
    for i in range(len(words)):
        if count := _begun(words[i:], leads["instead_of"]):
            before, after = _said(words[:i], said), words[i + count :]
            if is_named(before):
                return _in_place_of(before, _said(after, said))
            if cut := _first(after, leads["putting"]):
                new = after[cut + _begun(after[cut:], leads["putting"]) :]
                return _in_place_of(_said(new, said), _said(after[:cut], said))
        count = _begun(words[i:], leads["rather"])
        if count and (cut := _first(words[i:], leads["than"])):
            new, old = words[i + count : i + cut], _said(words[i + cut + 1 :], said)
            if is_named(old):
                return _in_place_of(_said(new, said), old)
        for how, then in (("replacing", "by"), ("follow_drop", "putting")):
            after = words[i + _begun(words[i:], leads[how]) :]
            cut = _first(after, leads[then]) if len(after) < len(words) - i else 0
            if cut and is_named(_said(after[:cut], said)):
                new = after[cut + _begun(after[cut:], leads[then]) :]
                return _in_place_of(_said(new, said), _said(after[:cut], said))
    return None


def _in_place_of(new: Utterance, old: Utterance) -> Follow | None:
    """Return the change, None where what is newly followed is not known."""
    if not is_named(new):
        return None
    without = Follow("drop", subjects_of(old), kinds_of_aid(old))
    return Follow("replace", subjects_of(new), kinds_of_aid(new), without)


def _words(said: Utterance) -> Sequence[str]:
    """Return the words of a message with their accents, and their capitals where they are known."""
    typed = _WORD.findall(said.typed)
    return typed if len(typed) == len(said.spelt) else said.spelt


def _said(words: Sequence[str], whole: Utterance) -> Utterance:
    """Return some words of a message as one, "l eau" as "l'eau"."""
    pieces = (f"{word}'" if _is_elided(word) else f"{word} " for word in words)
    return Utterance("".join(pieces).strip(), whole.parser)


def _is_elided(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and fold(word) not in _WORDS_OF_ONE_LETTER


def after(said: Utterance, leads: Iterable[str]) -> Utterance | None:
    """Return what follows an expression that begins a message: "pas d'ingénierie"."""
    words = _words(said)
    count = _begun(words, leads)
    return _said(words[count:], said) if 0 < count < len(words) else None


def _begun(words: Sequence[str], leads: Iterable[str]) -> int:
    """Return how many words the longest expression takes that begins some words, 0 for none."""
    return expressions(leads).longest_at(list(map(fold_word, words)))


def _first(words: Sequence[str], leads: Iterable[str]) -> int:
    """Return where the first of some expressions stands in words, 0 for nowhere."""
    return next((i for i in range(1, len(words)) if _begun(words[i:], leads)), 0)


def follow_change(said: Utterance, _: Context, __: World, ___: Pointed) -> Act:
    """Return what is added to the subscription, left out of it, or followed alone."""
    if replaced := replacement(said):
        return replaced
    if alone := followed_alone(said):
        return alone
    asked, but = parted(said)
    if but and is_named(asked) and said.holds((*ways().leads["follow_add"], *ways().leads["also"])):
        without = Follow("without", subjects_of(but), kinds_of_aid(but))
        return Follow("add", subjects_of(asked), kinds_of_aid(asked), without)
    kinds = kinds_of_aid(said)
    if kinds and said.holds(ways().leads["no_loan"]):
        return Follow("without", "", ("loan",))
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


def followed_alone(said: Utterance) -> Follow | None:
    """Return what alone is to be followed where all else goes, or that all is to be.

    "virez tout sauf le logement", "la petite enfance à la place", "je veux tout recevoir".
    """
    words, leads = _words(said), ways().leads
    if said.holds(leads["follow_drop"]) or said.holds(leads["of_follow_only"]):
        for i in range(len(words)):
            count = _begun(words[i:], leads["all_but"])
            if count and is_named(rest := _said(words[i + count :], said)):
                return Follow("only", subjects_of(rest), kinds_of_aid(rest))
    if said.holds(leads["in_its_place"]) and is_named(said):
        return Follow("only", subjects_of(said), kinds_of_aid(said))
    if said.holds(leads["follow_all"]) and not is_named(said):
        return Follow("all", "")
    return None


def follow_resume(said: Utterance, context: Context, _: World, __: Pointed) -> Act | None:
    """Return the messages that go on; without any yet, "remets-la" must begin none."""
    if context.following or said.holds(ways().leads["of_message"]):
        return Show(ways().kinds["follow_resume"].does)
    return None if context.folder or context.seen else Show("subscription", "none")


def follow_when(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act:
    """Return the day and the hour that a message asks for; where it names none, ask for them.

    With what is to be followed, it begins the subscription.
    """
    if not context.following and is_named(said) and said.holds(ways().leads["follow"]):
        return follow(said, context, world, pointed)
    day, hour = when_said(said.words, context.sent_at)
    minutes = minutes_said(said.words)
    return FollowWhen(day, hour, minutes) if day >= 0 or hour >= 0 else Show("subtime")
