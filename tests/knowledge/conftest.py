"""The small invented collection, to be read as it is or copied and broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SMALL = Path(__file__).parent / "small"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small collection; problems name its files from there."""
    copy = tmp_path.resolve() / "data"
    shutil.copytree(SMALL, copy)
    monkeypatch.chdir(copy)
    return copy
