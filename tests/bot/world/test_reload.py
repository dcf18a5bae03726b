"""A changed collection is taken while the bot runs, once it is whole.

A broken one changes nothing and says why.
"""

from __future__ import annotations

import pickle
import shutil
from concurrent.futures import Future
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.channels.keeper import Keeper
from bot.conversation.events import Said
from bot.errors import NotTakenError
from bot.world.bootstrap import data_marks, unpickled
from bot.world.reload import LOOKS_EVERY, OtherProcess, Reloader, SeenFiles, first_problems
from bot.world.world_in_use import WorldInUse
from knowledge.collection import DATA
from knowledge.loading import load_collection
from knowledge.problems import BrokenCollectionError
from matching.learning import file_of, with_need
from tests.bot.world.lessons import lend
from tests.hasty import SMALL, build_hastily

if TYPE_CHECKING:
    from typing import BinaryIO

    from bot.conversation.world import World
    from bot.world.reload import Builder

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NEED = "télescope orbital"
PATIENCE = 300.0  # seconds; a busy machine builds slowly


class Here:
    """Builds at once, as `start` says, and counts."""

    def __init__(self) -> None:
        self.built = 0

    def start(self, folder: Path) -> Future[BinaryIO]:
        self.built += 1
        future: Future[BinaryIO] = Future()
        try:
            future.set_result(BytesIO(pickle.dumps(world_of(folder))))
        except BrokenCollectionError as error:
            future.set_exception(NotTakenError(first_problems(error)))
        return future

    def close(self) -> None:
        pass


class Bot:
    """A keeper over a copy of the small collection, and a clock."""

    def __init__(self, folder: Path, builder: Builder) -> None:
        self.folder, self.now = folder, START
        self.reloader = Reloader(folder, builder)
        self.keeper = Keeper(world_of(folder), None, self.reloader)

    def ask(self, later: timedelta = LOOKS_EVERY) -> str:
        """Let time pass, ask, and return the answer."""
        self.now += later
        _, replies = self.keeper.handle("test", Said(NEED), self.now)
        return replies[0].text

    def teach(self, card: str = "1", extra: str = "") -> None:
        path = file_of(card, self.folder / "cards")
        assert path
        path.write_text(with_need(path.read_text(encoding="utf-8"), NEED) + extra, encoding="utf-8")


