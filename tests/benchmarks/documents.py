"""What every engine is given.

It is the cards as entries, and larger collections mixed from them, the same at each run.
"""

from __future__ import annotations

import json
import pickle
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from matching.entries import Entry, card_entry

if TYPE_CHECKING:
    from knowledge.collection import Collection

RELEVANCE = Path(__file__).parent.parent / "relevance"
SETS = ("needs.jsonl", "own.jsonl")
_SEED = 20251123
# A mixed entry takes one passage in so many of each of two cards: some 120 words, as a short live
# aid.
_SHARE = 20


@dataclass(frozen=True)
class Corpus:
    """A collection and the entries to find; at the size of the collection, its cards."""

    collection: Collection
    entries: tuple[Entry, ...]


def corpus(collection: Collection, size: int) -> Corpus:
    """Return the cards of a collection as entries.

    Where another size is wanted, it is that many entries mixed from them.
    """
    cards = [card_entry(card, collection) for card in collection.cards.values()]
    if size == len(cards):
        return Corpus(collection, tuple(cards))
    chance = random.Random(_SEED)
    pairs = (chance.sample(cards, 2) for _ in range(size))
    return Corpus(
        collection,
        tuple(
            _mixed(f"m{row}", first, second, chance) for row, (first, second) in enumerate(pairs)
        ),
    )


def _mixed(name: str, first: Entry, second: Entry, chance: random.Random) -> Entry:
    """Return an entry with the title of one card, and passages, meanings and places of both."""
    texts = [first.texts[0]]
    for entry in (first, second):
        texts += chance.sample(entry.texts[1:], len(entry.texts) // _SHARE)
    return Entry(
        name,
        tuple(texts),
        tuple(dict.fromkeys(first.declared + second.declared)),
        first.places | second.places,
    )


def keep(corpus: Corpus, path: Path) -> None:
    """Write a corpus for the other processes."""
    with path.open("wb") as file:
        pickle.dump(corpus, file, protocol=5)


def kept(path: Path) -> Corpus:
    """Read a corpus written by `keep`."""
    with path.open("rb") as file:
        found = pickle.load(file)
    if not isinstance(found, Corpus):
        raise TypeError(path)
    return found


def needs() -> list[str]:
    """Return the needs that latency is measured on, those of every relevance set, each once.

    Parsed needs are kept a while.
    """
    lines = [
        line
        for name in SETS
        for line in (RELEVANCE / name).read_text(encoding="utf-8").splitlines()
    ]
    return list(dict.fromkeys(str(json.loads(line)["need"]) for line in lines if line.strip()))
