"""Copies of the database as a whole.

They are taken while the bot runs, and put back once they are known to be sound.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING

from sqlite_utils import Database

from bot.conversation.notices import notice
from bot.errors import StoreError
from bot.storage import digest_tables as outbox_tables
from bot.storage import tables
from bot.storage.database import PATIENCE, move_aside
from knowledge.live_aids import database as live_aids
from knowledge.sqlite_file import DAMAGED, cause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlite_utils.migrations import Migrations

_STEP = 256  # pages copied before the bot may have the disk again: 1 MB
_DRAFT = ".copie"  # ends the name of a copy being made
_FORSAKEN = 3600.0  # seconds after which nobody works on one any more
_PAUSE = 0.005  # seconds left to it between two steps
MIGRATIONS: tuple[Migrations, ...] = (
    tables.migrations,
    outbox_tables.migrations,
    live_aids.migrations,
)
"""Every set of migrations that shares the database."""


@dataclass(frozen=True)
class Restored:
    """What a restoration did.

    It tells where the database that was there now is, and the migrations the copy still lacked.
    """

    aside: Path | None
    migrated: tuple[str, ...]


def back_up(
    database: Path,
    target: Path,
    force: bool = False,
    tell: Callable[[int, int], None] | None = None,
) -> int:
    """Copy the database, which may be in use, to a checked file that only its owner reads.

    It returns its size in bytes; `tell` hears pages left and pages in all. StoreError is raised
    where it can't, and `target` is then as it was.
    """
    if not database.is_file():
        raise StoreError(notice("backup_nothing", database=database))
    if target.is_dir():
        raise StoreError(notice("backup_folder", target=target))
    if target.exists() and target.samefile(database):
        raise StoreError(notice("backup_itself", target=target))
    if target.exists() and not force:
        raise StoreError(notice("backup_there", target=target))
    with _told(notice("backup_fails", target=target)), _draft(target) as draft:
        _copy(database, draft, "mode=rw", tell)
        draft.replace(target)
        _make_lasting(target.parent)
    return target.stat().st_size


def restore(backup: Path, database: Path, force: bool = False) -> Restored:
    """Put a backup in the place of the database, which is moved aside.

    `force` does so even while a program uses it. StoreError is raised where the backup is not
    sound, or the database in use; then nothing was replaced.
    """
    if not backup.is_file():
        raise StoreError(notice("restore_nothing", backup=backup))
    if database.exists() and backup.samefile(database):
        raise StoreError(notice("restore_itself", backup=backup))
    with _told(notice("restore_fails", backup=backup)):
        database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _draft(database) as draft:
            # Without a journal beside it the file is whole, and may lie where nothing can be
            # written.
            _copy(
                backup,
                draft,
                "mode=rw" if backup.with_name(f"{backup.name}-wal").exists() else "immutable=1",
            )
            migrated = _bring_up_to_date(draft)
            if not force:
                _refuse_where_used(database)
            aside = move_aside(database, notice("aside_replaced"), draft)
            _make_lasting(database.parent)
    return Restored(aside, migrated)


def _copy(
    source: Path, draft: Path, how: str, tell: Callable[[int, int], None] | None = None
) -> None:
    """Copy a database as it is at one moment, and check the copy whole."""
    told = None if tell is None else lambda _, left, whole: tell(left, whole)
    address = f"{source.absolute().as_uri()}?{how}"
    with (
        closing(
            sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
        ) as origin,
        closing(sqlite3.connect(draft, isolation_level=None)) as copy,
    ):
        # One moment: without it, each write of the bot would make the copy begin again.
        origin.execute("begin")
        (pages,), (size,) = (
            origin.execute(f"pragma {name}").fetchone() for name in ("page_count", "page_size")
        )
        if (free := shutil.disk_usage(draft.parent).free) < pages * size:
            needed, left = _megabytes(pages * size), _megabytes(free)
            raise StoreError(notice("disk_full", needed=needed, left=left))
        origin.backup(copy, pages=_STEP, progress=told, sleep=_PAUSE)
        # The copy is one file, with no companion to lose.
        copy.execute("pragma journal_mode = delete").fetchall()
        if copy.execute("pragma integrity_check").fetchall() != [("ok",)]:
            raise StoreError(notice("content_damaged"))


def _bring_up_to_date(draft: Path) -> tuple[str, ...]:
    """Check that a copy is a database of Tambour, migrate it, and return what it lacked.

    It may be of this version or an earlier one.
    """
    with (
        closing(sqlite3.connect(draft, isolation_level=None)) as opened,
        closing(sqlite3.connect(":memory:")) as blank,
    ):
        copy, ours = Database(opened), Database(blank)
        if not tables.migrations.applied(copy):
            raise StoreError(notice("not_our_database"))
        lacked = tuple(step.name for each in MIGRATIONS for step in each.pending(copy))
        for each in MIGRATIONS:
            each.apply(ours)
        if newer := _steps(copy) - _steps(ours):
            names = ", ".join(sorted(name for _, name in newer))
            raise StoreError(notice("database_newer", names=names))
        for each in MIGRATIONS:
            each.apply(copy)
        if missing := _columns(ours) - _columns(copy):
            names = ", ".join(sorted(".".join(each) for each in missing))
            raise StoreError(notice("database_lacks", names=names))
    return lacked


def _refuse_where_used(database: Path) -> None:
    """Take the database for oneself alone, which also empties its journal.

    A bot that has opened it makes this fail.
    """
    if not database.exists():
        return
    with closing(sqlite3.connect(database, timeout=PATIENCE, isolation_level=None)) as present:
        try:
            present.execute("pragma locking_mode = exclusive").fetchall()
            present.execute("begin exclusive")
            present.execute("commit")
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise StoreError(notice("database_used", database=database)) from error
            # Nobody can use a damaged one, and replacing it is what a backup is for.
            if code not in DAMAGED:
                raise


def _steps(database: Database) -> set[tuple[str, str]]:
    """Return every migration applied to a database, as its set and its name."""
    return {
        (row["migration_set"], row["name"])
        for row in database.table(tables.migrations.migrations_table).rows
    }


def _columns(database: Database) -> set[tuple[str, str]]:
    """Return every column of a database, as its table and its name."""
    return {(table.name, column) for table in database.tables for column in table.columns_dict}


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """Give an empty file beside another, for its owner only.

    It is gone after unless it took a name. Those that a killed program left, with all that a
    database holds, go first.
    """
    for left in target.parent.glob(f".*{_DRAFT}*"):
        if time.time() - left.stat().st_mtime > _FORSAKEN:
            left.unlink(missing_ok=True)
    draft = target.with_name(f".{target.name}.{token_hex(4)}{_DRAFT}")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield draft
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            draft.with_name(f"{draft.name}{suffix}").unlink(missing_ok=True)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Say what could not be done, and why."""
    try:
        yield
    except StoreError as error:
        raise StoreError(f"{what} : {error}") from error
    except (sqlite3.Error, OSError) as error:
        damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in DAMAGED
        why = notice("database_damaged") if damaged else cause(error)
        raise StoreError(f"{what} : {why}") from error


def _make_lasting(folder: Path) -> None:
    """Have the disk keep the new name of a file, where it can."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} Mo".replace(".", ",")
