"""What is kept for the curator in the database, apart from who said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from bot.conversation.session import Note
    from bot.storage.database import DatabaseFile

Decision = Literal["aside", "uncovered"]
# Characters kept of a need: enough to learn words from, too little for a life story.
_MOST_TEXT = 300


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


class CuratorsList:
    """What is kept for the curator, apart from who said it: needs that found nothing, and notes."""

    _file: DatabaseFile

    def keep_note(self, note: Note, today: date) -> None:
        """Keep what someone said to the curator; a need that found nothing is counted."""
        with self._file.reading() as database:
            if note.kind == "unmatched":
                database.execute(
                    "insert into unmatched (need, times, last_day) values (?, 1, ?) "
                    "on conflict (need) do update set times = times + 1, "
                    "last_day = excluded.last_day",
                    (note.text[:_MOST_TEXT].strip(), today.isoformat()),
                )
            else:
                values = (note.kind, note.text, note.card, today.isoformat())
                database.execute(
                    "insert into notes (kind, text, card, day) values (?, ?, ?, ?)", values
                )

    def notes(self) -> list[KeptNote]:
        """Return what was said to the curator, latest first."""
        with self._file.reading() as database:
            rows = database.execute(
                "select kind, text, card, day from notes order by day desc, rowid desc"
            ).fetchall()
        return [KeptNote(*row) for row in rows]

    def unmatched(self, decision: Decision | Literal[""] = "") -> list[Unmatched]:
        """Return the needs that found nothing, most asked first.

        They are those not yet decided on, or those of a decision.
        """
        with self._file.reading() as database:
            rows = database.execute(
                (
                    "select need, times, last_day from unmatched where decision = ? "
                    "order by times desc, last_day desc, need"
                ),
                (decision,),
            ).fetchall()
        return [Unmatched(*row) for row in rows]

    def decide(self, need: str, decision: Decision) -> bool:
        """Take a need out of the curator's list, and tell whether it was there.

        One that is asked in vain again stays out.
        """
        with self._file.writing() as database:
            done = database.execute(
                "update unmatched set decision = ? where need = ? and decision = ''",
                (decision, need),
            )
            return done.rowcount > 0

    def forget_need(self, need: str) -> bool:
        """Take a need that was taught out of the list, and tell whether it was there.

        It comes back when it is asked in vain again.
        """
        with self._file.writing() as database:
            return (
                database.execute(
                    "delete from unmatched where need = ? and decision = ''", (need,)
                ).rowcount
                > 0
            )

    def put_back(self, need: str, times: int, day: date) -> None:
        """Put a need back in the curator's list, whatever was decided on it."""
        with self._file.writing() as database:
            database.execute(
                (
                    "insert into unmatched (need, times, last_day) values (?, ?, ?) "
                    "on conflict (need) do update set decision = ''"
                ),
                (need, times, day.isoformat()),
            )

    def forget_note(self, note: KeptNote) -> bool:
        """Erase a note that was dealt with. Tell whether it was there."""
        with self._file.writing() as database:
            done = database.execute(
                "delete from notes where rowid in (select rowid from notes "
                "where kind = ? and text = ? and card = ? and day = ? limit 1)",
                (note.kind, note.text, note.card, note.day),
            )
            return done.rowcount > 0