def world_of(folder: Path) -> World:
    """Build the world of a changed small collection, once for the same files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    read = tuple((str(path.relative_to(folder)), path.read_bytes()) for path in files)
    if read not in _BUILT:
        _BUILT[read] = pickle.dumps(build_hastily(folder))
    world: World = pickle.loads(_BUILT[read])
    return world


_BUILT: dict[tuple[tuple[str, bytes], ...], bytes] = {}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "knowledge"))


@pytest.fixture
def bot(folder: Path) -> Bot:
    return Bot(folder, Here())


@pytest.mark.parametrize(
    ("looks", "builds"),
    [
        (["a", "a"], []),
        (["b", "b"], ["b"]),
        (["b", "c", "c"], ["c"]),
        (["b", "b", "b"], ["b"]),
        (["b", "a", "b", "b"], ["b"]),
        (["b", "b", "c", "c", "b", "b"], ["b", "c", "b"]),
    ],
)
def test_files_are_read_once_they_have_stayed_the_same_for_two_looks(
    looks: list[str], builds: list[str]
) -> None:
    watch, built = SeenFiles("a", "a", "a"), []
    for marks in looks:
        watch, settled = watch.look(marks)
        built += [marks] if settled else []
    assert built == builds


@pytest.mark.slow
def test_a_changed_collection_is_taken_without_a_restart(bot: Bot, notices: list[str]) -> None:
    assert "rien trouvé" in bot.ask()
    bot.teach()
    answers = [bot.ask() for _ in range(4)]
    assert "Une navette pour le marché" in answers[-1]
    assert (notices, bot.reloader.trouble) == (["le recueil modifié est en service"], "")


def test_the_files_are_looked_at_every_thirty_seconds_at_most(folder: Path) -> None:
    looks: list[Path] = []

    def marks(looked: Path) -> str:
        looks.append(looked)
        return "same"

    reloader = Reloader(folder, Here(), marks)
    in_use = WorldInUse(world_of(folder))
    looks.clear()
    for second in range(61):
        reloader.look(in_use, START + timedelta(seconds=second))
    assert len(looks) == 3


def test_a_broken_collection_keeps_the_old_one_and_says_why_once(
    bot: Bot, notices: list[str]
) -> None:
    bot.teach(extra="titel: faute\n")
    answers = [bot.ask() for _ in range(6)]
    assert all("rien trouvé" in answer for answer in answers)
    assert len(notices) == 1
    assert "1-navette-du-marche.yaml" in bot.reloader.trouble
    assert "titel" in bot.reloader.trouble


@pytest.mark.slow
def test_a_mended_collection_ends_the_trouble(bot: Bot) -> None:
    bot.teach(extra="titel: faute\n")
    [bot.ask() for _ in range(4)]
    path = file_of("1", bot.folder / "cards")
    assert path
    path.write_text(
        path.read_text(encoding="utf-8").replace("titel: faute\n", ""), encoding="utf-8"
    )
    assert "Une navette" in [bot.ask() for _ in range(4)][-1]
    assert bot.reloader.trouble == ""


def test_the_old_files_put_back_end_the_trouble_without_building(folder: Path) -> None:
    marks = ["old"]
    builder = Here()
    reloader = Reloader(folder, builder, lambda _: marks[0])
    in_use = WorldInUse(world_of(folder))
    (folder / "themes.yaml").write_text("rien", encoding="utf-8")
    marks[0] = "new"
    for half_minute in range(1, 5):
        reloader.look(in_use, START + half_minute * LOOKS_EVERY)
    assert reloader.trouble
    marks[0] = "old"
    reloader.look(in_use, START + 5 * LOOKS_EVERY)
    assert (reloader.trouble, builder.built) == ("", 1)


@pytest.mark.slow
def test_what_changes_while_it_is_built_is_built_again(bot: Bot) -> None:
    bot.teach()
    bot.ask()
    bot.ask()  # begins to build
    bot.teach("2")
    assert "rien trouvé" in bot.ask()
    assert "Une navette" in [bot.ask() for _ in range(4)][-1]
    cards = bot.keeper.world.collection.cards
    assert [card for card in cards if NEED in cards[card].needs] == ["1", "2"]


def test_hastened_it_does_not_wait_for_thirty_seconds(bot: Bot) -> None:
    bot.ask()
    bot.teach()
    bot.reloader.hasten()
    assert "Une navette" in [bot.ask(timedelta(seconds=1)) for _ in range(2)][-1]


@pytest.mark.process
def test_another_process_builds_a_right_collection_and_refuses_a_broken_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lend(tmp_path / "tambour")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with closing(OtherProcess()) as other:
        with other.start(folder).result(PATIENCE) as built:
            assert unpickled(built).collection == load_collection(folder)
        (folder / "themes.yaml").write_text("rien", encoding="utf-8")
        with pytest.raises(NotTakenError, match=r"themes\.yaml:1"):
            other.start(folder).result(PATIENCE)


@pytest.mark.process
def test_a_program_that_changed_meanwhile_asks_for_a_restart(folder: Path) -> None:
    with closing(OtherProcess()) as other:
        other._code = "of another version"
        with pytest.raises(NotTakenError, match="redémarrez"):
            other.start(folder).result(PATIENCE)


def test_closing_gives_up_what_is_being_built() -> None:
    other = OtherProcess()
    building = other.start(DATA)
    other.close()
    assert building.cancelled() or building.exception(PATIENCE) is not None


def test_marks_tell_any_changed_file(folder: Path) -> None:
    before = data_marks(folder)
    (folder / "cards" / "1-vivre" / "3-nouvelle.yaml").write_text("", encoding="utf-8")
    assert data_marks(folder) != before
