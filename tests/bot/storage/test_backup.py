"""Backup and restoration.

They are whole while questions go on, and where something is wrong, it is said in a line and nothing
is replaced.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.channels.keeper import Keeper
from bot.commands import operations
from bot.conversation.events import Pressed
from bot.conversation.session import Session
from bot.errors import StoreError
from bot.storage import backup as backups
from bot.storage.backup import back_up, restore
from bot.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.conversation.world import World

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NEWER = "insert into _sqlite_migrations values (99, '{}', 'carrier_pigeons', '2031-01-01')"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tambour.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(Store(path)) as store:
        store.save_session("1", Session(place="80", seen=NOW))
        yield store


@pytest.fixture
def copy(store: Store, path: Path, tmp_path: Path) -> Path:
    """A backup of a database where the place of chat 1 is 80; it is 02 since."""
    back_up(path, tmp_path / "copie.db")
    store.save_session("1", Session(place="02", seen=NOW))
    return tmp_path / "copie.db"


def _place(path: Path) -> str:
    with closing(Store(path)) as store:
        return store.load_session("1").place


def _names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def _change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)


def test_a_backup_is_one_file_for_its_owner_and_comes_back_as_it_was(
    store: Store, copy: Path, path: Path
) -> None:
    assert oct(copy.stat().st_mode & 0o777) == "0o600"
    store.close()
    done = restore(copy, path)
    assert _place(path) == "80"
    assert done.aside
    assert _place(done.aside) == "02"
    assert not any(name.startswith((".", "copie.db-")) for name in _names(path.parent))


def test_questions_go_on_during_a_backup_and_a_restoration(
    world: World, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, notices: list[str]
) -> None:
    monkeypatch.setattr(backups, "_STEP", 1)
    answered: list[str] = []
    stop = threading.Event()

    def ask() -> None:
        with closing(Store(path)) as store:
            keeper = Keeper(world, store)
            while not stop.is_set():
                chat = str(len(answered) % 500)  # as many as memory holds, however slow the disk
                _, replies = keeper.handle(chat, Pressed("keep:45"), NOW)
                assert replies
                answered.append(chat)

    def until(count: int) -> None:
        while len(answered) < count:
            assert thread.is_alive()
            stop.wait(0.001)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        until(300)
        before = len(answered)
        left: list[int] = []

        def go_on(pages: int, _: int) -> None:
            left.append(pages)
            until(before + len(left))

        back_up(path, tmp_path / "copie.db", tell=go_on)
        until(len(answered) + 50)
        with pytest.raises(StoreError, match="un programme se sert de la base"):
            restore(tmp_path / "copie.db", path)
        restore(tmp_path / "copie.db", path, force=True)
        until(len(answered) + 50)
    finally:
        stop.set()
        thread.join(20)
    assert left == sorted(left, reverse=True), "a write of the bot made the copy begin again"
    with closing(Store(path)) as store:
        lost = [chat for chat in set(answered) if store.load_session(chat).folder != ("45",)]
    assert all("remplacée" in told for told in notices)
    # Those of the backup are there, and the keeper has stored the later ones again.
    assert lost == []


@pytest.mark.process
def test_the_backup_of_a_killed_process_is_whole_to_its_last_committed_answer(
    path: Path, tmp_path: Path
) -> None:
    code = (
        "import itertools; from datetime import UTC, datetime; from pathlib import Path\n"
        "from bot.conversation.session import Session; from bot.storage.store import Store\n"
        f"store = Store(Path({str(path)!r}))\n"
        "for number in itertools.count():\n"
        "    store.save_session(str(number), Session(place='80', seen=datetime.now(UTC))); "
        "print(number, flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout
        written = [process.stdout.readline() for _ in range(200)]
        process.kill()
        count = int([*written, *process.stdout.read().splitlines()][-1]) + 1
    assert path.with_name("tambour.db-wal").stat().st_size > 0
    back_up(path, tmp_path / "copie.db")
    restore(tmp_path / "copie.db", tmp_path / "ailleurs" / "tambour.db")
    with closing(Store(tmp_path / "ailleurs" / "tambour.db")) as store:
        assert all(store.load_session(str(number)).place == "80" for number in range(count))


@pytest.mark.parametrize("mode", [0o755, 0o555])
def test_a_raw_copy_with_its_journal_is_restored_too(
    store: Store, path: Path, tmp_path: Path, mode: int
) -> None:
    raw = tmp_path / "brut"
    raw.mkdir()
    for name in ("tambour.db", "tambour.db-wal"):
        shutil.copy(path.with_name(name), raw)
    raw.chmod(mode)
    restore(raw / "tambour.db", tmp_path / "ailleurs.db")
    assert _place(tmp_path / "ailleurs.db") == "80"
    assert store.load_session("1").place == "80"


@pytest.mark.usefixtures("store")
def test_an_existing_file_is_replaced_only_when_told(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copie.db"
    target.write_text("précieux", encoding="utf-8")
    with pytest.raises(StoreError, match="existe déjà"):
        back_up(path, target)
    assert target.read_text(encoding="utf-8") == "précieux"
    back_up(path, target, force=True)
    assert target.read_bytes().startswith(b"SQLite format 3")
    for same in (path, tmp_path / "." / "tambour.db"):
        with pytest.raises(StoreError, match="la base elle-même"):
            back_up(path, same, force=True)
    with pytest.raises(StoreError, match="dossier"):
        back_up(path, tmp_path, force=True)


def test_without_a_database_a_backup_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="TAMBOUR_DATABASE"):
        back_up(tmp_path / "absente.db", tmp_path / "copie.db")
    assert _names(tmp_path) == set()


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (Path.unlink, "il n’y a pas de fichier"),
    "not a database": (
        lambda file: file.write_bytes(b"bonjour" * 5000),
        "ce n’est pas une base SQLite",
    ),
    "empty": (lambda file: file.write_bytes(b""), "ce n’est pas une base de Tambour"),
    "another's": (
        lambda file: _empty_then(file, "create table t (x)"),
        "ce n’est pas une base de Tambour",
    ),
    "cut short": (lambda file: os.truncate(file, 8192), "abîmé"),
    "damaged": (lambda file: _spoil(file), "abîmé"),
    "newer": (
        lambda file: _change(file, NEWER.format("tambour")),
        "version plus récente de Tambour (carrier_pigeons)",
    ),
    "a newer part": (
        lambda file: _change(file, NEWER.format("pigeons")),
        "version plus récente de Tambour",
    ),
    "a table lost": (lambda file: _change(file, "drop table notes"), "il lui manque notes.card"),
}


def _empty_then(file: Path, statement: str) -> None:
    file.unlink()
    _change(file, statement)


def _spoil(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xa5" * 8192)


@pytest.mark.parametrize("bad", BAD)
def test_what_is_not_a_sound_backup_is_told_and_replaces_nothing(
    store: Store, copy: Path, path: Path, bad: str
) -> None:
    store.close()
    spoil, why = BAD[bad]
    spoil(copy)
    before, names = path.read_bytes(), _names(path.parent)
    with pytest.raises(StoreError) as told:
        restore(copy, path)
    assert why in str(told.value)
    assert "rien n’a été changé" in str(told.value)
    assert (path.read_bytes(), _names(path.parent)) == (before, names)


def test_the_database_itself_is_no_backup_of_it(store: Store, path: Path) -> None:
    store.close()
    with pytest.raises(StoreError, match="la base elle-même"):
        restore(path, path)


def test_a_damaged_database_is_set_aside_by_a_restoration(
    store: Store, copy: Path, path: Path
) -> None:
    store.close()
    path.write_bytes(b"\xa5" * 9000)
    done = restore(copy, path)
    assert _place(path) == "80"
    assert done.aside
    assert done.aside.read_bytes() == b"\xa5" * 9000


def test_the_journal_of_a_killed_bot_is_not_read_into_what_is_restored(
    store: Store, copy: Path, path: Path, tmp_path: Path
) -> None:
    store.load_session("1")
    left = tmp_path / "tué"
    left.mkdir()
    shutil.copy(f"{path}-wal", left)  # its database was moved away by hand
    assert restore(copy, left / path.name).aside is None
    assert _place(left / path.name) == "80"


def test_a_kill_amid_a_restoration_leaves_a_database(
    store: Store, copy: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    store.close()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            restore(copy, path)
    assert _place(path) == "02"


def test_what_a_killed_program_left_goes_at_the_next_backup(
    store: Store, path: Path, tmp_path: Path
) -> None:
    store.close()
    old, fresh = tmp_path / ".hier.db.12ab34cd.copie", tmp_path / ".autre.db.12ab34cd.copie-journal"
    for each in (old, fresh):
        each.write_bytes(b"donnees")
    os.utime(old, (NOW.timestamp(), 0))
    back_up(path, tmp_path / "copie.db")
    assert (old.exists(), fresh.exists()) == (False, True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 64 kB."""
    disk = tmp_path / "disque"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False
    ).returncode:
        pytest.skip("a small disk can't be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.process
@pytest.mark.parametrize("announced", [True, False], ids=["seen before", "met on the way"])
def test_a_full_disk_is_told_and_what_was_there_stays(
    store: Store, path: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch, announced: bool
) -> None:
    for chat in range(2, 60):
        store.save_session(str(chat), Session(folder=tuple("45" for _ in range(500)), seen=NOW))
    target = small_disk / "copie.db"
    target.write_text("précieux", encoding="utf-8")
    if not announced:
        plenty = shutil.disk_usage("/")._replace(free=10**12)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: plenty)
    with pytest.raises(StoreError, match="le disque est plein"):
        back_up(path, target, force=True)
    assert _names(small_disk) == {"copie.db"}
    assert target.read_text(encoding="utf-8") == "précieux"


def test_the_commands_say_what_they_did(
    store: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAMBOUR_DATABASE", str(path))
    run, target = CliRunner(), str(tmp_path / "copie.db")
    assert (
        "copiée et vérifiée"
        in run.invoke(operations.backup, [target], catch_exceptions=False).output
    )
    store.close()
    said = run.invoke(operations.restore, [target], catch_exceptions=False).output
    assert "avant-restauration" in said
    assert "effacer depuis" in said
    with pytest.raises(StoreError, match="il n’y a pas de fichier"):
        run.invoke(operations.restore, ["absent.db"], catch_exceptions=False)
