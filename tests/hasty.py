"""Worlds of changed collections, whose ears are taught in haste: by few sentences of each kind.

Teaching them by all would take most of the time of the tests that build them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation.hearing.kinship import learn
from bot.conversation.hearing.leaning import teach
from bot.conversation.hearing.teaching import build_ear
from bot.conversation.world import World
from knowledge.collection import DATA
from knowledge.loading import load_collection
from matching.matcher import build_matcher

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.conversation.hearing.kinship import Kinship, TaughtAnswer
    from bot.conversation.hearing.leaning import Leaning

SMALL = Path(__file__).parent / "knowledge" / "small"
_FEW = 5
_TAUGHT: dict[tuple[str, ...], Leaning] = {}


def build_hastily(folder: Path) -> World:
    """Build the world of a collection. Raises BrokenCollectionError."""
    collection = load_collection(folder)
    matcher = build_matcher(collection, DATA / "french" / "words.txt")
    return World(collection, matcher, build_ear(collection, matcher.parser, _taught, _learnt))


def _taught(said: Mapping[str, Sequence[Sequence[str]]]) -> Leaning:
    """Return what the first sentences of each kind teach, once for the same kinds."""
    kinds = tuple(kind for kind, sentences in said.items() if sentences)
    if kinds not in _TAUGHT:
        _TAUGHT[kinds] = teach({kind: said[kind][:_FEW] for kind in kinds})
    return _TAUGHT[kinds]


def _learnt(cards: Mapping[str, Sequence[TaughtAnswer]]) -> Kinship:
    """Return what the questions and answers of cards teach when gone through once."""
    return learn(cards, rounds=1)
