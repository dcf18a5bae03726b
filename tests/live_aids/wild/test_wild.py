"""Every file of this folder gives what expected.yaml says.

It says what is kept of it, and what is said.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from knowledge.live_aids.curated import read_curated, warnings_of
from knowledge.live_aids.entries import Why
from knowledge.live_aids.errors import SourceError
from knowledge.live_aids.feeds import read_feed
from knowledge.problems import BrokenCollectionError
from tests.live_aids.conftest import NOW, TODAY

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.live_aids.memory import Memory

HERE = Path(__file__).parent
FEED = "https://www.aisne.test/flux/rss"
EXPECTED: dict[str, Any] = yaml.load((HERE / "expected.yaml").read_bytes(), yaml.CSafeLoader)
FILES = [
    path.relative_to(HERE).as_posix()
    for folder in ("feeds", "csv", "yaml")
    for path in sorted((HERE / folder).iterdir())
]


def read(path: Path, collection: Collection) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return what is kept of a file, and what is said of it."""
    try:
        if path.suffix == ".xml":
            entries = read_feed(path.read_bytes(), FEED)
            return [(each.name, each.url, str(each.updated or "")) for each in entries], []
        aids = read_curated(path, collection)
        told = warnings_of(aids, TODAY)
        return [(each.name, each.territory, str(each.deadline or "")) for each in aids], told
    except SourceError as error:
        return [], [str(error)]
    except BrokenCollectionError as error:
        return [], [str(each).partition(f"{path.name}:")[2] for each in error.problems]


@pytest.mark.parametrize("file", FILES)
def test_what_is_kept_and_said_of_a_file(file: str, collection: Collection) -> None:
    kept, said = read(HERE / file, collection)
    expected = [(*each.split(" | "), "", "")[:3] for each in EXPECTED[file]["kept"]]
    assert [each[1:] for each in kept] == [each[1:] for each in expected]
    for (name, *_), (wanted, *_) in zip(kept, expected, strict=True):
        assert name.startswith(wanted[:-1]) if wanted.endswith("*") else name == wanted
    assert said == EXPECTED[file]["said"]


def test_every_file_is_expected_and_there_are_sixty_at_least() -> None:
    assert set(FILES) == EXPECTED.keys()
    assert len(FILES) >= 60


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.startswith("feeds/") and EXPECTED[file]["kept"]]
)
def test_each_entry_of_a_feed_is_held_and_asked_about_once(file: str, memory: Memory) -> None:
    content = (HERE / file).read_bytes()
    count = len(EXPECTED[file]["kept"])
    assert memory.hold(FEED, read_feed(content, FEED), NOW) == count
    again = content.replace(b"http://", b"https://") if b"xmlns" not in content else content
    assert memory.hold(FEED, read_feed(again, FEED), NOW + timedelta(days=1)) == 0
    assert (
        memory.hold("https://ailleurs.test/rss", read_feed(content, FEED), NOW + timedelta(days=1))
        == 0
    )
    assert len(memory.held()) == count


def test_a_feed_that_comes_back_under_other_links_and_guids_asks_nothing(memory: Memory) -> None:
    first, again = ((HERE / "feeds" / f"30-comes-back-{each}.xml").read_bytes() for each in "ab")
    assert memory.hold(FEED, read_feed(first, FEED), NOW) == 2
    for held in memory.held():
        memory.refuse(held.aid.id, NOW.date())
    assert (memory.hold(FEED, read_feed(again, FEED), NOW + timedelta(days=1)), memory.held()) == (
        0,
        [],
    )


WEEKS = [  # the files of two weeks, whose feed the second is, what waits anew, and in all
    ("32-one-link-each-week", FEED, 1, 4),
    ("33-guids-that-move", FEED, 1, 3),
    ("34-two-feeds", "https://ailleurs.test/rss", 0, 2),
]


@pytest.mark.parametrize(("name", "address", "new", "held"), WEEKS)
def test_what_comes_a_week_later_loses_nothing_and_asks_nothing_twice(
    memory: Memory, name: str, address: str, new: int, held: int
) -> None:
    first, again = ((HERE / "feeds" / f"{name}-{each}.xml").read_bytes() for each in "ab")
    memory.hold(FEED, read_feed(first, FEED), NOW)
    assert memory.hold(address, read_feed(again, address), NOW + timedelta(days=7)) == new
    assert len(memory.held()) == held


def test_a_deadline_put_off_is_asked_about_again(memory: Memory) -> None:
    first, again = ((HERE / "feeds" / f"31-put-off-{each}.xml").read_bytes() for each in "ab")
    memory.hold(FEED, read_feed(first, FEED), NOW)
    memory.accept(memory.held()[0].aid.id, NOW.date())
    assert memory.hold(FEED, read_feed(again, FEED), NOW + timedelta(days=7)) == 1
    (held,) = memory.held()
    assert (held.why, held.now and held.now.name) == (Why.CHANGED, "Fonds vert")
