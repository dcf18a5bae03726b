"""What the conversation remembers of one chat; it can be stored, and read back by an older or newer version."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

FORGETS_AFTER = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Note:
    """Something said to the curator: `kind` is unmatched, useful, useless or error; it is stored apart from who said it."""

    kind: str
    text: str = ""
    card: str = ""


@dataclass(frozen=True)
class Answered:
    """The self-assessment so far: levels and comments by question id, the day it was begun (ISO)."""

    levels: dict[str, int] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    begun: str = ""


@dataclass(frozen=True)
class Session:
    """`need` is the last one asked, in the person's words, refined by `dropped` and `added`.

    `offered` are the cards that answer it, `shown` how many of them were seen, `card` the last one opened. `waiting` says what
    a free text would answer ("error:45", "place"...). `place` is a code of places, `folder` ids of cards kept, `question` the
    one the self-assessment is at. `notes` are those of this turn."""

    need: str = ""
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    shown: int = 0
    card: str = ""
    waiting: str = ""
    place: str = ""
    folder: tuple[str, ...] = ()
    assessment: Answered = field(default_factory=Answered)
    previous_assessment: Answered = field(default_factory=Answered)
    question: str = ""
    notes: tuple[Note, ...] = ()
    seen: datetime = EPOCH

    def is_stale(self, now: datetime) -> bool:
        """Tell whether what was being said is too old to go on with."""
        return bool(self.need or self.card or self.waiting) and now - self.seen > FORGETS_AFTER

    def afresh(self) -> Session:
        """Return the session with what was being said forgotten; place, folder and self-assessment stay."""
        return replace(self, need="", dropped=(), added=(), offered=(), shown=0, card="", waiting="")

    def noting(self, note: Note) -> Session:
        """Return the session with one more note for the curator."""
        return replace(self, notes=(*self.notes, note))

    def to_json(self) -> str:
        """Return the session as it is stored; notes are stored elsewhere."""
        return json.dumps(asdict(replace(self, notes=())), ensure_ascii=False, default=datetime.isoformat)


def session_from_json(text: str) -> Session:
    """Read a stored session, but for fields this version does not know. Raises ValueError where it is no session."""
    stored = json.loads(text)
    if not isinstance(stored, dict):
        raise ValueError("not a session")
    known = {each.name: stored[each.name] for each in fields(Session) if each.name in stored}
    try:
        for name in ("dropped", "added", "offered", "folder"):
            known[name] = tuple(map(str, known.get(name, ())))
        for name in ("assessment", "previous_assessment"):
            known[name] = _answered(known.get(name, {}))
        known["seen"] = datetime.fromisoformat(known["seen"]) if known.get("seen") else EPOCH
        known.pop("notes", None)
        return Session(**known)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("not a session") from error


def _answered(stored: dict[str, Any]) -> Answered:
    return Answered(
        {str(question): int(level) for question, level in stored.get("levels", {}).items()},
        {str(question): str(comment) for question, comment in stored.get("comments", {}).items()},
        str(stored.get("begun", "")),
    )
