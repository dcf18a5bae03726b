"""Each failure of the file, for real: it is said clearly, and nothing stored is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.conversation.session import Note, Session
from bot.errors import StoreError
from bot.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEPT = Session(place="80", folder=("45", "T"), seen=NOW)
NOBODY = 65534


@pytest.mark.process
@pytest.mark.parametrize(
    "lock", ["begin immediate", "pragma locking_mode = exclusive; begin exclusive"]
)
def test_a_database_held_by_another_program_is_told_and_works_after(
    store: Store, path: Path, lock: str
) -> None:
    store.save_session("1", KEPT)
    store.close()
    with _held_by_another(path, lock), pytest.raises(StoreError, match="un autre programme"):
        store.save_session("1", Session(seen=NOW))
    assert store.load_session("1") == KEPT


@pytest.mark.process
def test_reading_goes_on_while_another_program_writes(store: Store, path: Path) -> None:
    store.save_session("1", KEPT)
    with _held_by_another(path, "begin immediate"):
        assert store.load_session("1") == KEPT


def test_a_full_disk_is_told_and_nothing_stored_is_lost(store: Store) -> None:
    store.save_session("1", KEPT)
    store._file.open().execute("pragma max_page_count = 1").fetchall()
    with pytest.raises(StoreError, match="le disque est plein"):
        store.save_session("2", Session(place="x" * 100_000))
    assert (store.load_session("1"), store.load_session("2")) == (KEPT, Session())


@pytest.mark.parametrize("folder_mode", [0o755, 0o555])
def test_a_read_only_file_is_told_and_stays_as_it_is(
    folder_mode: int, opened: Callable[[Path], Store]
) -> None:
    with _as_nobody() as folder:
        path = folder / "tambour.db"
        store = opened(path)
        store.save_session("1", KEPT)
        store.close()
        path.chmod(0o444)
        folder.chmod(folder_mode)
        with pytest.raises(StoreError, match=r"droit d’(écrire|y écrire)"):
            store.save_session("1", Session(seen=NOW))
        folder.chmod(0o755)
        assert store.load_session("1") == KEPT
        store.close()


def test_a_missing_folder_is_made(tmp_path: Path, opened: Callable[[Path], Store]) -> None:
    store = opened(tmp_path / "a" / "b" / "tambour.db")
    store.save_session("1", KEPT)
    assert store.load_session("1") == KEPT


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="vérifiez que son dossier existe"):
        Store(tmp_path / "file" / "tambour.db").load_session("1")


def test_a_folder_deleted_meanwhile_is_made_again_and_it_is_said(
    store: Store, path: Path, opened: Callable[[Path], Store], notices: list[str]
) -> None:
    store.save_session("1", KEPT)
    shutil.rmtree(path.parent)
    assert store.load_session("1") == Session()
    assert "supprimée" in notices[0]
    store.save_session("1", KEPT)
    assert opened(path).load_session("1") == KEPT


@pytest.mark.parametrize("begin", [0, 4096 * 2])
def test_a_damaged_file_is_moved_aside_whole_and_a_new_one_begun(
    store: Store, path: Path, begin: int, notices: list[str]
) -> None:
    for count in range(200):
        store.save_session(str(count), KEPT)
    store.close()
    with path.open("r+b") as file:
        file.seek(begin)
        file.write(b"\xa5" * 4096 * 2)
    damaged = path.read_bytes()
    assert store.load_session("1") == Session()
    aside = path.with_name(f"tambour.db.corrompue-{datetime.now(UTC).date()}")
    assert aside.read_bytes() == damaged
    assert aside.name in notices[0]
    store.save_session("1", KEPT)
    assert store.load_session("1") == KEPT


def test_a_second_damaged_file_takes_no_other_s_name(store: Store, path: Path) -> None:
    for content in (b"premier" * 1000, b"second" * 1000):
        store.close()
        path.write_bytes(content)
        store.load_session("1")
    aside = sorted(path.parent.glob("*.corrompue-*"), key=lambda file: len(file.name))
    assert [file.read_bytes()[:6] for file in aside] == [b"premie", b"second"]


@pytest.mark.process
def test_two_programs_that_start_together_both_work(path: Path) -> None:
    code = (
        "from pathlib import Path; from bot.storage.store import Store; "
        f"print(Store(Path({str(path)!r})).notes())"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(4)
    ]
    assert [process.communicate()[0] for process in running] == [b"[]\n"] * 4


def test_every_method_tells_rather_than_raises_sqlite_s_errors(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for use in (
        lambda: store.load_session("1"),
        lambda: store.save_session("1", KEPT),
        lambda: store.delete_session("1"),
        lambda: store.erase("1"),
        lambda: store.keep_note(Note("useful"), date(2026, 11, 23)),
        store.notes,
        store.unmatched,
        lambda: store.apply_retention(NOW),
    ):
        with pytest.raises(StoreError):
            use()


@contextmanager
def _held_by_another(path: Path, lock: str) -> Iterator[None]:
    """Hold the database in another process."""
    statements = [statement.strip() for statement in lock.split(";")]
    code = (
        f"import sqlite3; c = sqlite3.connect({str(path)!r}, isolation_level=None)\n"
        f"for statement in {statements!r}: c.execute(statement).fetchall()\n"
        "print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            other.communicate(b"\n")


@contextmanager
def _as_nobody() -> Iterator[Path]:
    """Give a folder of someone whom permissions hold back, and be that one.

    They do not hold root back.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        Path(name).chmod(0o755)
        folder.mkdir()
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
            try:
                yield folder
            finally:
                os.seteuid(0)
        else:
            yield folder
            folder.chmod(0o755)
