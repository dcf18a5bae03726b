"""Which files a message asks for: of the folder or of the self-assessment, and of which sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Show
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.pointed import Pointed
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_PRINTED = ("", "pdf", "html")  # the sorts of file that cards are given in by themselves


def print_(said: Utterance, context: Context, world: World, pointed: Pointed) -> Act:
    """Return the files of what is in sight.

    They are those of the self-assessment while one is answered, of the cards named, or of the open
    one where none is kept, else of the folder.
    """
    assessed = context.question and not context.folder
    if context.sight in (Sight.QUESTION, Sight.ASSESSMENT) or assessed:
        return Show(ways().kinds["assess_export"].does)
    shape = shape_said(said)
    if shape in _PRINTED and (cards := _named(said, context, world, pointed)):
        return Show("print-cards", ",".join(cards))
    return Show("export", shape) if shape else Show("folder-export")


def _named(said: Utterance, context: Context, world: World, pointed: Pointed) -> tuple[str, ...]:
    """Return the cards to print by themselves, () where the folder is meant: "imprime la 43"."""
    leads = ways().leads
    if said.holds((*leads["the_folder"], *leads["my_folder"])):
        return ()
    open_one = said.holds(leads["this_one"]) or not context.folder
    ids = pointed.ids or ((context.card,) if context.card and open_one else ())
    cards = tuple(each for each in ids if each in world.collection.cards)
    return () if set(cards) == set(context.folder) else cards


def shape_said(said: Utterance) -> str:
    """Return the sort of file that a message names: "csv", "vcf", "pdf", "html"; "" for none."""
    return next(
        (
            shape
            for shape in ("csv", "vcf", "pdf", "html")
            if said.holds(ways().leads[f"as_{shape}"])
        ),
        "",
    )
