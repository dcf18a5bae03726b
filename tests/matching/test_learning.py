"""A need that found nothing gives a patch.

Once the patch is accepted, the need is found.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.collection import DATA
from knowledge.loading import load_collection
from matching.learning import file_of, learn, with_need
from matching.matcher import build_matcher

if TYPE_CHECKING:
    from matching.matcher import Matcher

SMALL = Path(__file__).parent.parent / "knowledge" / "small"
NEED = 'fusée "lunaire": téléguidage et parachute'


def test_a_need_already_found_teaches_nothing(matcher: Matcher) -> None:
    assert learn(matcher, "mobilité jeunes", DATA / "cards") is None


@pytest.mark.process
def test_an_accepted_patch_makes_the_need_found(matcher: Matcher, tmp_path: Path) -> None:
    shutil.copytree(
        DATA, tmp_path / "knowledge", ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    lesson = learn(matcher, NEED, tmp_path / "knowledge" / "cards")
    assert lesson
    subprocess.run(["git", "apply", "-"], input=lesson.patch, text=True, cwd=tmp_path, check=True)
    taught = build_matcher(load_collection(tmp_path / "knowledge"), DATA / "french" / "words.txt")
    assert [match.id for match in taught.search(NEED, 1).matches] == [lesson.nearest[0]]


@pytest.mark.parametrize(
    "need",
    ["télescope orbital", "où laver mon linge", "Comment observer les étoiles la nuit ?", "voler"],
)
def test_a_need_taught_to_a_card_is_found_however_short_or_common_its_words(
    need: str, tmp_path: Path
) -> None:
    folder = shutil.copytree(SMALL, tmp_path / "knowledge")
    path = file_of("2", folder / "cards")
    assert path
    path.write_text(with_need(path.read_text(encoding="utf-8"), need), encoding="utf-8")
    taught = build_matcher(load_collection(folder), DATA / "french" / "words.txt")
    assert [match.id for match in taught.search(need, 1).matches] == ["2"]
