"""A need goes into a card's file whatever its words and the file's layout.

Nothing else of the file changes.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.curator.working_copy import teach, trouble_with, usable
from bot.errors import NotTaughtError
from knowledge.loading import check_paths
from matching.learning import file_of, with_need

SMALL = Path(__file__).parent.parent.parent / "knowledge" / "small"
NEED = "observer les étoiles"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "knowledge"))


def card(folder: Path) -> Path:
    path = file_of("1", folder / "cards")
    assert path
    return path


def test_a_taught_need_is_one_more_line(folder: Path) -> None:
    before = card(folder).read_bytes().splitlines()
    diff = teach(folder, "1", NEED)
    after = card(folder).read_bytes().splitlines()
    assert [line for line in after if line not in before] == [f"  - {NEED}".encode()]
    assert [line for line in after if line in before] == before
    assert f"\n+  - {NEED}\n" in diff
    assert check_paths((folder,))[0] == []


def test_a_need_that_the_card_has_changes_nothing(folder: Path) -> None:
    teach(folder, "1", NEED)
    before = card(folder).read_bytes()
    assert teach(folder, "1", f"  {NEED} ") == ""
    assert card(folder).read_bytes() == before


@pytest.mark.parametrize(
    "layout",
    [
        "needs:\n  - un\n",
        "needs:\n- un\n- deux\n",
        "needs:\n    - un\n\n    - deux # pourquoi\n",
        "needs:\n  - >-\n    un sur\n    deux lignes\nsource: A\n",
        "needs:\r\n  - un\r\nsource: A\r\n",
        "needs:\n  - un",
        "needs:\n",
        "source: A\n",
        "source: A",
        "needs:\n\n    # ce que disent les gens\n    - un\n\n",
        "# un commentaire\nneeds: # ce que disent les gens\n  - un\n\n# la fin\nsource: A\n",
    ],
)
def test_a_need_is_added_whatever_the_layout(layout: str) -> None:
    before = yaml.safe_load(layout)
    after = with_need(layout, NEED)
    assert yaml.safe_load(after) == before | {"needs": [*(before.get("needs") or []), NEED]}
    assert [line for line in layout.splitlines() if line not in after.splitlines()] == []


@given(st.text(min_size=1).filter(str.strip))
def test_any_need_is_read_back_as_it_was_asked(need: str) -> None:
    asked = " ".join(need.split())
    try:
        asked.encode()
    except UnicodeEncodeError:
        return
    assert yaml.load(with_need("needs:\n  - un\n", need), yaml.CSafeLoader) == {
        "needs": ["un", asked]
    }


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("needs: [un, deux]\n", "à la main"),
        ("needs: un\n", "à la main"),
        ("needs:\n  - un\n bancal: [\n", "à la main"),
        (b"needs:\n  - \xff\n", "illisible"),
    ],
)
def test_a_file_that_can_not_be_completed_is_left_as_it_is(
    folder: Path, content: str | bytes, why: str
) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    card(folder).write_bytes(raw)
    with pytest.raises(NotTaughtError, match=why):
        teach(folder, "1", NEED)
    assert card(folder).read_bytes() == raw


def test_what_would_break_the_collection_is_undone_and_said(folder: Path) -> None:
    other = folder / "cards" / "1-vivre" / "2-fete-des-voisins.yaml"
    other.write_text(other.read_text(encoding="utf-8") + "titel: faute\n", encoding="utf-8")
    before, times = card(folder).read_bytes(), card(folder).stat()
    with pytest.raises(NotTaughtError, match=r"2-fete-des-voisins\.yaml, ligne \d+ : "):
        teach(folder, "1", NEED)
    assert card(folder).read_bytes() == before
    assert card(folder).stat().st_mtime_ns == times.st_mtime_ns
    assert list(card(folder).parent.glob(".*")) == []


def test_a_card_that_the_copy_does_not_have_is_said(folder: Path) -> None:
    with pytest.raises(NotTaughtError, match="pas de fiche 45"):
        teach(folder, "45", NEED)


def test_the_rights_of_the_file_stay(folder: Path) -> None:
    card(folder).chmod(0o640)
    teach(folder, "1", NEED)
    assert card(folder).stat().st_mode & 0o777 == 0o640


def test_a_full_disk_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = card(folder).read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copymode", full)
    with pytest.raises(NotTaughtError, match="No space left"):
        teach(folder, "1", NEED)
    assert card(folder).read_bytes() == before
    assert list(card(folder).parent.glob(".*")) == []


def test_a_folder_that_can_not_be_used_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "TAMBOUR_WORKING_COPY" in trouble_with(None)
    assert "plus de recueil" in trouble_with(tmp_path)
    assert usable(folder) == folder
    monkeypatch.setattr("os.access", lambda *_: False)
    assert "droit d’écrire" in trouble_with(folder)
