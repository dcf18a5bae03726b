"""The ear of a collection.

Every sentence that says what a message asks is indexed once, and kept with the world. Three sorts
of sentences stand there side by side: examples of each kind of act (fr/*.yaml), ways of asking for
each answer of each card, and needs as people type them (the cards' own). A message is heard by
those it resembles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.conversation.hearing.leaning import Leaning, teach
from bot.conversation.hearing.nearest import Nearest, build_nearest
from bot.conversation.hearing.utterance import SUBJECTS, Utterance, slotted
from bot.conversation.hearing.ways import ways
from bot.conversation.questions import questions
from matching.entries import card_words
from matching.words import fold, spelt, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.conversation.hearing.nearest import Likeness
    from knowledge.collection import Collection
    from knowledge.model import Answer
    from matching.parsing import Parser
    from matching.spelling import Speller

NEED, ASK, REGION, GUIDE, TAMBOUR = "need", "ask", "region", "guide", "tambour"
ACT = "act"  # what is no answer to a question of the self-assessment
# Needs of a theme, or questions of a sort, that teach: more take time, and hardly teach.
_MOST_OF_A_SORT = 200
_IN_SIGHT = 0.1  # what it counts that an answer is of the topic in sight
_CLOSEST = (0.6, 0.25, 0.15)  # what the three closest sentences of a kind count


@dataclass(frozen=True)
class Ear:
    """Sentences in blocks: one for each name in `blocks`, from `starts[i]` to `starts[i + 1]`.

    `acronyms` and `expansions` give the acronym of each name, folded, and of each whole form,
    between spaces. A block is a kind of act, the needs of the cards ("need"), or an answer
    ("ask:45:3", the fourth of card 45).
    """

    nearest: Nearest
    leaning: Leaning
    subjects: Leaning
    answering: Leaning
    sentences: tuple[str, ...]
    blocks: tuple[str, ...]
    starts: NDArray[np.int64]
    answers: dict[str, tuple[Answer, ...]]
    levels: NDArray[np.intp]
    of_card: dict[str, NDArray[np.intp]]
    spoken: dict[str, tuple[Spoken, ...]]
    told: dict[str, tuple[tuple[str, int, int], ...]]
    acronyms: dict[str, str]
    expansions: dict[str, str]
    card_words: dict[str, dict[str, float]]

    def listen(self, said: Utterance) -> Heeded:
        """Return what a message leans to, and what tells how much it resembles each block."""
        return Heeded(
            self, said, _joined(self.leaning.of(said.slotted)), self.subjects.of(said.mended)
        )


class Spoken(NamedTuple):
    """What an answer and the ways of asking for it speak of.

    It is their stems, and the terms of their meanings.
    """

    stems: frozenset[str]
    meanings: frozenset[str]


class Near(NamedTuple):
    """How close a message is to an answer, by its position in the card.

    It is so to a way of asking for it, and to its own words.
    """

    position: int
    asked: float
    says: float


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
        near = [("", 0.0)]
        for block in (i for i, name in enumerate(self.ear.blocks) if name == kind):
            first, last = self._span(block)
            likeness = self._likeness(first, last)
            near.append(
                (self.ear.sentences[first + int(np.argmax(likeness))], float(likeness.max()))
            )
        return max(near, key=lambda each: each[1])[0]

    def answers_of(self, card: str) -> list[Near]:
        """Return how close the message is to each answer of a card."""
        blocks = self.ear.of_card.get(card)
        if blocks is None:
            return []
        first, last = self._span(int(blocks[0]))[0], self._span(int(blocks[-1]))[1]
        likeness = self._likeness(first, last)
        spans = [self._span(int(block)) for block in blocks]
        return [
            Near(
                i,
                float(likeness[low - first : high - first - 1].max()),
                float(likeness[high - first - 1]),
            )
            for i, (low, high) in enumerate(spans)
        ]

    def told(self, sort: str, in_sight: str = "") -> tuple[str, int, float]:
        """Return the theme, the position and the nearness of the closest answer told.

        The theme is "" for the region. An answer of the topic in sight is taken where another is
        hardly closer.
        """
        best = ("", -1, 0.0)
        for name, first, last in self.ear.told.get(sort, ()):
            likeness = self._likeness(first, last)
            _, theme, number = name.split(":")
            near = max(float(likeness[:-1].max()), float(likeness[-1])) + (
                _IN_SIGHT if theme == in_sight else 0.0
            )
            if near > best[2]:
                best = (theme, int(number), near)
        return best

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
                best = (
                    self.ear.blocks[block],
                    near,
                    self.ear.sentences[first + int(np.argmax(likeness))],
                )
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

    def _likeness(self, first: int, last: int) -> Likeness:
        """Return how much the message, as typed or as mended, resembles each sentence of a span."""
        likeness = self.ear.nearest.likeness(self.said.spelt, first, last)
        if self.said.mended != self.said.spelt:
            likeness = np.maximum(
                likeness, self.ear.nearest.likeness(self.said.mended, first, last)
            )
        return likeness


def build_ear(collection: Collection, parser: Parser) -> Ear:
    """Gather and index the sentences of a collection and of the ways of speaking."""
    blocks: list[tuple[str, list[str]]] = [
        (kind.name, [*kind.examples, *kind.whole])
        for kind in ways().kinds.values()
        if kind.examples or kind.whole
    ]
    of_kinds = len(blocks)
    blocks += [
        (level.name, list(level.examples)) for level in ways().levels.values() if level.examples
    ]
    of_levels = len(blocks)
    sorts = [""] * len(blocks)
    for theme in collection.themes:
        needs = [
            need for card in collection.cards.values() if card.theme == theme for need in card.needs
        ]
        if needs:
            blocks.append((NEED, needs))
            sorts.append(theme)
    answers = {card.id: card.answers for card in collection.cards.values() if card.answers}
    of_card = {}
    for card, each in answers.items():
        of_card[card] = np.arange(len(blocks), len(blocks) + len(each), dtype=np.intp)
        blocks += [
            (f"{ASK}:{card}:{i}", [*answer.asked, answer.says]) for i, answer in enumerate(each)
        ]
        sorts += [answer.about for answer in each]
    told = {f"{REGION}:": collection.context.answers}
    told |= {f"{GUIDE}:{theme}": guide.answers for theme, guide in collection.guides.items()}
    told |= {f"{TAMBOUR}:{topic}": every for topic, every in questions().items()}
    blocks += [
        (f"{name}:{i}", [*each.asked, each.says])
        for name, every in told.items()
        for i, each in enumerate(every)
    ]
    sorts += [name.partition(":")[2].partition(":")[0] for name, _ in blocks[len(sorts) :]]
    sentences = [sentence for _, said in blocks for sentence in said]
    mend = _mender(parser.speller)
    words = [mend(sentence) for sentence in sentences]
    slots = [
        Utterance(sentence, parser).slotted
        if _may_name_a_place(sentence)
        else slotted(each, parser.lexicon.acronyms)
        for sentence, each in zip(sentences, words, strict=True)
    ]
    starts = np.cumsum([0, *(len(said) for _, said in blocks)])
    return Ear(
        build_nearest(words),
        teach(_by_kind([name for name, _ in blocks], slots, starts, sorts)),
        teach(_by_subject([name for name, _ in blocks], words, starts, answers)),
        teach(_by_answer([name for name, _ in blocks], words, starts)),
        tuple(sentences),
        tuple(name for name, _ in blocks),
        starts,
        answers,
        np.arange(of_kinds, of_levels, dtype=np.intp),
        of_card,
        {card: tuple(_spoken(answer, parser) for answer in each) for card, each in answers.items()},
        {
            sort: _spans(sort, [name for name, _ in blocks], starts)
            for sort in (REGION, GUIDE, TAMBOUR)
        },
        {
            fold(name): each.acronym
            for each in collection.acronyms
            for name in (each.acronym, *each.variants)
        },
        {f" {' '.join(tokens(each.expansion))} ": each.acronym for each in collection.acronyms},
        {card.id: card_words(card) for card in collection.cards.values()},
    )


def _may_name_a_place(sentence: str) -> bool:
    """Tell whether a capital stands inside a sentence: a message has places in a slot."""
    return any(word[:1].isupper() for word in sentence.split()[1:])


def _by_kind(
    blocks: Sequence[str],
    words: Sequence[Sequence[str]],
    starts: NDArray[np.int64],
    sorts: Sequence[str],
) -> dict[str, list[Sequence[str]]]:
    """Return the sentences of each kind of act, of needs and of questions; not the levels'.

    `sorts` tells the theme of each need, and what each question about a card asks; of a block, it
    is the same or "". By them needs and questions are parted: as one kind they would be so many,
    and so different, that no hyperplane could part them from the rest.
    """
    said: dict[str, list[Sequence[str]]] = {}
    for i, name in enumerate(blocks):
        if name in ways().levels:
            continue
        kind = name.partition(":")[0]
        every = words[int(starts[i]) : int(starts[i + 1])]
        said.setdefault(f"{kind}:{sorts[i]}" if sorts[i] else kind, []).extend(
            every[:-1] if ":" in name else every
        )
    return {
        kind: _evenly(every, _MOST_OF_A_SORT) if ":" in kind else every
        for kind, every in said.items()
    }


def _evenly(sentences: Sequence[Sequence[str]], most: int) -> list[Sequence[str]]:
    """Return at most so many sentences, taken evenly from all."""
    count = min(len(sentences), most)
    return [sentences[i * len(sentences) // count] for i in range(count)]


def _joined(sides: Mapping[str, float]) -> dict[str, float]:
    """Return the side of each kind.

    That of needs, and of questions, is that of the sort that the message is most on.
    """
    joined: dict[str, float] = {}
    for name, side in sides.items():
        kind = name.partition(":")[0]
        joined[kind] = max(joined.get(kind, side), side)
    return joined


def _by_answer(
    blocks: Sequence[str], words: Sequence[Sequence[str]], starts: NDArray[np.int64]
) -> dict[str, list[Sequence[str]]]:
    """Return the ways of answering a question of the self-assessment, and what is no answer."""
    said: dict[str, list[Sequence[str]]] = {}
    for i, name in enumerate(blocks):
        if not name.startswith(f"{ASK}:"):
            said.setdefault(name if name in ways().levels else ACT, []).extend(
                words[int(starts[i]) : int(starts[i + 1])]
            )
    return said


def _by_subject(
    blocks: Sequence[str],
    words: Sequence[Sequence[str]],
    starts: NDArray[np.int64],
    answers: Mapping[str, Sequence[Answer]],
) -> dict[str, list[Sequence[str]]]:
    """Return the ways of asking for facts, by the sort of fact."""
    said: dict[str, list[Sequence[str]]] = {}
    for i, name in enumerate(blocks):
        if name.startswith(f"{ASK}:"):
            _, card, number = name.split(":")
            about = answers[card][int(number)].about
            said.setdefault(about, []).extend(words[int(starts[i]) : int(starts[i + 1]) - 1])
    return said


def _spans(
    sort: str, blocks: Sequence[str], starts: NDArray[np.int64]
) -> tuple[tuple[str, int, int], ...]:
    """Return the blocks of answers of a sort.

    Each has its first sentence and the one after its last.
    """
    found = ((i, name) for i, name in enumerate(blocks) if name.startswith(f"{sort}:"))
    return tuple((name, int(starts[i]), int(starts[i + 1])) for i, name in found)


def _spoken(answer: Answer, parser: Parser) -> Spoken:
    texts = [tokens(text) for text in (*answer.asked, answer.says)]
    found = (each.meaning for words in texts for each in parser.lexicon.find(words))
    return Spoken(
        frozenset(stem(word) for words in texts for word in words),
        frozenset(meaning.term for meaning in found if meaning.facet in SUBJECTS),
    )


def _mender(speller: Speller) -> Callable[[str], Sequence[str]]:
    """Return what gives the words of a sentence as they are understood.

    An example may be as badly spelt as a message.
    """

    def mend(sentence: str) -> Sequence[str]:
        words = [word for reading in speller.read(spelt(sentence)) for word in spelt(reading.shown)]
        return words or spelt(sentence)

    return mend
