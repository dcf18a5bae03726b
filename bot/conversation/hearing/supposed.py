"""What is only supposed of what is in sight: "et si le chauffeur a un accident ?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance


def supposes(said: Utterance, context: Context) -> bool:
    """Tell whether a message supposes something of the open card, or of those listed.

    Amid a message "si" may also say whether: only of an open card it supposes there.
    """
    leads = ways().leads
    within = context.card and (
        said.holds(leads["supposes"]) or said.begins(leads["supposes_first"])
    )
    return bool(within or (context.seen and said.begins(leads["supposes"])))


def only_supposed(said: Utterance, context: Context, dangers: Iterable[str]) -> bool:
    """Tell whether dangers are only supposed of what is in sight, and befall nobody.

    Whoever speaks of themselves or of their own, or says that it is so, tells a danger.
    """
    leads = ways().leads
    may_be = set(dangers) <= set(leads["may_be_supposed"])
    told = said.holds((*leads["i_myself"], *leads["in_earnest"]))
    return may_be and not told and supposes(said, context)
