"""What tests of the bot share: a store over a file of the test, and every card."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.storage import database
from bot.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from knowledge.collection import Collection
    from knowledge.model import Card


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tambour.db"


@pytest.fixture(scope="session")
def everything(collection: Collection) -> list[Card]:
    """Every card of the collection."""
    return list(collection.cards.values())


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Store]]:
    """Give stores, and close them after the test."""
    with ExitStack() as stores:
        yield lambda path: stores.enter_context(closing(Store(path)))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have stores opened from now on hardly wait for a program that holds the database."""
    monkeypatch.setattr(database, "PATIENCE", 0.01)


@pytest.fixture
def store(path: Path, opened: Callable[[Path], Store]) -> Store:
    return opened(path)
