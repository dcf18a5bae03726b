"""What the outbox tells of how sending goes, for operators."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.digest.deliveries import DeliveryState, RunReport
from bot.digest.told_chats import read_moment
from knowledge.plain_values import written

if TYPE_CHECKING:
    from datetime import datetime

    from bot.storage.digest_tables import OutboxFile

_STATES = frozenset(map(str, DeliveryState))


class OutboxFigures:
    """What the outbox tells of how sending goes: reports of runs, counts, and since when."""

    _file: OutboxFile

    def keep_report(self, report: RunReport) -> None:
        """Keep the report of a run."""
        with self._file.writing() as database:
            database.execute(
                "insert into runs (report) values (?)",
                (json.dumps(asdict(report), ensure_ascii=False),),
            )

    def reports(self, limit: int) -> list[RunReport]:
        """Return the reports of the latest runs, latest first."""
        with self._file.reading() as database:
            rows = database.execute(
                "select report from runs order by id desc limit ?", (limit,)
            ).fetchall()
        return [report for (row,) in rows if (report := _read_report(row))]

    def counts(self) -> dict[DeliveryState, int]:
        """Return how many deliveries there are in each state."""
        with self._file.reading() as database:
            rows = database.execute("select state, count(*) from deliveries group by 1")
            return {DeliveryState(state): count for state, count in rows if state in _STATES}

    def sent_since(self, moment: datetime) -> int:
        """Return how many deliveries were sent since a moment."""
        with self._file.reading() as database:
            asked = "select count(*) from deliveries where state = 'sent' and ended >= ?"
            return int(database.execute(asked, (written(moment),)).fetchone()[0])

    def last_sent(self) -> datetime | None:
        """Return when a delivery was last sent."""
        with self._file.reading() as database:
            (ended,) = database.execute(
                "select max(ended) from deliveries where state = 'sent'"
            ).fetchone()
        return read_moment(ended)

    def waiting_since(self) -> datetime | None:
        """Return when the oldest delivery that is still to be sent was written."""
        with self._file.reading() as database:
            asked = (
                "select min(written) from deliveries "
                "where state in ('waiting', 'sending', 'uncertain', 'deferred')"
            )
            (written,) = database.execute(asked).fetchone()
        return read_moment(written)


def _read_report(written: str) -> RunReport | None:
    try:
        kept = json.loads(written)
        return RunReport(**(kept | {"trouble": tuple(kept["trouble"])}))
    except (KeyError, TypeError, ValueError):
        return None
