"""Which answer of a card a question asks for; where none is written, its closest lines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation.hearing.ways import ways
from matching.words import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from bot.conversation.hearing.ear import Heeded
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World
    from knowledge.model import Answer, Card

# Fitted (a conditional logit over the answers of a card) on 4,500 ways of asking, a fifth of them
# held out in turn of what teaches: the right answer is first for 0.74, among two for 0.86.
_SAYS = 0.8  # what the likeness to the answer's own words counts
_AKIN = 0.4  # what it counts that such questions have such answers
_SORT = 0.25  # what it counts that the sort of fact is the one asked
_MEANT = 0.1  # what the meanings shared with the answer count
_COUNTED = 0.07  # what a figure counts where "combien" is asked
_WANTED = 0.3  # what it counts that the sort of fact is known to be asked
# How close to the best another answer is worth giving too, and how many are given at most: more
# where the best is hardly sure, of which one in three is not the right one.
_AS_CLOSE, _MOST_ANSWERS = 0.08, 2
_AS_CLOSE_UNSURE, _MOST_UNSURE = 0.25, 3
_SURE = 0.55
# Below the one an answer may not be what is asked, below the other none is. Of 55 questions that
# no card answers three in four are told so, of 204 that one does one in twelve.
_DOUBTFUL, _WRITTEN = 0.4, 0.15
_UNSAID = 0.25  # what a word counts against the best answer that the card never says
_IN_A_LINE = 0.45  # what share of what a question says a line must hold to answer it
_MOST_LINES = 2
_MOST_OF_A_KIND = 2
# The sorts of facts that answer a general question.
ABOUT = {
    "cost": ("cost", "price"),
    "place": ("where",),
    "population": (),
    "steps": (),
    "figures": ("results",),
    "link": (),
    "deadline": (),
    "amount": (),
    "apply": (),
    "whom": ("open_to", "condition"),
    "doubt": ("sure",),
    "difficulty": ("difficulty",),
    "summary": (),
    "payment": ("payer",),
    "contact": ("contact",),
}
# Of these the part of the card is shown whole, where no answer is closer.
SHOWN_WHOLE = frozenset(("steps", "summary", "link"))
STILL_SO = "still_so"  # the part of a question whether what a card tells is still so
_BEGINNING = 5  # letters by which two words are the same in a line: "financement", "finance"


@dataclass(frozen=True)
class Fact:
    """What answers a question about a card: answers by their positions, or lines.

    There are neither where the card does not tell. `part` is the part of the card that is shown
    whole where no answer is written for it ("steps", "link"...). `score` tells how surely the
    question is one about this card, 0 to 1; `because` is the sentence it resembles.
    `doubtful`: the answers are close to what is asked, and may not be it. `unanswered` are the
    questions of the same message that they do not answer.
    """

    card: str
    score: float
    answers: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()
    subject: str = ""
    because: str = ""
    part: str = ""
    doubtful: bool = False
    unanswered: tuple[str, ...] = ()


def fact(
    said: Utterance, heeded: Heeded, card: Card, world: World, wanted: Sequence[str] = ()
) -> Fact:
    """Return what answers a question about a card.

    `wanted` are the sorts of facts that are known to be asked.
    """
    scored = sorted(_scored(said, heeded, card, world, wanted), reverse=True)
    best, first = scored[0] if scored else (0.0, -1)
    sure = best - _UNSAID * _unsaid(said, card, world)
    if best >= _WRITTEN:
        answer = card.answers[first]
        return Fact(
            card.id,
            best,
            _worth_giving(scored),
            subject=answer.about,
            because=answer.asked[0],
            doubtful=sure < _DOUBTFUL,
        )
    lines = _closest(said.telling, _lines(card, world))
    return Fact(card.id, best, (), tuple(line for _, line in lines), heeded.subject())


def _worth_giving(scored: Sequence[tuple[float, int]]) -> tuple[int, ...]:
    """Return the answers to give of those scored, best first: more where the best is not sure."""
    best = scored[0][0]
    close, most = (_AS_CLOSE, _MOST_ANSWERS) if best >= _SURE else (_AS_CLOSE_UNSURE, _MOST_UNSURE)
    return tuple(i for score, i in scored if score >= best - close)[:most]


def _scored(
    said: Utterance, heeded: Heeded, card: Card, world: World, wanted: Sequence[str]
) -> Iterator[tuple[float, int]]:
    """Yield how surely each answer of a card answers a question, about 0 to 1, and its position."""
    if not card.answers:
        return
    counting, spoken = bool(said.holds(ways().leads["how_many"])), world.ear.spoken[card.id]
    count = len(card.answers)
    meant = _held(_rarity(said.meant, spoken.meanings, count), spoken.meanings, count)
    for i, (says, akin) in enumerate(zip(*heeded.answers_of(card.id), strict=True)):
        answer = card.answers[i]
        score = _SAYS * says + _AKIN * akin + _SORT * heeded.sorts.get(answer.about, 0.0)
        score += _MEANT * meant[i] + (_WANTED if answer.about in wanted else 0.0)
        counts = counting and (answer.absent or any(map(str.isdigit, answer.says)))
        yield score + (_COUNTED if counts else 0.0), i


def _unsaid(said: Utterance, card: Card, world: World) -> float:
    """Return how much the word tells most that a card never says, nor another of its meaning."""
    ear = world.ear
    spoken, words = ear.spoken.get(card.id), ear.card_words.get(card.id, {})
    if spoken is None:
        return 0.0
    unsaid = {
        root: weight
        for root, weight in said.telling.items()
        if root not in words and root not in spoken.stems
    }
    for found in said.text.found if unsaid else ():
        if found.meaning.term in spoken.meanings:
            for reading in said.text.words[found.start : found.end]:
                for word in reading.read.split():
                    unsaid.pop(stem(word), None)
    return max(unsaid.values(), default=0.0)


def _rarity(
    meant: Iterable[str], holding: Mapping[str, Sequence[int]], count: int
) -> dict[str, float]:
    """Return how rare each meaning of a question is among the answers of a card, together 1.

    Those that none holds are left out.
    """
    found = {
        term: math.log(1 + count / (1 + len(holding[term]))) for term in meant if term in holding
    }
    whole = sum(found.values()) or 1.0
    return {term: weight / whole for term, weight in found.items()}


def _held(
    weights: Mapping[str, float], holding: Mapping[str, Sequence[int]], count: int
) -> list[float]:
    """Return for each answer of a card the weight, together, of what it holds."""
    held = [0.0] * count
    for each, weight in weights.items():
        for i in holding.get(each, ()):
            held[i] += weight
    return held


def asked_in_general(kind: str, said: Utterance, card: Card, world: World) -> Fact:
    """Return what answers a question of a general kind.

    Where when is asked of a practice, and no deadline is named, it is what its answers tell of
    that: "c'est ouvert quand ?".
    """
    if kind == "deadline" and card.kind == "practice" and not _names_deadline(said):
        return fact(said, world.ear.listen(said), card, world)
    return fact_of_kind(kind, said, card)


def _names_deadline(said: Utterance) -> bool:
    return bool(said.holds(ways().leads["names_deadline"]))


def fact_of_kind(kind: str, said: Utterance, card: Card) -> Fact:
    """Return what answers a question of a general kind ("cost", "place"...).

    It is the answers of that kind, the closest first.
    """
    telling = said.telling
    of_kind = [i for i, answer in enumerate(card.answers) if answer.about in ABOUT[kind]]
    scored = sorted(
        (
            (-_share(telling, _spoken(answer)), ABOUT[kind].index(answer.about), i)
            for i in of_kind
            for answer in (card.answers[i],)
        ),
    )
    most = _MOST_OF_A_KIND if kind == "doubt" else 1
    return Fact(card.id, 1.0, tuple(i for *_, i in scored[:most]), part=kind, because=kind)


def _share(telling: dict[str, float], held: Container[str]) -> float:
    """Return the share of what a message says that some stems speak of, 0 to 1."""
    whole = sum(telling.values())
    return sum(weight for root, weight in telling.items() if root in held) / whole if whole else 0.0


def _spoken(answer: Answer) -> set[str]:
    return {stem(word) for text in (*answer.asked, answer.says) for word in tokens(text)}


def _closest(telling: dict[str, float], lines: Sequence[str]) -> list[tuple[float, str]]:
    """Return the lines that hold most of what is asked, by the beginnings of their words.

    There are none where little is held.
    """
    begun = {root[:_BEGINNING]: weight for root, weight in telling.items()}
    found = [(_share(begun, {word[:_BEGINNING] for word in tokens(line)}), line) for line in lines]
    return sorted((each for each in found if each[0] >= _IN_A_LINE), key=lambda each: -each[0])[
        :_MOST_LINES
    ]


def _lines(card: Card, world: World) -> list[str]:
    """Return what a card says, a sentence or so each."""
    partners = world.collection.partners
    helped = [f"{partners[each.id].name} : {each.detail}" for each in card.partners if each.detail]
    return [*card.key_figures, *card.steps, *helped, *card.to_check]
