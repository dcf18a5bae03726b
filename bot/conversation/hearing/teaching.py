"""How the sentences of a collection and of the ways of speaking teach its ear."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from bot.conversation.hearing.ear import (
    ACT,
    ASK,
    GUIDE,
    REGION,
    TAMBOUR,
    Ear,
    Spoken,
    ToldAnswers,
)
from bot.conversation.hearing.gathering import examples_in, gather, indexed
from bot.conversation.hearing.kinship import TaughtAnswer, learn
from bot.conversation.hearing.leaning import teach
from bot.conversation.hearing.nearest import build_nearest
from bot.conversation.hearing.utterance import SUBJECTS, Utterance, slotted
from bot.conversation.hearing.ways import ways
from matching.entries import card_words
from matching.words import spelt, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.conversation.hearing.gathering import Gathered
    from bot.conversation.hearing.kinship import Learner
    from bot.conversation.hearing.leaning import Teacher
    from knowledge.collection import Collection
    from knowledge.model import Answer
    from matching.parsing import Parser
    from matching.spelling import Speller

# Needs of a theme, or questions of a sort, that teach: more take time, and hardly teach.
_MOST_OF_A_SORT = 200
# How far from -1 the sides of acts and levels are stretched: a classifier that bears with sentences
# on the wrong side puts all nearer together. With C from 0.3 to 2 and stretches from 1 to 2.6, C of
# 0.5 and this heard most of the cases held out: 0.83 of 2,106, and 0.82 with C of 2.
_STRETCHED = 1.7


def build_ear(
    collection: Collection, parser: Parser, teacher: Teacher = teach, learner: Learner = learn
) -> Ear:
    """Gather and index the sentences of a collection and of the ways of speaking.

    `teacher` makes a classifier of the sentences of each kind, `learner` tells from the questions
    and answers of cards how akin others are.
    """
    gathered = gather(collection)
    blocks, answers = gathered.blocks, gathered.answers
    names = [name for name, _ in blocks]
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
    compared = indexed(names, starts)
    of_compared = np.searchsorted(compared, starts)
    return Ear(
        build_nearest(words, compared),
        teacher(_by_kind(names, slots, starts, gathered.sorts)).stretched(_STRETCHED),
        teacher(_by_subject(names, words, starts, answers)),
        teacher(_by_answer(names, words, starts)).stretched(_STRETCHED),
        learner(_by_card(words, starts, gathered)),
        examples_in(blocks),
        tuple(names),
        of_compared,
        answers,
        gathered.levels,
        gathered.of_card,
        {card: _spoken(each, parser) for card, each in answers.items()},
        {
            sort: _told(of_sort, blocks, of_compared)
            for sort in (REGION, GUIDE, TAMBOUR)
            if (of_sort := [i for i, name in enumerate(names) if name.startswith(f"{sort}:")])
        },
        {
            "".join(tokens(name)): each.acronym
            for each in reversed(collection.acronyms)
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


def _by_card(
    words: Sequence[Sequence[str]], starts: NDArray[np.int64], gathered: Gathered
) -> dict[str, list[TaughtAnswer]]:
    """Return the answers of each card, with the ways of asking for them."""
    return {
        card: [
            TaughtAnswer(words[int(starts[i]) : int(starts[i + 1]) - 1], words[last], answer.about)
            for i, answer in zip(gathered.of_card[card], answers, strict=True)
            for last in (int(starts[i + 1]) - 1,)
        ]
        for card, answers in gathered.answers.items()
    }


def _told(
    of_sort: Sequence[int], blocks: Sequence[tuple[str, list[str]]], starts: NDArray[np.int64]
) -> ToldAnswers:
    """Return the answers of a sort; their blocks stand side by side."""
    bounds = starts[of_sort[0] : of_sort[-1] + 2]
    answers, holding = list[tuple[str, int]](), defaultdict[str, list[int]](list)
    for position, i in enumerate(of_sort):
        name, said = blocks[i]
        _, theme, number = name.split(":")
        answers.append((theme, int(number)))
        for root in {stem(word) for sentence in said for word in tokens(sentence)}:
            holding[root].append(position)
    asked = np.full((len(of_sort), int(np.diff(bounds).max()) - 1), bounds[-1] - bounds[0])
    for row, first, says in zip(asked, bounds[:-1], bounds[1:] - 1, strict=True):
        row[: says - first] = np.arange(first, says) - bounds[0]
    return ToldAnswers(
        tuple(answers),
        bounds,
        asked,
        {root: np.array(positions, np.intp) for root, positions in holding.items()},
    )


def _spoken(answers: Sequence[Answer], parser: Parser) -> Spoken:
    stems, meanings = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for i, answer in enumerate(answers):
        texts = [tokens(text) for text in (*answer.asked, answer.says)]
        for root in {stem(word) for words in texts for word in words}:
            stems[root].append(i)
        found = (each.meaning for words in texts for each in parser.lexicon.find(words))
        for term in {meaning.term for meaning in found if meaning.facet in SUBJECTS}:
            meanings[term].append(i)
    return Spoken(dict(stems), dict(meanings))


def _mender(speller: Speller) -> Callable[[str], Sequence[str]]:
    """Return what gives the words of a sentence as they are understood.

    An example may be as badly spelt as a message.
    """

    def mend(sentence: str) -> Sequence[str]:
        words = [word for reading in speller.read(spelt(sentence)) for word in spelt(reading.shown)]
        return words or spelt(sentence)

    return mend
