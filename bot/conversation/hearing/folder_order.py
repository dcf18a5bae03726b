"""Where cards go in the folder: "mets Lumbres en haut", "la 45 avant la 30"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.acts import Show
from bot.conversation.folder_acts import Arrange
from bot.conversation.hearing.folder_said import named_in_folder
from bot.conversation.hearing.pointing import point
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from matching.words import tokens

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.world import World

_WHERE = ("first", "last", "swap", "before", "after", "up", "down")


def arrange(said: Utterance, context: Context, world: World, _: Pointed) -> Act:
    """Return where cards go in the folder, by rank there, number, name or place.

    Else the screen that moves them.
    """
    leads = ways().leads
    where = next((each for each in _WHERE if said.holds(leads[f"order_{each}"])), "")
    words = " ".join(said.words)
    if where in ("first", "last"):
        for each in sorted(leads[f"order_{where}"], key=len, reverse=True):
            words = words.replace(each.replace("'", " "), " ")  # "en premier" names no card
    of_two = where in ("before", "after", "swap")
    ids = _pair(words, where, said, context, world) if of_two else ()
    ids = ids or _meant(words, said, context, world)
    ids = ids or tuple(filter(None, (context.card,)))
    if where in ("before", "after"):
        return Arrange(where, ids[:-1], ids[-1]) if len(ids) > 1 else Show("folder-edit")
    if where == "swap":
        pair = ids[:2] if len(ids) > 1 else context.folder[:2]
        return Arrange(where, pair) if len(pair) == 2 else Show("folder-edit")
    return Arrange(where, ids) if where and ids else Show("folder-edit")


def _meant(words: str, said: Utterance, context: Context, world: World) -> tuple[str, ...]:
    """Return the cards of the folder that some words mean."""
    within = replace(context, listed=context.folder, first=1, card="", trail=())
    spoken = Utterance(words, said.parser)
    ids = point(spoken, within, world).ids
    if ids and not set(ids) <= set(context.folder):  # "la 3" of the list that it was kept from
        of_list = point(spoken, replace(context, folder=(), card="", trail=()), world).ids
        ids = of_list if of_list and set(of_list) <= set(context.folder) else ids
    return ids or named_in_folder(spoken, context, world)


def _pair(
    words: str, where: str, said: Utterance, context: Context, world: World
) -> tuple[str, ...]:
    """Return the two cards named on both sides of "avant", or of "et"."""
    leads = ways().leads
    between = leads["and_between"] if where == "swap" else leads[f"order_{where}"]
    text = f" {words} "
    for each in between:
        first, found, second = text.partition(f" {' '.join(tokens(each))} ")
        if found:
            named = (_meant(first, said, context, world), _meant(second, said, context, world))
            return (named[0][0], named[1][0]) if all(named) else ()
    return ()
