"""What words for several cards mean, or for one beside others.

"les deux premières" and "l'autre" are such.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.conversation.hearing.pointed import Pointed
from bot.conversation.hearing.ways import ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.hearing.context import Context

_MOST_WORDS = 14  # a longer message points otherwise


def grouped(words: Sequence[str], context: Context) -> Pointed | None:
    """Return what "les deux premières", "l'autre", "ces deux fiches" mean."""
    if len(words) > _MOST_WORDS or _first_words().isdisjoint(words):
        return None
    known = ways().words
    choices: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    if len(context.trail) > 1 or (context.trail and context.trail[-1] != context.card):
        choices += [(said, _before(context)) for said in known.other]
    elif len(context.listed) == 2 and context.card in context.listed:
        choices += [
            (said, tuple(each for each in context.listed if each != context.card)[:1])
            for said in known.other
        ]
    choices += [(said, _both(context)) for said in known.both]
    choices += [
        (said, context.listed[:count])
        for count, every in known.first_ones.items()
        for said in every
    ]
    choices += [
        (said, context.listed[-count:])
        for count, every in known.last_ones.items()
        for said in every
    ]
    choices += [(said, _after(context)) for said in known.next_one]
    if len(context.listed) == 3:
        choices += [(said, context.listed[1:2]) for said in known.middle_one]
    for said, ids in sorted(choices, key=lambda each: -len(each[0])):
        for start in range(len(words) - len(said) + 1):
            if tuple(words[start : start + len(said)]) == said and ids:
                return Pointed(ids, (*words[:start], *words[start + len(said) :]))
    return None


@cache
def _first_words() -> frozenset[str]:
    """Return the words that an expression for several cards may begin with."""
    known = ways().words
    counted = (*known.first_ones.values(), *known.last_ones.values())
    every = (known.other, known.both, known.middle_one, known.next_one, *counted)
    return frozenset(said[0] for expressions in every for said in expressions)


def _before(context: Context) -> tuple[str, ...]:
    """Return the card that was open before the one that is."""
    return tuple(each for each in reversed(context.trail) if each != context.card)[:1]


def _after(context: Context) -> tuple[str, ...]:
    """Return the card of the list that comes after the open one."""
    if context.card not in context.listed:
        return ()
    return context.listed[context.listed.index(context.card) + 1 :][:1]


def _both(context: Context) -> tuple[str, ...]:
    """Return the two cards that "les deux" means.

    The last two opened, else the first two of the list.
    """
    opened = tuple(dict.fromkeys(reversed((*context.trail, *filter(None, (context.card,))))))[:2]
    return tuple(reversed(opened)) if len(opened) == 2 else context.listed[:2]
