"""What is built is kept for the next start, beside that of other collections.

No more than some are kept.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.world.bootstrap import build_world
from tests.bot.world.lessons import lend

_LONGEST_LESSONS = 10_000_000  # bytes: what takes a second to learn is still to be learnt
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
        kept.append({each.name for each in cache.glob("world-*")})
    assert [len(each) for each in kept] == [1, 2, 3, 4, 4]
    assert kept[0] < kept[1] < kept[2] < kept[3]
    assert not kept[0] & kept[4], "the oldest"


@pytest.mark.process
def test_a_bot_that_starts_with_nothing_kept_holds_no_teacher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lend(tmp_path / "tambour", _LONGEST_LESSONS)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    started = (
        "import pathlib, sys; from bot.world.bootstrap import build_world_beside;"
        "build_world_beside(pathlib.Path(sys.argv[1])); print('sklearn' in sys.modules)"
    )
    told = subprocess.run(
        (sys.executable, "-c", started, str(SMALL)), capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"
    kept = list((tmp_path / "tambour").iterdir())
    assert sum(each.name.startswith("world-") for each in kept) == 1
    assert [each for each in kept if each.name.startswith("taught-") and not each.is_symlink()]
