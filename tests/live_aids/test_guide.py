"""What the curator's guide says of open aids is so.

Its examples are read, and it lists every field and value.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.live_aids.curated import CuratedAid, read_curated
from knowledge.live_aids.curated_words import curated_words

if TYPE_CHECKING:
    from knowledge.collection import Collection

GUIDE = (Path(__file__).parents[2] / "knowledge" / "README.md").read_text(encoding="utf-8")
SECTION = GUIDE.partition("## Ajouter des aides ouvertes")[2].partition("\n## ")[0]


@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_the_examples_of_the_guide_are_read(
    tmp_path: Path, collection: Collection, form: str
) -> None:
    (example,) = re.findall(rf"```{form}\n(.*?)```", SECTION, re.DOTALL)
    path = tmp_path / f"aides.{form}"
    path.write_text(example, encoding="utf-8")
    (aid,) = read_curated(path, collection)
    assert aid.name in example


def test_the_example_has_every_field(tmp_path: Path, collection: Collection) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", SECTION, re.DOTALL)
    names = re.findall(r"^[ -]{4}([^:\n]+): ", example, re.MULTILINE)
    assert [curated_words().field(name) for name in names] == list(CuratedAid.model_fields)
    path = tmp_path / "aides.yaml"
    path.write_text(example, encoding="utf-8")
    assert read_curated(path, collection)[0].places > {"02", "80756"}


def test_the_guide_lists_every_field_kind_and_theme_whole(collection: Collection) -> None:
    words = curated_words()
    names = {name for field, others in words.fields.items() for name in (field, others[0])}
    kinds = {name for kind, others in words.kinds.items() for name in (kind, others[0])}
    assert {
        each for each in names | kinds | set(collection.themes) if f"`{each}`" not in SECTION
    } == set()


def test_the_words_of_the_file_are_those_of_the_fields() -> None:
    assert list(curated_words().fields) == list(CuratedAid.model_fields)
