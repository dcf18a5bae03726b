"""For pytest: one server for all tests of a process, begun where a test needs it.

Where it can't be had the test is skipped."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.homeserver.installed import python
from tests.homeserver.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a Synapse with Tchap's rules of rooms.

    Where it is not installed the test is skipped, in CI it fails."""
    try:
        python()
    except RuntimeError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    with Server(tmp_path_factory.mktemp("synapse")) as server:
        yield server
