"""What tests share: the real collection and its matcher, loaded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.conversation.world import World
from knowledge.collection import DATA
from knowledge.loading import load_collection
from matching.matcher import Matcher, build_matcher

if TYPE_CHECKING:
    from knowledge.collection import Collection


@pytest.fixture(scope="session")
def collection() -> Collection:
    """The published collection."""
    return load_collection()


@pytest.fixture(scope="session")
def matcher(collection: Collection) -> Matcher:
    """The matcher of the published collection."""
    return build_matcher(collection, DATA / "french" / "words.txt")


@pytest.fixture(scope="session")
def world(collection: Collection, matcher: Matcher) -> World:
    """All that the conversation draws on."""
    return World(collection, matcher)
