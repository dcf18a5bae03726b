"""How records, sources and entries held stand in the tables of live aids."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from knowledge.live_aids.changes import SourceReading, decide
from knowledge.live_aids.entries import CuratorAnswer, FeedEntry
from knowledge.live_aids.errors import LiveAidsError, StorageError
from knowledge.live_aids.stored import aid_from_json, aid_to_json, record_from_row, record_to_row
from knowledge.plain_values import written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from knowledge.live_aids.model import Record
    from knowledge.live_aids.stored import Row

COLUMNS = "id, source, aid, version, first_seen, changed, reopened, closed, silent"


def record_of(row: Row) -> Record:
    """Return the record of a row; StorageError names one that can't be read."""
    try:
        return record_from_row(row)
    except ValueError as error:
        raise StorageError(
            f"l’aide « {row[0]} » de la base est illisible ; retirez sa ligne de la table live_aids"
        ) from error


def write_records(database: Database, records: Iterable[Record]) -> None:
    """Write records in place of those of the same aids."""
    rows = [record_to_row(record) for record in records]
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        database.conn.executemany(
            f"insert or replace into live_aids ({COLUMNS}) values ({marks})", rows
        )
        database.execute("update aid_stamp set stamp = stamp + 1")


def note_try(
    database: Database, source: str, now: datetime, trouble: str, filled: bool = False
) -> None:
    """Note that a source was read, or why it could not be."""
    moment = written(now)
    database.execute(
        "insert into aid_sources (source, last_try, last_success, trouble, filled, first_try) "
        "values (?, ?, ?, ?, ?, ?) on conflict (source) do update set "
        "last_try = excluded.last_try, trouble = excluded.trouble, "
        "last_success = coalesce(excluded.last_success, last_success), "
        "filled = max(filled, excluded.filled), "
        "first_try = coalesce(first_try, excluded.first_try)",
        (source, moment, None if trouble else moment, trouble, filled or not trouble, moment),
    )


def erase_pages(database: Database, source: str) -> None:
    """Erase what was read of a source in a reading under way."""
    for table in ("aid_pages", "aid_drafts"):
        database.execute(f"delete from {table} where source = ?", (source,))


def close_aid(database: Database, id_: str, today: date) -> None:
    """Close an aid on a day, where it is known."""
    row = database.execute(f"select {COLUMNS} from live_aids where id = ?", (id_,)).fetchone()
    if row:
        reading = SourceReading((), complete=True, gone=frozenset((id_,)))
        write_records(database, decide({id_: record_of(row)}, reading, today).closed)


def read_entries(database: Database, id_: str = "") -> dict[str, FeedEntry]:
    """Return the entries of feeds by id, or the one of an id."""
    where = "where id = ?" if id_ else "where ? = ''"
    rows = database.execute(
        f"select aid, day, answer, changed, confirmed from held_aids {where}", (id_,)
    ).fetchall()
    found = (
        FeedEntry(
            aid_from_json(aid),
            date.fromisoformat(day),
            CuratorAnswer(answer),
            _date(changed),
            _date(confirmed),
        )
        for aid, day, answer, changed, confirmed in rows
    )
    return {entry.aid.id: entry for entry in found}


def held_entry(database: Database, id_: str) -> FeedEntry:
    """Return the entry that waits under an id; LiveAidsError says that there is none."""
    entry = read_entries(database, id_).get(id_)
    if entry is None:
        raise LiveAidsError(
            f"aucune entrée « {id_} » n’attend de réponse ; voyez : tambour aids list --held"
        )
    return entry


def write_entries(database: Database, entries: Iterable[FeedEntry]) -> None:
    """Write entries in place of those of the same ids."""
    rows = [
        (
            each.aid.id,
            each.aid.source,
            aid_to_json(each.aid),
            str(each.day),
            each.answer,
            each.changed,
            each.confirmed,
        )
        for each in entries
    ]
    written = [(*row[:5], *(str(day) if day else "" for day in row[5:])) for row in rows]
    database.conn.executemany(
        (
            "insert or replace into held_aids (id, source, aid, day, answer, changed, "
            "confirmed) values (?, ?, ?, ?, ?, ?, ?)"
        ),
        written,
    )


def _date(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def moment_or_none(written: str | None) -> datetime | None:
    """Return a moment as it is stored, None for none."""
    return datetime.fromisoformat(written) if written else None
