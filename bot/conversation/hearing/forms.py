"""What a few words say where every one of them is known to say it.

"ok, la 2 alors" and "qui faut-il appeler ?" are such. A form is made of groups of words, in any
order, as stems: "qui appeler|joindre fiche?" wants "qui" and one of the next two; a group that ends
with "?" may be missing. A word of a form counts there even if it is ignored elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.conversation.hearing.utterance import without
from bot.conversation.hearing.ways import ways
from matching.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.hearing.ways import Kind

_LONGEST = 14  # words of such a message: a longer one tells a need


@dataclass(frozen=True)
class Form:
    """A way to say something.

    It is groups of which each must be met by a word, and all the words that may stand in it.
    """

    kind: str
    written: str
    wanted: tuple[frozenset[str], ...]
    words: frozenset[str]

    def met(self, telling: frozenset[str], every: frozenset[str], *, pointed: bool) -> int:
        """Return how many words say this, or -1 where they do not say it.

        They do not where a group that must be met is not, or where a word that tells something is
        not of the form.
        """
        if not telling <= self.words or not (self.wanted or pointed):
            return -1
        return (
            len(every & self.words)
            if all(not group.isdisjoint(every) for group in self.wanted)
            else -1
        )


@dataclass(frozen=True)
class _Known:
    of_sight: tuple[Form, ...]
    others: tuple[Form, ...]
    levels: tuple[Form, ...]
    words: frozenset[str]


def formed(words: Sequence[str], *, pointed: bool) -> Form | None:
    """Return the form that most of some words say, None where a word says something else.

    `pointed`: a card was named.
    """
    known = _known()
    return _best(
        known.of_sight if pointed else (*known.of_sight, *known.others), words, pointed=pointed
    )


def says_general(said: Utterance) -> bool:
    """Tell whether a message holds only words by which a part of any card is asked for.

    "comment on commence ?" does, so that it is of no card more than of another.
    """
    telling = without(said.read, ways().leads["idioms"])
    known = frozenset().union(*(form.words for form in _known().of_sight))
    return bool(telling) and all(
        word in ways().words.ignored or word in ways().words.questions or stem(word) in known
        for word in telling
    )


def levelled(words: Sequence[str]) -> Form | None:
    """Return the form by which a few words answer a question of the self-assessment."""
    return _best(_known().levels, words, pointed=False)


def _best(forms: tuple[Form, ...], words: Sequence[str], *, pointed: bool) -> Form | None:
    if len(words) > _LONGEST:
        return None
    ignored, aside = ways().words.ignored, ways().leads["idioms"]
    words = without(words, (*ways().leads["tell_more"], *aside) if pointed else aside)
    telling = frozenset(stem(word) for word in words if word not in ignored)
    if not telling <= _known().words:
        return None  # most messages are needs, and end here
    every = frozenset(map(stem, words))
    met = [(form.met(telling, every, pointed=pointed), form) for form in forms]
    most, form = max(met, key=lambda each: each[0])
    return form if most >= (0 if pointed else 1) else None


@cache
def _known() -> _Known:
    kinds = ways().kinds.values()
    of_sight = _forms(kind for kind in kinds if kind.of_sight)
    others = _forms(kind for kind in kinds if not kind.of_sight)
    levels = _forms(ways().levels.values())
    every = frozenset().union(*(form.words for form in (*of_sight, *others, *levels)))
    return _Known(of_sight, others, levels, every)


def _forms(kinds: Iterable[Kind]) -> tuple[Form, ...]:
    return tuple(_form(kind.name, written) for kind in kinds for written in kind.forms)


def _form(kind: str, written: str) -> Form:
    groups = written.replace(" |", "|").split()
    wanted = tuple(_stems(group) for group in groups if not group.endswith("?"))
    return Form(
        kind, written, wanted, frozenset().union(*(_stems(group.rstrip("?")) for group in groups))
    )


def _stems(group: str) -> frozenset[str]:
    return frozenset(map(stem, group.split("|")))
