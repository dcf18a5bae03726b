"""The small invented collection, to be read as it is, or copied and broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

SMALL = Path(__file__).parent / "small"


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small collection."""
    return Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("small").resolve() / "data"))


@pytest.fixture
def folder(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small collection that a test may break; problems name its files from there."""
    put_back(copy)
    monkeypatch.chdir(copy)
    return copy


def put_back(copy: Path) -> None:
    """Make a changed copy equal to the small collection again.

    Copying it whole for each test takes most of their time.
    """
    wanted = {
        path.relative_to(SMALL): path.read_bytes() for path in SMALL.rglob("*") if path.is_file()
    }
    for path in sorted(copy.rglob("*"), reverse=True):
        name = path.relative_to(copy)
        if path.is_file() and path.read_bytes() == wanted.get(name):
            del wanted[name]
        elif path.is_file():
            path.unlink()
        elif not (SMALL / name).is_dir():
            path.rmdir()
    for name, content in wanted.items():
        (copy / name).write_bytes(content)
