"""What is kept between conversations, in one SQLite file: the sessions, and apart from who said it, what the curator reads."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.conversation.retention import RETENTION
from bot.conversation.session import Session, session_from_json
from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from bot.conversation.session import Note

_MOST_TEXT = 300  # characters kept of a need: enough to learn words from, too little for a life story
_PATIENCE = 0.5  # seconds that another program may hold the database
_UNREADABLE = " illisible"  # ends the chat of a session that could not be read, kept aside until erased
_DATED = {"sessions": "updated", "notes": "day", "unmatched": "last_day"}  # the column that retention counts from
_DAMAGED = frozenset((sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB))
_CAUSES = {
    sqlite3.SQLITE_BUSY: "un autre programme l’occupe ; fermez-le, ou attendez qu’il ait fini",
    sqlite3.SQLITE_LOCKED: "un autre programme l’occupe ; fermez-le, ou attendez qu’il ait fini",
    sqlite3.SQLITE_FULL: "le disque est plein ; libérez de la place",
    sqlite3.SQLITE_READONLY: "elle est en lecture seule ; donnez le droit d’écrire dans ce fichier et dans son dossier",
    sqlite3.SQLITE_CANTOPEN: "elle ne s’ouvre pas ; vérifiez que son dossier existe et que vous avez le droit d’y écrire",
    sqlite3.SQLITE_CORRUPT: "le fichier est abîmé ; il sera mis de côté au prochain essai",
    sqlite3.SQLITE_NOTADB: "le fichier est abîmé ; il sera mis de côté au prochain essai",
}
migrations = Migrations("tambour")


@dataclass(frozen=True)
class Unmatched:
    """A need that found nothing: its text, how many times it was asked, the last day."""

    need: str
    times: int
    last_day: str


@dataclass(frozen=True)
class KeptNote:
    """What someone said to the curator, and the day; nothing tells who."""

    kind: str
    text: str
    card: str
    day: str


@migrations()
def unmatched_needs(database: Database) -> None:
    """Create the table of the needs that found nothing."""
    database.table("unmatched").create({"need": str, "times": int, "last_day": str}, pk="need", not_null={"times", "last_day"})


@migrations()
def sessions_and_notes(database: Database) -> None:
    """Create the table of sessions, and that of notes, which knows no chat."""
    columns = {"chat": str, "session": str, "updated": str}
    database.table("sessions").create(columns, pk="chat", not_null={"session", "updated"})
    columns = {"kind": str, "text": str, "card": str, "day": str}
    database.table("notes").create(columns, not_null={"kind", "text", "card", "day"})


class _DamagedError(sqlite3.DatabaseError):
    """The file can be opened, but what it holds does not stand together."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


