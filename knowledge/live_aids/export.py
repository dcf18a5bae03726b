"""A live aid as plain data, for programs: every field, dates as 2026-12-15."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.live_aids.model import LiveAid, Record


def aid_as_json(aid: LiveAid) -> dict[str, Any]:
    """Return an aid as an object of JSON."""
    content = vars(aid) | {"places": sorted(aid.places)}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in content.items()
    }


def record_as_json(record: Record, today: date) -> dict[str, Any]:
    """Return a record as an object of JSON: the aid, its story, and where it stands today."""
    days = {
        "first_seen": record.first_seen,
        "changed": record.changed,
        "reopened": record.reopened,
        "closed": record.closed,
    }
    story = {name: day.isoformat() if day else None for name, day in days.items()}
    state = {"state": str(record.state(today)), "version": record.version}
    return aid_as_json(record.aid) | story | state
