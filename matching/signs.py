"""Finding expressions with alternatives, families of words and gaps.

What it costs follows the length of the text and not the number of expressions.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from knowledge.expressions import EDGE, FAMILY, GAP, group_of, parts
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

M = TypeVar("M")
# What an expression may call the words of a text by: their roots, or the families they belong to.
Keys = tuple[str, ...]
Step = dict[str, list[Keys]]  # the alternatives of a part by their first key; none in a gap
# Where one of a step's alternatives begins in a text -> where it ends, excluded.
Spans = dict[int, list[int]]

_WIDEST_GAP = 5
_MOST_KNOWN = 20_000  # words whose keys are kept
_SHORTEST_FAMILY = 3
# Verbs in -er, feminine and plural.
_ENDINGS = re.compile(r"(?<=\w\w\w)(?:ees|ee|er|ez|aient|ait|es|e|s)$")


@dataclass(frozen=True)
class Sign(Generic[M]):
    """An expression met in a text, with what it means.

    It has the positions of its words, those in its gaps left out.
    """

    words: frozenset[int]
    meaning: M


@dataclass(frozen=True)
class Signs(Generic[M]):
    """Expressions, found in folded words.

    `groups` are the words of each group, `passed_over` those that never count.
    """

    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)
    passed_over: frozenset[str] = frozenset()
    _patterns: dict[tuple[str, M], list[Step]] = field(default_factory=dict)
    # By the keys of the step that fewest of them share: no more is looked at in most texts.
    _anchored: dict[str, list[tuple[str, M]]] = field(default_factory=dict)
    # One for each part written, however many expressions share it.
    _steps: dict[str, Step] = field(default_factory=dict)
    _families: set[str] = field(default_factory=set)
    _known_keys: dict[str, Keys] = field(default_factory=dict)  # of the words met, so many at most

    def add(self, expression: str, meaning: M) -> None:
        """Give a meaning to an expression, once; an expression of no words is passed over."""
        steps = [
            self._step("|".join(part))
            for part in parts(expression)
            if part == [GAP] or self._step("|".join(part))
        ]
        if any(steps) and (expression, meaning) not in self._patterns:
            self._patterns[expression, meaning] = steps
            self._anchored.clear()

    def find(self, words: Sequence[str]) -> Iterator[Sign[M]]:
        """Yield every expression that a text holds, once for each word it begins at."""
        kept = [-1, *(i for i, word in enumerate(words) if word not in self.passed_over), -1]
        keys = [(EDGE,), *(self._keys(words[i]) for i in kept[1:-1]), (EDGE,)]
        places: dict[str, list[int]] = defaultdict(list)
        for i, each in enumerate(keys):
            for key in each:
                places[key].append(i)
        known: dict[int, Spans] = {}
        if self._patterns and not self._anchored:
            self._anchored.update(self._by_rarest_step())
        for name in dict.fromkeys(name for key in places for name in self._anchored.get(key, ())):
            if spans := _all_met(self._patterns[name], keys, places, known):
                for start in spans[0]:
                    if positions := _match(spans, 0, start):
                        yield Sign(frozenset(kept[i] for i in positions) - {-1}, name[1])

    def _by_rarest_step(self) -> dict[str, list[tuple[str, M]]]:
        """Return the expressions by the keys of their rarest step."""
        held = Counter(key for steps in self._patterns.values() for step in steps for key in step)
        anchored = defaultdict(list)
        for name, steps in self._patterns.items():
            for key in min(filter(None, steps), key=lambda step: sum(held[key] for key in step)):
                anchored[key].append(name)
        return anchored

    def _step(self, part: str) -> Step:
        """Return the step of a part as written.

        It is empty for a gap, and for words that never count.
        """
        if part not in self._steps:
            self._steps[part] = {EDGE: [(EDGE,)]} if part == EDGE else self._alternatives(part)
        return self._steps[part]

    def _alternatives(self, part: str) -> Step:
        step: Step = defaultdict(list)
        for alternative in part.split("|") if part != GAP else ():
            group = group_of(alternative)
            for expression in self.groups[group] if group else (alternative,):
                words = [
                    word
                    for written in expression.split()
                    for word in _apart(written)
                    if word not in self.passed_over
                ]
                keys = tuple(map(self._key, words))
                if keys and keys not in step[keys[0]]:
                    step[keys[0]].append(keys)
        return dict(step)

    def _key(self, word: str) -> str:
        """Return the key that a written word is known by, and remember its family."""
        if not word.endswith(FAMILY):
            return _root(word)
        self._families.add(word[:-1])
        self._known_keys.clear()
        return word

    def _keys(self, word: str) -> Keys:
        """Return the keys of a word of a text."""
        known = self._known_keys.get(word)
        if known is None:
            if len(self._known_keys) >= _MOST_KNOWN:
                self._known_keys.clear()
            known = self._known_keys[word] = self._keys_of(word)
        return known

    def _keys_of(self, word: str) -> Keys:
        families = (word[:length] for length in range(_SHORTEST_FAMILY, len(word) + 1))
        return (_root(word), *(family + FAMILY for family in families if family in self._families))


def _apart(word: str) -> Iterable[str]:
    """Return the folded words of a written one, cut at apostrophes.

    "m'étrangl*" gives "m" and "etrangl*".
    """
    cut = tokens(word)
    return [*cut[:-1], cut[-1] + FAMILY] if word.endswith(FAMILY) else cut


@lru_cache(maxsize=8192)
def _root(word: str) -> str:
    """Return a folded word without its endings.

    Snowball's stems would make one word of "tuer" and "tu".
    """
    return _ENDINGS.sub("", word)


def _all_met(
    steps: Sequence[Step],
    keys: Sequence[Keys],
    places: Mapping[str, Sequence[int]],
    known: dict[int, Spans],
) -> list[Spans]:
    """Return where each step is met in a text, with an empty place for a gap.

    Nothing is returned where one of them is not met.
    """
    for step in steps:  # as a loop: most expressions end here
        if step and places.keys().isdisjoint(step):
            return []
    found = []
    for step in steps:
        spans = known.get(id(step))
        if spans is None:
            spans = known[id(step)] = _met(step, keys, places)
        if step and not spans:
            return []
        found.append(spans)
    return found


def _met(step: Step, keys: Sequence[Keys], places: Mapping[str, Sequence[int]]) -> Spans:
    spans: Spans = defaultdict(list)
    for first in step.keys() & places.keys():
        for alternative in step[first]:
            length = len(alternative)
            for start in places[first]:
                if length == 1 or _follow(alternative, keys[start : start + length]):
                    spans[start].append(start + length)
    return dict(spans)


def _follow(alternative: Keys, keys: Sequence[Keys]) -> bool:
    return len(keys) == len(alternative) and all(
        key in each for key, each in zip(alternative, keys, strict=True)
    )


def _match(spans: Sequence[Spans], step: int, start: int) -> list[int]:
    """Return the positions of the words that steps meet from `start`, or none.

    A gap is as short as it can be.
    """
    if not spans[step]:
        for begin in range(start, start + _WIDEST_GAP + 1):
            if begin in spans[step + 1] and (found := _match(spans, step + 1, begin)):
                return found
        return []
    for end in spans[step].get(start, ()):
        if step + 1 == len(spans):
            return list(range(start, end))
        if found := _match(spans, step + 1, end):
            return [*range(start, end), *found]
    return []