class Store:
    """The database, opened at first use and again after any failure; every method raises StoreError where it can't be used.

    `warnings` are what happened to the file that its owner must know; who reads them clears them."""

    def __init__(self, path: Path) -> None:
        self.warnings: list[str] = []
        self._path = path
        self._database: Database | None = None
        self._file: tuple[int, int] | None = None  # what told the file opened last from another

    def load_session(self, chat: str) -> Session:
        """Return what is remembered of a chat; a new session where there is nothing."""
        with self._opened() as database:
            row = database.execute("select session from sessions where chat = ?", (chat,)).fetchone()
            try:
                return session_from_json(row[0]) if row else Session()
            except ValueError:
                database.execute("update or replace sessions set chat = ? where chat = ?", (chat + _UNREADABLE, chat))
                self.warnings.append(f"une conversation de la base {self._path} est illisible : gardée à part, elle recommence")
                return Session()

    def save_session(self, chat: str, session: Session) -> None:
        """Remember a chat's session in place of the last one."""
        with self._opened() as database:
            database.execute(
                "insert into sessions values (?, ?, ?) "
                "on conflict (chat) do update set session = excluded.session, updated = excluded.updated",
                (chat, session.to_json(), _written(session.seen)),
            )

    def delete_session(self, chat: str) -> None:
        """Erase all that is remembered of a chat, from the tables and from the files."""
        with self._opened() as database:
            database.execute("delete from sessions where chat in (?, ?)", (chat, chat + _UNREADABLE))
            database.execute("pragma wal_checkpoint(truncate)").fetchall()

    def keep_note(self, note: Note, today: date) -> None:
        """Keep what someone said to the curator; a need that found nothing is counted."""
        with self._opened() as database:
            if note.kind == "unmatched":
                database.execute(
                    "insert into unmatched values (?, 1, ?) "
                    "on conflict (need) do update set times = times + 1, last_day = excluded.last_day",
                    (note.text[:_MOST_TEXT].strip(), today.isoformat()),
                )
            else:
                values = (note.kind, note.text, note.card, today.isoformat())
                database.execute("insert into notes (kind, text, card, day) values (?, ?, ?, ?)", values)

    def notes(self) -> list[KeptNote]:
        """Return what was said to the curator, latest first."""
        with self._opened() as database:
            rows = database.execute("select kind, text, card, day from notes order by day desc, rowid desc").fetchall()
        return [KeptNote(*row) for row in rows]

    def unmatched(self) -> list[Unmatched]:
        """Return the needs that found nothing, most asked first."""
        with self._opened() as database:
            rows = database.execute(
                "select need, times, last_day from unmatched order by times desc, last_day desc, need"
            ).fetchall()
        return [Unmatched(*row) for row in rows]

    def apply_retention(self, now: datetime) -> None:
        """Erase what has been kept as long as it is said to be."""
        with self._opened() as database:
            for table, kept in RETENTION.items():
                limit = _written(now - timedelta(days=kept.days))
                database.execute(f"delete from {table} where {_DATED[table]} < ?", (limit,))

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.conn.close()
        self._database = None

    @contextmanager
    def _opened(self) -> Iterator[Database]:
        """Give the open database; whatever goes wrong closes it, and is said."""
        try:
            yield self._open()
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise StoreError(f"la base {self._path} ne peut pas être utilisée : {_cause(error)}") from error

    def _open(self) -> Database:
        if self._file not in (None, _identity(self._path)):
            self.close()
            self._file = None
            self.warnings.append(f"la base {self._path} a été déplacée, supprimée ou remplacée ; elle est ouverte de nouveau")
        if self._database is None:
            self._database = self._sound()
            self._file = _identity(self._path)
        return self._database

    def _sound(self) -> Database:
        """Return the database, or a new one where the file is damaged: it is then moved aside."""
        _make_room(self._path)
        try:
            return _connect(self._path)
        except sqlite3.DatabaseError as error:
            if _code(error) not in _DAMAGED:
                raise
        aside = _move_aside(self._path)
        self.warnings.append(
            f"la base {self._path} était abîmée : elle est mise de côté ({aside.name}), une nouvelle est commencée ; "
            "supprimez l’ancienne après en avoir tiré ce qui peut l’être, car elle contient des données personnelles"
        )
        return _connect(self._path)


def _connect(path: Path) -> Database:
    """Open a file, check that it stands together, and bring its tables up to date."""
    connection = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma secure_delete = on")
        if connection.execute("pragma quick_check(1)").fetchone() != ("ok",):
            raise _DamagedError("quick_check")
        database = Database(connection)
        if migrations.pending(database):
            connection.execute("begin immediate")  # so that two programs that start together do not both create the tables
            migrations.apply(database)
            connection.execute("commit")
        return database
    except BaseException:
        connection.close()
        raise


def _make_room(path: Path) -> None:
    """Create the folder and an empty file that only their owner reads, where there are none."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)


def _move_aside(path: Path) -> Path:
    """Rename a damaged file, with its journal, to a name not taken."""
    first = f"{path.name}.corrompue-{datetime.now(UTC).date()}"
    names = (first if count == 1 else f"{first}-{count}" for count in range(1, 1_000_000))
    aside = next(path.with_name(name) for name in names if not path.with_name(name).exists())
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(f"{aside}{suffix}")
    return aside


def _identity(path: Path) -> tuple[int, int]:
    """Return what tells a file from another of the same name; (0, 0) where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return 0, 0
    return status.st_dev, status.st_ino


def _cause(error: sqlite3.Error | OSError) -> str:
    """Return what went wrong and what to do, for SQLite's errors and for the disk's."""
    if isinstance(error, sqlite3.Error):
        return _CAUSES.get(_code(error), f"{error} ; vérifiez le disque et les droits")
    if error.errno == errno.ENOSPC:
        return _CAUSES[sqlite3.SQLITE_FULL]
    return f"{_CAUSES[sqlite3.SQLITE_CANTOPEN]} ({error.strerror})"


def _code(error: sqlite3.Error) -> int:
    """Return the primary code of an error of SQLite; 0 where the error comes from Python's own checks."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _written(moment: datetime) -> str:
    """Write a day and time so that the order of words is that of time."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
