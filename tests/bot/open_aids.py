"""Made-up live aids for tests, read from open_aids.yaml, and the world that knows them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from knowledge.live_aids.model import AidKind, LiveAid, Record
from matching.aid_index import index_aids
from matching.known_aids import live_aids

if TYPE_CHECKING:
    from bot.conversation.world import World

AS_OF = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
_FILE = Path(__file__).parent / "open_aids.yaml"
_OF_RECORD = frozenset(each.name for each in fields(Record)) - {"aid"}


def open_aids() -> dict[str, Record]:
    """Return the made-up records by id."""
    rows = yaml.load(_FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {row["id"]: _record(row) for row in rows}


def with_live_aids(
    world: World, records: dict[str, Record] | None = None, as_of: datetime | None = AS_OF
) -> World:
    """Return a world that also knows live aids, by default those of the file."""
    records = open_aids() if records is None else records
    return replace(
        world, live=live_aids(records, index_aids(records, world.matcher), world.matcher, as_of)
    )


def _record(row: dict[str, Any]) -> Record:
    story: dict[str, Any] = {"version": 1, "first_seen": date(2026, 10, 1), "silent": True}
    story |= {name: value for name, value in row.items() if name in _OF_RECORD}
    aid: dict[str, Any] = {"source": "Aides-territoires"}
    aid |= {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
        if name not in _OF_RECORD
    }
    aid |= {
        "places": frozenset(aid.get("places", ())),
        "kinds": tuple(map(AidKind, aid.get("kinds", ()))),
    }
    return Record(LiveAid(**aid), **story)
