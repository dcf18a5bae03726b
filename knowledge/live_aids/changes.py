"""What a reading of a source changes in what is known.

It is decided from frozen data, touching nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.live_aids.model import LiveAid, Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True)
class SourceReading:
    """What a source gave.

    It has its aids, the ids it holds but that could not be read, and whether that is all it has.
    `gone` are the ids that it was asked about one by one, and that are open no more.
    """

    aids: tuple[LiveAid, ...]
    complete: bool = False
    unread: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Decisions:
    """What becomes of the records: each of these is to be written.

    `touched` hold nothing that a reader would call a change.
    """

    new: tuple[Record, ...] = ()
    changed: tuple[Record, ...] = ()
    reopened: tuple[Record, ...] = ()
    closed: tuple[Record, ...] = ()
    touched: tuple[Record, ...] = ()
    unchanged: int = 0

    @property
    def written(self) -> tuple[Record, ...]:
        """Every record to write."""
        return self.new + self.changed + self.reopened + self.closed + self.touched


def missing(known: Mapping[str, Record], reading: SourceReading) -> tuple[Record, ...]:
    """Return the records not closed yet that a complete reading no longer holds.

    They are to be confirmed one by one.
    """
    if not reading.complete:
        return ()
    seen = reading.unread.union(aid.id for aid in reading.aids)
    return tuple(
        record for id_, record in known.items() if record.closed is None and id_ not in seen
    )


def decide(
    known: Mapping[str, Record], reading: SourceReading, today: date, first_run: bool = False
) -> Decisions:
    """Return what a reading changes in the records of its source.

    Those of a first run are silent. An aid is closed only if a complete reading does not hold it
    and it is `gone`; one that opens again, or whose deadline or first day is put off, is worth
    telling again. No date of a record goes backwards.
    """
    new, changed, reopened, touched = [], [], [], []
    aids = {aid.id: aid for aid in reading.aids}
    for aid in aids.values():
        record = known.get(aid.id)
        if record is None:
            new.append(Record(aid, version=1, first_seen=today, silent=first_run))
        elif replace(record, aid=aid, closed=None).is_open(today) and not (
            record.is_open(today) and _is_as_soon(aid, record.aid)
        ):
            day = _not_before(record, today)
            again = replace(
                record, aid=aid, version=record.version + 1, reopened=day, closed=None, silent=False
            )
            reopened.append(again)
        elif aid.digest != record.aid.digest:
            changed.append(replace(record, aid=aid, changed=_not_before(record, today)))
        elif aid != record.aid:
            touched.append(replace(record, aid=aid))
    closed = [
        replace(record, closed=_not_before(record, today))
        for record in missing(known, reading)
        if record.aid.id in reading.gone
    ]
    told = (tuple(new), tuple(changed), tuple(reopened), tuple(closed), tuple(touched))
    return Decisions(*told, unchanged=len(aids) - sum(map(len, (new, changed, reopened, touched))))


def _is_as_soon(aid: LiveAid, before: LiveAid) -> bool:
    """Tell whether no date of an aid was put off."""
    dates = ((aid.deadline, before.deadline), (aid.opens, before.opens))
    return not any(now and then and now > then for now, then in dates)


def _not_before(record: Record, today: date) -> date:
    """Return today, or the last day of the record's story where the clock was set back since."""
    return max(
        day
        for day in (today, record.first_seen, record.changed, record.reopened, record.closed)
        if day
    )
