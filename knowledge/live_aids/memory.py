"""What is remembered of live aids, in the SQLite file.

It is the records, the sources, the entries held, and a reading under way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.live_aids.changes import Decisions, SourceReading, decide
from knowledge.live_aids.database import AidsFile
from knowledge.live_aids.entries import CuratorAnswer, Held, sort_entries, waiting
from knowledge.live_aids.errors import LiveAidsError
from knowledge.live_aids.rows import (
    COLUMNS,
    close_aid,
    erase_pages,
    held_entry,
    moment_or_none,
    note_try,
    read_entries,
    record_of,
    write_entries,
    write_records,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from knowledge.live_aids.model import LiveAid, Record

_PATIENCE = 5.0  # seconds that another program may hold the database while it writes


@dataclass(frozen=True)
class SourceStatus:
    """How a source does.

    It tells when it was last read whole, first and last tried, what went wrong, and whether it was
    filled once.
    """

    source: str
    last_success: datetime | None = None
    last_try: datetime | None = None
    trouble: str = ""
    filled: bool = False
    first_try: datetime | None = None

    def tried_since(self, now: datetime) -> timedelta:
        """Return for how long it has been tried."""
        return now - self.first_try if self.first_try else timedelta()


@dataclass(frozen=True)
class KeptPage:
    """A page of a listing already read.

    It has how many aids the listing had then, the ids of the page, and what could not be read.
    """

    listing: str
    number: int
    count: int
    ids: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...] = ()


class Memory:
    """The live aids of the database; every method raises StorageError where it can't be used."""

    def __init__(self, path: Path, patience: float = _PATIENCE) -> None:
        self._file = AidsFile(path, patience)

    def records(
        self, source: str = "", *, known: Mapping[str, Record] = MappingProxyType({})
    ) -> dict[str, Record]:
        """Return every record by id, or those of a source.

        Those already `known` are given for those that are the same.
        """
        where = "where source = ?" if source else "where ? = ''"
        found: dict[str, Record] = {}
        with self._file.reading() as database:
            for row in database.execute(
                f"select {COLUMNS} from live_aids {where} order by id", (source,)
            ):
                record, before = record_of(row), known.get(row[0])
                found[row[0]] = before if before is not None and before == record else record
        return found

    def record(self, id: str) -> Record | None:  # noqa: A002 (the word that cards use)
        """Return the record of a live aid; None where there is none."""
        with self._file.reading() as database:
            row = database.execute(
                f"select {COLUMNS} from live_aids where id = ?", (id,)
            ).fetchone()
        return record_of(row) if row else None

    def count_open(self, today: date) -> int:
        """Return how many live aids are open on a day."""
        with self._file.reading() as database:
            asked = (
                "select count(*) from live_aids where closed is null "
                "and coalesce(aid ->> 'deadline', '9999') >= ?"
            )
            return int(database.execute(asked, (today.isoformat(),)).fetchone()[0])

    def stamp(self) -> str:
        """Return a mark that changes when records do."""
        with self._file.reading() as database:
            return str(database.execute("select stamp from aid_stamp").fetchone()[0])

    def status(self) -> dict[str, SourceStatus]:
        """Return how each source does, by its name."""
        with self._file.reading() as database:
            rows = database.execute(
                "select source, last_success, last_try, trouble, filled, first_try from aid_sources"
            ).fetchall()
        return {
            source: SourceStatus(
                source,
                moment_or_none(success),
                moment_or_none(tried),
                trouble,
                bool(filled),
                moment_or_none(first),
            )
            for source, success, tried, trouble, filled, first in rows
        }

    def apply(
        self,
        source: str,
        decisions: Decisions,
        now: datetime,
        trouble: str = "",
        filled: bool = False,
    ) -> None:
        """Write what a reading of a source changed, all or nothing.

        It writes too that the reading went well, or its trouble. A reading without trouble ends the
        first filling, and the reading under way; so does `filled`, the first filling.
        """
        with self._file.writing() as database:
            write_records(database, decisions.written)
            note_try(database, source, now, trouble, filled)
            if not trouble:
                erase_pages(database, source)

    def failed(self, source: str, now: datetime, trouble: str) -> None:
        """Remember that a source could not be read, and why."""
        with self._file.writing() as database:
            note_try(database, source, now, trouble)

    def held(self, today: date | None = None) -> list[Held]:
        """Return the entries that wait for a curator, oldest first.

        On a day, they are also those long accepted without a deadline.
        """
        with self._file.reading() as database:
            entries = read_entries(database)
            rows = database.execute(
                f"select {COLUMNS} from live_aids where id in (select id from held_aids)"
            ).fetchall()
        return waiting(entries.values(), {row[0]: record_of(row) for row in rows}, today)

    def hold(self, source: str, aids: Iterable[LiveAid], now: datetime) -> int:
        """Keep the entries of a feed for a curator.

        It returns how many are new, or have changed since they were accepted.
        """
        with self._file.writing() as database:
            found = sort_entries(read_entries(database), tuple(aids), now.date())
            write_entries(database, found.written)
            note_try(database, source, now, "")
        return found.to_judge

    def accept(self, id: str, today: date, deadline: date | None = None) -> Record:  # noqa: A002 (the word that cards use)
        """Make a held entry, even one refused before, a live aid, or have a change told.

        A deadline given before stays unless another is given; an entry of a feed has none of its
        own. LiveAidsError is raised where there is no such entry.
        """
        with self._file.writing() as database:
            entry = held_entry(database, id)
            row = database.execute(
                f"select {COLUMNS} from live_aids where id = ?", (id,)
            ).fetchone()
            known = {id: record_of(row)} if row else {}
            until = deadline or (known[id].aid.deadline if row else None)
            decided = decide(
                known, SourceReading((replace(entry.aid, deadline=until),)), today
            ).written
            write_records(database, decided)
            write_entries(
                database,
                [replace(entry, answer=CuratorAnswer.ACCEPTED, changed=None, confirmed=today)],
            )
        return decided[0] if decided else known[id]

    def refuse(self, id: str, today: date) -> bool:  # noqa: A002 (the word that cards use)
        """Set a held entry aside for good, and close it where it was accepted.

        Of a change that waits, only the change is refused; it returns whether it was so.
        LiveAidsError is raised where there is no such entry.
        """
        with self._file.writing() as database:
            entry = held_entry(database, id)
            if entry.answer is CuratorAnswer.ACCEPTED and entry.changed:
                write_entries(database, [replace(entry, changed=None)])
                return True
            close_aid(database, id, today)
            write_entries(database, [replace(entry, answer=CuratorAnswer.REFUSED, changed=None)])
        return False

    def withdraw(self, id: str, today: date) -> Record:  # noqa: A002 (the word that cards use)
        """Close an aid that a curator added. Raises LiveAidsError where there is none."""
        with self._file.writing() as database:
            row = database.execute(
                f"select {COLUMNS} from live_aids where id = ?", (id,)
            ).fetchone()
            if row is None:
                raise LiveAidsError(f"aucune aide « {id} » ; voyez : tambour aids list")
            close_aid(database, id, today)
        return record_of(row)

    def pages(self, source: str, day: date) -> list[KeptPage]:
        """Return the pages of a reading begun the same day and not ended.

        Those of another day are forgotten.
        """
        with self._file.writing() as database:
            other = database.execute(
                "select 1 from aid_pages where source = ? and day <> ? limit 1",
                (source, day.isoformat()),
            ).fetchone()
            if other:
                erase_pages(database, source)
            rows = database.execute(
                (
                    "select listing, number, count, ids, skipped from aid_pages "
                    "where source = ? order by listing, number"
                ),
                (source,),
            ).fetchall()
        return [
            KeptPage(
                listing,
                number,
                count,
                tuple(json.loads(ids)),
                tuple((id_, why) for id_, why in json.loads(skipped)),
            )
            for listing, number, count, ids, skipped in rows
        ]

    def drafts(self, source: str) -> dict[str, str]:
        """Return what the pages of a reading under way hold, by id."""
        with self._file.reading() as database:
            return dict(
                database.execute(
                    "select id, draft from aid_drafts where source = ?", (source,)
                ).fetchall()
            )

    def keep_page(self, source: str, day: date, page: KeptPage, drafts: dict[str, str]) -> None:
        """Keep a page of a reading under way, and what it holds by id.

        A reading cut short goes on from there.
        """
        with self._file.writing() as database:
            ids, skipped = json.dumps(page.ids), json.dumps(page.skipped, ensure_ascii=False)
            database.execute(
                "insert or replace into aid_pages values (?, ?, ?, ?, ?, ?, ?)",
                (source, day.isoformat(), page.listing, page.number, page.count, ids, skipped),
            )
            rows = [(source, id_, draft) for id_, draft in drafts.items()]
            database.conn.executemany("insert or replace into aid_drafts values (?, ?, ?)", rows)

    def forget_pages(self, source: str, listing: str = "") -> None:
        """Forget the pages of a listing, or of all, which are to be read again."""
        with self._file.writing() as database:
            if listing:
                database.execute(
                    "delete from aid_pages where source = ? and listing = ?", (source, listing)
                )
            else:
                erase_pages(database, source)

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        self._file.close()
