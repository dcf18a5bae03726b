"""Which files a message asks for: of the folder or of the self-assessment, and of which sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Show
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance


def print_(said: Utterance, context: Context, *_: object) -> Act:
    """Return the files of what is in sight.

    They are those of the self-assessment while one is answered, else of the folder.
    """
    assessed = context.question and not context.folder
    if context.sight in (Sight.QUESTION, Sight.ASSESSMENT) or assessed:
        return Show(ways().kinds["assess_export"].does)
    return Show("export", shape) if (shape := shape_said(said)) else Show("folder-export")


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
