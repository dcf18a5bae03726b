"""What took long to make is made once for all programs of a user, and is only a copy."""

from __future__ import annotations

import errno
import fcntl
import os
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.conversation.hearing.kinship import TaughtAnswer
from bot.conversation.hearing.leaning import teach
from bot.world import kept, taught

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from bot.conversation.hearing.leaning import Leaning

SAID = {"menu": [["le", "menu"], ["accueil"]], "more": [["la", "suite"], ["encore"]]}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "tambour"


@pytest.fixture
def lessons(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> list[Mapping[str, Sequence[Sequence[str]]]]:
    """What was taught during the test."""
    assert not cache.exists()
    given: list[Mapping[str, Sequence[Sequence[str]]]] = []

    def counted(said: Mapping[str, Sequence[Sequence[str]]]) -> Leaning:
        given.append(said)
        return teach(said)

    monkeypatch.setattr(taught, "teach", counted)
    return given


def test_the_same_sentences_teach_once(lessons: list[object]) -> None:
    first, again = taught.remembered(SAID), taught.remembered(SAID)
    assert len(lessons) == 1
    assert again.kinds == first.kinds == ("menu", "more")
    for name in ("weights", "bias", "rarity"):
        assert np.array_equal(getattr(again, name), getattr(first, name))
        assert getattr(again, name).dtype == np.float32
    assert again.of(["menu"]) == first.of(["menu"])


def test_other_sentences_or_kinds_teach_again(lessons: list[object]) -> None:
    taught.remembered(SAID)
    taught.remembered({**SAID, "more": [["la", "suite"]]})
    taught.remembered({"menu": SAID["menu"], "help": SAID["more"]})
    assert len(lessons) == 3


def test_what_is_kept_of_it_and_broken_is_taught_again(cache: Path, lessons: list[object]) -> None:
    taught.remembered(SAID)
    (file,) = cache.glob("taught-*")
    file.write_bytes(file.read_bytes()[:100])
    assert taught.remembered(SAID).kinds == ("menu", "more")
    assert len(lessons) == 2


def test_of_each_sort_those_used_last_stay(cache: Path) -> None:
    for i, name in enumerate(("world-a", "world-b", "taught-a", "world-c")):
        kept.keep(cache / name, partial(_write, name), 9)
        os.utime(cache / name, (i, i))
    assert kept.read_kept(cache / "world-a") == b"world-a"
    kept.keep(cache / "world-d", partial(_write, ""), 2)
    assert {each.name for each in cache.iterdir()} == {"world-a", "taught-a", "world-d"}


def test_what_a_full_disk_cut_short_is_not_left_there(cache: Path) -> None:
    def cut_short(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    kept.keep(cache / "world-a", cut_short, 2)
    assert list(cache.iterdir()) == []


def test_what_is_set_aside_is_gone_once_closed(cache: Path) -> None:
    with kept.set_aside() as file:
        file.write(b"a world")
        file.seek(0)
        assert file.read() == b"a world"
    assert list(cache.iterdir()) == []


def test_a_disk_that_refuses_keeps_nothing_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    kept.keep(kept.kept_file("world-a"), partial(_write, ""), 2)
    with kept.one_at_a_time(kept.kept_file("world-a")):
        assert not kept.kept_file("world-a").exists()


def test_one_program_at_a_time_makes_the_same_thing(cache: Path) -> None:
    def another(path: Path) -> None:
        with path.with_suffix(".lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    made = cache / "world-a.pickle"
    with kept.one_at_a_time(made):
        with pytest.raises(BlockingIOError):
            another(made)
        another(cache / "world-b.pickle")
    assert not made.with_suffix(".lock").exists()


def _write(text: str, file: BinaryIO) -> None:
    file.write(text.encode())


def test_what_answers_questions_is_learnt_once(cache: Path) -> None:
    cards = {"1": [TaughtAnswer([["quand"]] * 4, ["en", "mars"], "since")]}
    first, again = taught.remembered_kinship(cards), taught.remembered_kinship(cards)
    assert len(list(cache.glob("taught-*"))) == 1
    assert np.array_equal(first.place(["quand"]), again.place(["quand"]))
    assert np.array_equal(first.answers["1"], again.answers["1"])
