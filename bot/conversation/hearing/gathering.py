"""The sentences that say what a message asks: of ways of speaking, needs, questions and answers.

They stand in blocks, one for each kind of act, level, theme and answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.conversation.hearing.ear import ASK, GUIDE, NEED, REGION, TAMBOUR
from bot.conversation.hearing.ways import ways
from bot.conversation.questions import questions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from knowledge.collection import Collection
    from knowledge.model import Answer


class Gathered(NamedTuple):
    """Every sentence that says what a message asks, in blocks.

    Each block has its name and its sentences, and in `sorts` the theme of its needs or what its
    questions are about. Those of levels are at `levels`, those of a card at `of_card`.
    """

    blocks: list[tuple[str, list[str]]]
    sorts: list[str]
    levels: NDArray[np.intp]
    answers: dict[str, tuple[Answer, ...]]
    of_card: dict[str, NDArray[np.intp]]


def gather(collection: Collection) -> Gathered:
    """Gather the ways of speaking, the needs of cards, and the questions that answers are given."""
    kinds = ways().kinds.values()
    blocks = [
        (kind.name, [*kind.examples, *kind.whole]) for kind in kinds if kind.examples or kind.whole
    ]
    of_kinds = len(blocks)
    blocks += [
        (level.name, list(level.examples)) for level in ways().levels.values() if level.examples
    ]
    levels = np.arange(of_kinds, len(blocks), dtype=np.intp)
    sorts = [""] * len(blocks)
    cards = collection.cards.values()
    for theme in collection.themes:
        needs = [need for card in cards if card.theme == theme for need in card.needs]
        if needs:
            blocks.append((NEED, needs))
            sorts.append(theme)
    answers = {card.id: card.answers for card in cards if card.answers}
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
    return Gathered(blocks, sorts, levels, answers, of_card)


def indexed(names: Sequence[str], starts: NDArray[np.int64]) -> list[int]:
    """Return the positions of the sentences that every message may be compared with, in order.

    The others only teach: kinds of acts, needs, and the ways of asking for a card's answers, of
    each of which what it says is left.
    """
    compared = list[int]()
    for name, first, last in zip(names, starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        if name.startswith(f"{ASK}:"):
            compared.append(last - 1)
        elif ":" in name or name in ways().levels:
            compared += range(first, last)
    return compared


def examples_in(blocks: Sequence[tuple[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    """Return the sentences of each kind of act, of the needs, and of each level."""
    examples: dict[str, tuple[str, ...]] = {}
    for name, said in blocks:
        if ":" not in name:
            examples[name] = (*examples.get(name, ()), *said)
    return examples
