"""How akin a question is to the answers of a card, as every card's questions and answers teach.

"ça douille" shares no word with "la fiche ne dit pas ce que le bus a coûté". Each term has a place
as it asks and another as it answers, in a space of few dimensions; a question is akin to an answer
where the sums of their terms' places point the same way (supervised semantic indexing; Bai et al.,
2009). Each way of asking for an answer teaches by its answer beside the others of the card. It is
taught when the world is built, and is a few arrays of numbers after that.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.conversation.hearing.terms import roots_of, term_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Places = NDArray[np.float32]
    Learner = Callable[[Mapping[str, Sequence["TaughtAnswer"]]], "Kinship"]

_DIMENSIONS = 64
_ROUNDS = 20  # over all the cards
_CARDS = 4  # that teach at once
_FEWEST = 3  # sentences that hold a term; a rarer one is left out
# How far the places move at a time (Adam; Kingma and Ba, 2015), and what draws them back.
_STEP, _DRAWN, _FIRST, _SECOND = 0.01, 1e-3, 0.9, 0.99
_SPREAD, _SHARPNESS = 0.1, 6.0  # of the places at first; of the choice among a card's answers


class TaughtAnswer(NamedTuple):
    """An answer of a card as it teaches: the words of each way of asking, its own, its sort."""

    asked: Sequence[Sequence[str]]
    says: Sequence[str]
    about: str


@dataclass(frozen=True)
class Kinship:
    """The places of terms that ask, and those of the answers of each card.

    `terms` are in order; each weighs its `rarity`.
    """

    terms: NDArray[np.int64]
    rarity: Places
    asking: Places
    answers: dict[str, Places]

    def place(self, words: Sequence[str]) -> Places:
        """Return the place of a question, in words as spelt."""
        hashed, counts = np.unique(np.array(roots_of(words), np.int64), return_counts=True)
        found = np.searchsorted(self.terms, hashed)
        found[found == len(self.terms)] = 0
        known = self.terms[found] == hashed if len(self.terms) else np.zeros(len(found), bool)
        found, counts = found[known], counts[known]
        weights = (1.0 + np.log(counts)) * self.rarity[found]
        length = math.sqrt(float(weights @ weights)) or 1.0
        place: Places = (weights / length).astype(np.float32) @ self.asking[found]
        return place

    def to(self, card: str, place: Places) -> Places:
        """Return how akin the question at a place is to each answer of a card."""
        akin: Places = self.answers[card] @ place
        return akin


def learn(cards: Mapping[str, Sequence[TaughtAnswer]], rounds: int = _ROUNDS) -> Kinship:
    """Return what the questions and answers of cards teach, gone through so many times."""
    said = _Said(cards)
    chance = np.random.default_rng(0)
    asking = chance.normal(0.0, _SPREAD, (len(said.terms), _DIMENSIONS)).astype(np.float32)
    answering = asking.copy()
    moved = (_Mover(asking), _Mover(answering))
    names = list(cards)
    for lap in range(rounds):
        chance.shuffle(names)
        for i in range(0, len(names), _CARDS):
            drawn = (asking * _DRAWN, answering * _DRAWN)
            for card in names[i : i + _CARDS]:
                questions, told_by, right = said.halves(card, chance)
                asked, told = questions @ asking, told_by @ answering
                wrong = _chosen(asked @ told.T)
                wrong[np.arange(len(right)), right] -= 1.0
                wrong *= _SHARPNESS / (len(right) * _CARDS)
                drawn[0][:] += questions.T @ (wrong @ told)
                drawn[1][:] += told_by.T @ (wrong.T @ asked)
            for mover, force in zip(moved, drawn, strict=True):
                mover.move(force, kept=lap >= rounds // 2)
    asks, answers = (mover.mean() for mover in moved)
    places = {card: (said.whole(card) @ answers).astype(np.float32) for card in cards}
    return Kinship(said.terms, said.rarity, asks, places)


def _chosen(akin: Places) -> Places:
    """Return how likely each answer is chosen for each question."""
    raised = np.exp(_SHARPNESS * (akin - akin.max(axis=1, keepdims=True)))
    chosen: Places = raised / raised.sum(axis=1, keepdims=True)
    return chosen


class _Mover:
    """What moves places by what draws them, each as fast as it was drawn before.

    What was learnt is where they were on the way, not where they happened to end (Polyak and
    Juditsky, 1992).
    """

    def __init__(self, places: Places) -> None:
        self._places, self._passed = places, np.zeros_like(places)
        self._first, self._second = np.zeros_like(places), np.zeros_like(places)
        self._moves = self._kept = 0

    def move(self, force: Places, *, kept: bool) -> None:
        """Move the places; `kept`: they count among those passed."""
        self._moves += 1
        self._first += (1 - _FIRST) * (force - self._first)
        self._second += (1 - _SECOND) * (force * force - self._second)
        first = self._first / (1 - _FIRST**self._moves)
        second = self._second / (1 - _SECOND**self._moves)
        self._places -= _STEP * first / (np.sqrt(second) + 1e-6)
        if kept:
            self._kept += 1
            self._passed += self._places

    def mean(self) -> Places:
        """Return the mean of the places passed."""
        mean: Places = (self._passed / max(self._kept, 1)).astype(np.float32)
        return mean


class _Said:
    """Every question and answer as a row of counted terms."""

    def __init__(self, cards: Mapping[str, Sequence[TaughtAnswer]]) -> None:
        rows, self._rows = list[list[int]](), dict[str, list[tuple[range, int]]]()
        for card, told in cards.items():
            self._rows[card] = []
            for each in told:
                asked = range(len(rows), len(rows) + len(each.asked))
                rows += [roots_of(words) for words in each.asked]
                self._rows[card].append((asked, len(rows)))
                rows.append([*roots_of(each.says), term_of(f"@{each.about}")])
        every = [sorted(set(row)) for row in rows]
        held, counts = np.unique(
            np.array([term for row in every for term in row], np.int64), return_counts=True
        )
        self.terms = held[counts >= _FEWEST]
        self.rarity = np.log(len(rows) / counts[counts >= _FEWEST]).astype(np.float32)
        self._counted = self._matrix(rows)
        self._weighed = self._weigh(self._counted)

    def _matrix(self, rows: Sequence[Sequence[int]]) -> csr_matrix:
        from scipy.sparse import csr_matrix

        column = {int(term): i for i, term in enumerate(self.terms)}
        held = [[column[term] for term in row if term in column] for row in rows]
        starts = np.cumsum([0, *map(len, held)])
        places = np.array([each for row in held for each in row], np.int64)
        counted = csr_matrix(
            (np.ones(len(places), np.float32), places, starts), (len(rows), len(column))
        )
        counted.sum_duplicates()
        return counted

    def _weigh(self, counted: csr_matrix) -> csr_matrix:
        """Return rows weighed as `Kinship.place` weighs a question."""
        weighed = counted.copy()
        weighed.data = (1.0 + np.log(weighed.data)) * self.rarity[weighed.indices]
        rows = np.repeat(np.arange(weighed.shape[0]), np.diff(weighed.indptr))
        lengths = np.sqrt(np.bincount(rows, weighed.data**2, weighed.shape[0]))
        weighed.data = (weighed.data / lengths[rows]).astype(np.float32)
        return weighed

    def halves(
        self, card: str, chance: np.random.Generator
    ) -> tuple[csr_matrix, csr_matrix, NDArray[np.int64]]:
        """Return half of the questions of a card, its answers, and which answers which.

        An answer is its own words and the other half of its questions: what asks is never part of
        what it is to find.
        """
        asked, right, told = list[int](), list[int](), list[list[int]]()
        for i, (questions, says) in enumerate(self._rows[card]):
            mixed = chance.permutation(questions)
            half = len(mixed) // 2
            told.append([says, *mixed[:half]])
            asked += mixed[half:].tolist()
            right += [i] * (len(mixed) - half)
        return self._weighed[asked], self._summed(told), np.array(right, np.int64)

    def whole(self, card: str) -> csr_matrix:
        """Return the answers of a card, each with all of its questions."""
        return self._summed([[says, *asked] for asked, says in self._rows[card]])

    def _summed(self, rows: Sequence[Sequence[int]]) -> csr_matrix:
        from scipy.sparse import csr_matrix

        starts = np.cumsum([0, *map(len, rows)])
        every = np.array([each for row in rows for each in row], np.int64)
        chosen = csr_matrix(
            (np.ones(len(every), np.float32), every, starts), (len(rows), self._counted.shape[0])
        )
        return self._weigh(chosen @ self._counted)
