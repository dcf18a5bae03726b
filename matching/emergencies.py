"""Recognising a danger to people in everyday words.

A false alarm costs a line, a miss may cost a life.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from matching.signs import Sign, Signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.vocabulary import Emergencies

# Words between an act and the person who suffers it: "un gamin du village est encore battu".
_NEAR = 6


class _Part(Enum):
    TERM = auto()
    SUBJECT = auto()
    PERSON = auto()
    ACT = auto()
    HARMLESS = auto()
    PLANNED = auto()


Meaning = tuple[_Part, str]


@dataclass(frozen=True)
class Danger:
    """What was recognised as a danger.

    It holds the ids of emergencies and the positions of the words that tell them. Those `planned`
    are only the subject of a project ("prévenir le suicide"): nobody is to be called at once.
    `named` are those that are only named, as a subject ("violences faites aux femmes"), which
    someone may live through or wish to act upon. `harmless`: an expression that holds the words of
    a danger and is none was met ("se tuer à la tâche").
    """

    emergencies: frozenset[str] = frozenset()
    words: frozenset[int] = frozenset()
    planned: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    harmless: bool = False


@dataclass(frozen=True)
class DangerWords:
    """Looks for the words of dangers.

    `concepts` are those whose cards may answer one, `grave` the ids to remember.
    """

    concepts: frozenset[str] = frozenset()
    grave: frozenset[str] = frozenset()
    _signs: Signs[Meaning] = field(default_factory=Signs)

    def add(self, part: _Part, emergency: str, expressions: Iterable[str]) -> None:
        """Give expressions their part in an emergency."""
        for expression in expressions:
            self._signs.add(expression, (part, emergency))

    def look(self, words: Sequence[str]) -> Danger:
        """Return the dangers that folded words tell."""
        signs = list(self._signs.find(words))
        found = _alarming(signs)
        telling = found[_Part.TERM] + _suffered(found[_Part.ACT], found[_Part.PERSON])
        lived = frozenset(each.meaning[1] for each in telling)
        if not found[_Part.PLANNED]:
            telling += found[_Part.SUBJECT]
        told = frozenset(each.meaning[1] for each in telling)
        return Danger(
            told,
            frozenset(i for each in telling for i in each.words),
            frozenset(each.meaning[1] for each in found[_Part.SUBJECT]) - told,
            told - lived,
            any(each.meaning[0] is _Part.HARMLESS for each in signs),
        )


def build_watch(known: Emergencies) -> DangerWords:
    """Gather the words of the dangers that a collection knows."""
    watch = DangerWords(
        frozenset(concept for each in known.emergencies for concept in each.concepts),
        frozenset(each.id for each in known.emergencies if each.grave),
        Signs({group.id: group.words for group in known.groups}, frozenset(known.passed_over)),
    )
    watch.add(_Part.HARMLESS, "", known.harmless)
    watch.add(_Part.PLANNED, "", known.planned)
    for each in known.emergencies:
        watch.add(_Part.TERM, each.id, each.terms)
        watch.add(_Part.SUBJECT, each.id, each.subjects)
        watch.add(_Part.PERSON, each.id, each.people)
        watch.add(_Part.ACT, each.id, each.acts)
    return watch


def _alarming(found: list[Sign[Meaning]]) -> dict[_Part, list[Sign[Meaning]]]:
    """Return, part by part, what was met outside the harmless expressions.

    What holds a whole harmless expression is met too.
    """
    parts: dict[_Part, list[Sign[Meaning]]] = {part: [] for part in _Part}
    for each in found:
        parts[each.meaning[0]].append(each)
    harmless = {each.words for each in parts[_Part.HARMLESS]}
    return {
        part: [
            each
            for each in signs
            if not any(words & each.words and not words < each.words for words in harmless)
        ]
        for part, signs in parts.items()
    }


def _suffered(acts: list[Sign[Meaning]], people: list[Sign[Meaning]]) -> list[Sign[Meaning]]:
    """Return the acts that stand near someone of their emergency, and these people."""
    telling = []
    for act in acts:
        near = [
            who
            for who in people
            if who.meaning[1] == act.meaning[1] and _distance(act, who) <= _NEAR
        ]
        telling += [act, *near] if near else []
    return telling


def _distance(one: Sign[Meaning], other: Sign[Meaning]) -> int:
    """Return how many words stand between two expressions; less than 0 where they share one."""
    first, second = sorted((one.words, other.words), key=min)
    return min(second) - max(first) - 1
