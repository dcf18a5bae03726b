"""Some weeks of a small town, with faults on both sides, against the plain recomputation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.digest import choose
from tests.benchmarks.digest_year import simulate

if TYPE_CHECKING:
    from pathlib import Path

    from bot.conversation.world import World


@pytest.mark.slow
def test_everyone_gets_exactly_what_a_plain_recomputation_says(
    world: World, tmp_path: Path
) -> None:
    figures = simulate(world, tmp_path, weeks=9, people=28, aids=150)
    assert figures.wrong == []
    assert figures.ends["sent"] > 100
    assert figures.faults["crash received"] + figures.faults["crash lost"] > 0
    assert figures.repeated > 0
    assert figures.practices > 0


def test_the_recomputation_sees_an_error(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "REMINDERS", (2, 7))
    monkeypatch.setattr(choose, "_is_told_as_twin", lambda *_: False)
    assert simulate(world, tmp_path, weeks=4, people=24, aids=150).wrong != []
