"""Live aids and their records as they are written in the database, and read back."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

from knowledge.live_aids.model import AidKind, LiveAid, Record

_DATES = ("opens", "deadline", "updated")
_LISTS = ("funders", "beneficiaries", "themes", "labels")
_FIELDS = fields(LiveAid)
_KNOWN = frozenset(field.name for field in _FIELDS)

Row = tuple[str, str, str, int, str, str | None, str | None, str | None, int]


def aid_to_json(aid: LiveAid) -> str:
    """Return an aid as it is stored: what has its default value is left out."""
    content = {
        field.name: value
        for field in _FIELDS
        if (value := getattr(aid, field.name)) != field.default
    }
    return json.dumps(content | {"places": sorted(aid.places)}, default=str, ensure_ascii=False)


def aid_from_json(text: str) -> LiveAid:
    """Read a stored aid, but for fields that this version does not know.

    ValueError is raised where it is none.
    """
    try:
        stored: dict[str, Any] = {
            name: value for name, value in json.loads(text).items() if name in _KNOWN
        }
        stored |= {name: date.fromisoformat(stored[name]) for name in _DATES if name in stored}
        stored |= {name: tuple(stored[name]) for name in _LISTS if name in stored}
        stored["kinds"] = tuple(AidKind(kind) for kind in stored.get("kinds", ()))
        stored["places"] = frozenset(stored.get("places", ()))
        return LiveAid(**stored)
    except (TypeError, AttributeError) as error:
        raise ValueError("not a live aid") from error


def record_to_row(record: Record) -> Row:
    """Return a record as a row of live_aids."""
    changed, reopened, closed = (
        day.isoformat() if day else None for day in (record.changed, record.reopened, record.closed)
    )
    aid = record.aid
    seen = record.first_seen.isoformat()
    return (
        aid.id,
        aid.source,
        aid_to_json(aid),
        record.version,
        seen,
        changed,
        reopened,
        closed,
        int(record.silent),
    )


def record_from_row(row: Row) -> Record:
    """Read a row of live_aids. Raises ValueError where it can't be."""
    _, _, aid, version, first_seen, *days, silent = row
    changed, reopened, closed = (date.fromisoformat(str(day)) if day else None for day in days)
    return Record(
        aid_from_json(aid),
        version,
        date.fromisoformat(first_seen),
        changed,
        reopened,
        closed,
        bool(silent),
    )
