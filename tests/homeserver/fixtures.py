"""For pytest: one server for all tests of a process, or one of its own, begun where needed.

Where it can't be had the test is skipped."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.homeserver.installed import python
from tests.homeserver.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any, Protocol

    class Begin(Protocol):
        """Begins a server for the test."""

        def __call__(self, more: dict[str, Any] | None = None) -> Server: ...


@pytest.fixture(scope="session")
def _synapse() -> None:
    """Skip the test where Synapse is not installed; in CI, fail it."""
    try:
        python()
    except RuntimeError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def homeserver(_synapse: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a Synapse with Tchap's rules of rooms."""
    with Server(tmp_path_factory.mktemp("synapse")) as server:
        yield server


@pytest.fixture
def begin_homeserver(_synapse: None, tmp_path: Path) -> Iterator[Begin]:
    """Give what begins the same for one test alone, that may kill it, with more settings."""
    with ExitStack() as begun:
        yield lambda more=None: begun.enter_context(Server(tmp_path / "server", more))
