"""The ear of a collection.

Every sentence that says what a message asks is indexed once, and kept with the world. Three sorts
of sentences stand there side by side: examples of each kind of act (fr/*.yaml), ways of asking for
each answer of each card, and needs as people type them (the cards' own). A message is heard by
those it resembles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.conversation.hearing.leaning import Leaning
from bot.conversation.hearing.nearest import Nearest, build_nearest
from bot.conversation.hearing.utterance import Utterance
from matching.words import spelt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.conversation.hearing.kinship import Kinship, Places
    from bot.conversation.hearing.nearest import Likeness
    from knowledge.model import Answer

NEED, ASK, REGION, GUIDE, TAMBOUR = "need", "ask", "region", "guide", "tambour"
ACT = "act"  # what is no answer to a question of the self-assessment
_IN_SIGHT = 0.1  # what it counts that an answer is of the topic in sight
_CLOSEST = (0.6, 0.25, 0.15)  # what the three closest sentences of a kind count
# What it counts of an answer told that the message is like what it says, and the share of the
# message that it speaks of. Of 2,700 ways of asking, each held out in turn, the closest alone found
# the right answer for 0.28; these find it for 0.37.
_TOLD_SAYS, _TOLD_SHARED = 0.3, 0.3
_NONE = np.zeros(0, np.intp)
_AS_CLOSE = 0.9  # from which share of the best a second answer is worth telling too


@dataclass(frozen=True)
class Ear:
    """What the sentences of a collection and of the ways of speaking teach.

    `examples` are those of each kind of act, of the needs, and of each level. Those that messages
    are compared with stand in blocks of `nearest`: one for each name in `blocks`, from `starts[i]`
    to `starts[i + 1]`. A block is a level, or an answer ("ask:45:3", the fourth of card 45, is what
    it says); the others are empty. `acronyms` and `expansions` give the acronym of each name, as
    one word, and of each whole form, between spaces.
    """

    nearest: Nearest
    leaning: Leaning
    subjects: Leaning
    answering: Leaning
    kinship: Kinship
    examples: dict[str, tuple[str, ...]]
    blocks: tuple[str, ...]
    starts: NDArray[np.int64]
    answers: dict[str, tuple[Answer, ...]]
    levels: NDArray[np.intp]
    of_card: dict[str, NDArray[np.intp]]
    spoken: dict[str, Spoken]
    told: dict[str, ToldAnswers]
    acronyms: dict[str, str]
    expansions: dict[str, str]
    card_words: dict[str, dict[str, float]]

    def listen(self, said: Utterance) -> Heeded:
        """Return what a message leans to, and what tells how much it resembles each block."""
        return Heeded(
            self, said, self._joined(self.leaning.of(said.slotted)), self.subjects.of(said.mended)
        )

    def _joined(self, sides: Mapping[str, float]) -> dict[str, float]:
        """Return the side of each kind.

        That of needs, and of questions, is that of the sort that the message is most on.
        """
        joined: dict[str, float] = {}
        for kind, side in zip(self._kinds, sides.values(), strict=True):
            joined[kind] = max(joined.get(kind, side), side)
        return joined

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        """The kinds that are leant to, without the sorts that some are parted into."""
        return tuple(name.partition(":")[0] for name in self.leaning.kinds)


class Spoken(NamedTuple):
    """What the answers of a card, and the ways of asking for them, speak of.

    It is the positions of those that hold each stem, and each term of a meaning.
    """

    stems: dict[str, list[int]]
    meanings: dict[str, list[int]]


class ToldAnswers(NamedTuple):
    """The answers of the region, of the guides or about the bot, by their themes and positions.

    The sentences of answer i go from `starts[i]` to before `starts[i + 1]`, the last is what it
    says. `asked` has a row for each: its other sentences, counted from the first of all, and
    after them what stands for none. `holding` are the answers that have a stem.
    """

    answers: tuple[tuple[str, int], ...]
    starts: NDArray[np.int64]
    asked: NDArray[np.intp]
    holding: dict[str, NDArray[np.intp]]


@dataclass(frozen=True)
class Heeded:
    """What a message leans to.

    It tells on which side of each kind of act and of each sort of fact the message is, above 0 or
    below.
    """

    ear: Ear
    said: Utterance
    leaning: dict[str, float]
    subjects: dict[str, float]

    def kinds(self, count: int) -> list[tuple[str, float]]:
        """Return the kinds of acts that the message leans to most.

        Each has how far it leans, above 0 or below.
        """
        acts = [each for each in self.leaning.items() if each[0] not in (NEED, ASK)]
        return sorted(acts, key=lambda each: -each[1])[:count]

    def example(self, kind: str) -> str:
        """Return the sentence of a kind that the message resembles most."""
        examples = self.ear.examples.get(kind, ())
        if not examples:
            return ""
        nearest = build_nearest([spelt(each) for each in examples])
        vector = nearest.vector(self.said.mended)
        return examples[int(np.argmax(nearest.likeness(vector, 0, len(examples))))]

    def answers_of(self, card: str) -> tuple[list[float], list[float]]:
        """Return how close the message is to each answer of a card, in their order.

        It is so to the answer's own words, and to what such questions ask.
        """
        blocks = self.ear.of_card.get(card)
        if blocks is None:
            return [], []
        first, last = self._span(int(blocks[0]))[0], self._span(int(blocks[-1]))[1]
        says = self._likeness(first, last)
        akin = self.ear.kinship.to(card, self._place)
        return says.tolist(), akin.tolist()

    @cached_property
    def sorts(self) -> dict[str, float]:
        """How likely each sort of fact is the one asked, 0 to 1."""
        return {name: 1.0 / (1.0 + math.exp(-3.0 * side)) for name, side in self.subjects.items()}

    def told(self, sort: str, in_sight: str = "") -> tuple[str, tuple[int, ...], float]:
        """Return the theme, the positions and the nearness of the closest answer told.

        The theme is "" for the region. An answer of the topic in sight is taken where another is
        hardly closer. A second position is that of an answer of the same theme as close.
        """
        told = self.ear.told.get(sort)
        if told is None:
            return "", (-1,), 0.0
        first, last = int(told.starts[0]), int(told.starts[-1])
        alike = np.append(self._likeness(first, last), 0.0).astype(np.float64)
        asked = np.sort(alike[told.asked], axis=1)[:, ::-1].T[: len(_CLOSEST)]
        says = alike[told.starts[1:] - 1 - first]
        shared = np.zeros(len(says))
        for root, weight in self.said.telling.items():
            shared[told.holding.get(root, _NONE)] += weight
        shared /= sum(self.said.telling.values()) or 1.0
        beside = np.array([_IN_SIGHT if theme == in_sight else 0.0 for theme, _ in told.answers])
        closest = sum(share * each for share, each in zip(_CLOSEST, asked, strict=False))
        scores = closest + _TOLD_SAYS * says + _TOLD_SHARED * shared + beside
        near = np.maximum(asked[0], says) + beside
        best, *others = sorted(
            zip(scores.tolist(), near.tolist(), told.answers, strict=True), reverse=True
        )[:2]
        theme, number = best[2]
        second = [
            each
            for score, _, (other, each) in others
            if other == theme and score >= _AS_CLOSE * best[0]
        ]
        return theme, (number, *second), best[1]

    def subject(self) -> str:
        """Return what sort of fact the message leans to: "cost", "since"..."""
        return max(self.subjects, key=lambda each: self.subjects[each], default="")

    def level(self) -> tuple[str, float, str]:
        """Return the closest way of answering a question of the self-assessment.

        With it go how close it is, and the example.
        """
        best = ("", 0.0, "")
        for block in map(int, self.ear.levels):
            first, last = self._span(block)
            likeness = self._likeness(first, last)
            closest = np.sort(likeness)[::-1][: len(_CLOSEST)]
            near = float(sum(share * each for share, each in zip(_CLOSEST, closest, strict=False)))
            if near > best[1]:
                name = self.ear.blocks[block]
                best = name, near, self.ear.examples[name][int(np.argmax(likeness))]
        return best

    def answer(self) -> tuple[str, float]:
        """Return the way of answering a question of the self-assessment that is leant to.

        With it goes how far the message leans to it.
        """
        sides = {
            name: side
            for name, side in self.ear.answering.of(self.said.mended).items()
            if name != ACT
        }
        name = max(sides, key=lambda each: sides[each], default="")
        return name, sides.get(name, -1.0)

    def _span(self, block: int) -> tuple[int, int]:
        return int(self.ear.starts[block]), int(self.ear.starts[block + 1])

    @cached_property
    def _place(self) -> Places:
        """Where the message is among questions."""
        return self.ear.kinship.place(self.said.mended)

    @cached_property
    def _vectors(self) -> tuple[Likeness, ...]:
        """Vectors of the message as typed and, where it differs, as mended."""
        either = dict.fromkeys((self.said.spelt, self.said.mended))
        return tuple(self.ear.nearest.vector(words) for words in either)

    def _likeness(self, first: int, last: int) -> Likeness:
        """Return how much the message, as typed or as mended, resembles each sentence of a span."""
        either = (self.ear.nearest.likeness(each, first, last) for each in self._vectors)
        return reduce(np.maximum, either)
