"""What is built is kept for the next start, beside that of other collections.

No more than some are kept.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.world.bootstrap import build_world

SMALL = Path(__file__).parents[2] / "knowledge" / "small"


def test_two_collections_of_a_user_are_both_kept_and_the_oldest_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    untaught = SimpleNamespace()
    monkeypatch.setattr("bot.conversation.hearing.teaching.build_ear", lambda *_: untaught)
    cache = tmp_path / "tambour"
    kept: list[set[str]] = []
    for number in range(5):
        folder = tmp_path / str(number)
        shutil.copytree(SMALL, folder)
        build_world(folder)
        kept.append({each.name for each in cache.iterdir()})
    assert [len(each) for each in kept] == [1, 2, 3, 4, 4]
    assert kept[0] < kept[1] < kept[2] < kept[3]
    assert not kept[0] & kept[4], "the oldest"
