"""Recognising a danger to people in everyday words; a false alarm costs a line, a miss may cost a life."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from matching.phrases import Found, Phrases
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.vocabulary import Emergencies

_NEAR = 6  # words between an act and the person who suffers it: "un gamin du village est encore battu"
_ENDINGS = re.compile(r"(?<=\w\w\w)(?:ees|ee|er|ez|aient|ait|es|e|s)$")  # verbs in -er, feminine and plural


class _Part(Enum):
    TERM = auto()
    PERSON = auto()
    ACT = auto()
    HARMLESS = auto()


Sign = tuple[_Part, str]


@dataclass(frozen=True)
class Danger:
    """What was recognised: the ids of emergencies, and the positions of the words that tell them."""

    emergencies: frozenset[str] = frozenset()
    words: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Watch:
    """Looks for the words of dangers; `concepts` are those whose cards may answer one."""

    concepts: frozenset[str] = frozenset()
    _signs: Phrases[Sign] = field(default_factory=Phrases)

    def add(self, part: _Part, emergency: str, expressions: Iterable[str]) -> None:
        """Give expressions their part in an emergency."""
        for expression in expressions:
            self._signs.add([_root(word) for word in tokens(expression)], (part, emergency))

    def look(self, words: Sequence[str]) -> Danger:
        """Return the dangers that folded words tell."""
        found = _alarming(list(self._signs.find([_root(word) for word in words])))
        telling = [each for each in found if each.meaning[0] is _Part.TERM]
        people = [each for each in found if each.meaning[0] is _Part.PERSON]
        for act in found:
            if act.meaning[0] is _Part.ACT:
                near = [who for who in people if who.meaning[1] == act.meaning[1] and _distance(act, who) <= _NEAR]
                telling += [act, *near] if near else []
        return Danger(
            frozenset(each.meaning[1] for each in telling),
            frozenset(i for each in telling for i in range(each.start, each.end)),
        )


def build_watch(known: Emergencies) -> Watch:
    """Gather the words of the dangers that a collection knows."""
    watch = Watch(frozenset(concept for each in known.emergencies for concept in each.concepts))
    watch.add(_Part.HARMLESS, "", known.harmless)
    for each in known.emergencies:
        watch.add(_Part.TERM, each.id, each.terms)
        watch.add(_Part.PERSON, each.id, each.people)
        watch.add(_Part.ACT, each.id, each.acts)
    return watch


@lru_cache(maxsize=8192)
def _root(word: str) -> str:
    """Return a folded word without its endings; Snowball's stems would make one word of "tuer" and "tu"."""
    return _ENDINGS.sub("", word)


def _alarming(found: list[Found[Sign]]) -> list[Found[Sign]]:
    """Return what was met outside the harmless expressions, or in an expression longer than these."""
    harmless = [each for each in found if each.meaning[0] is _Part.HARMLESS]
    return [
        each
        for each in found
        if each.meaning[0] is not _Part.HARMLESS
        and not any(_distance(each, h) < 0 and h.end - h.start >= each.end - each.start for h in harmless)
    ]


def _distance(one: Found[Sign], other: Found[Sign]) -> int:
    """Return how many words stand between two expressions; less than 0 where they share one."""
    return max(one.start, other.start) - min(one.end, other.end)
