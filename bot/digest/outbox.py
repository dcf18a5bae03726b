"""The outbox in the SQLite file.

It holds what each chat was told, what is to be sent, and how far its sending went.
"""

from __future__ import annotations

import json
import logging
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.digest.deliveries import Delivery, DeliveryState
from bot.digest.outbox_figures import OutboxFigures
from bot.digest.told_chats import ToldChats, practice_day, read_digest
from bot.storage.digest_tables import OutboxFile
from knowledge.plain_values import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.digest.deliveries import Chosen

_log = logging.getLogger("tambour.digest")
_FAR_AHEAD = timedelta(days=8)  # nothing is dealt with or put off so long before its time
_READY = "state in ('waiting', 'uncertain', 'deferred') and until <= ?"


class Outbox(ToldChats, OutboxFigures):
    """The outbox in a file, used by one thread.

    Every method raises StoreError where the file can't be used. What must not be lost when the
    machine stops is on the disk when a method returns.
    """

    def __init__(self, path: Path) -> None:
        self._file = OutboxFile(path)

    def take_lease(self, owner: str, now: datetime, until: datetime) -> bool:
        """Take or renew the right to choose and send until a moment, and tell whether it is held.

        It is not where another owner holds it. One held for more than twice as long was taken
        before the clock was set back: it holds nothing.
        """
        with self._file.writing() as database:
            database.execute(
                "insert into lease values (1, ?, ?) on conflict (id) do update "
                "set owner = excluded.owner, until = excluded.until "
                "where owner = excluded.owner or until <= ? or until > ?",
                (owner, written(until), written(now), written(until + (until - now))),
            )
            return bool(database.execute("select owner = ? from lease", (owner,)).fetchone()[0])

    def release_lease(self, owner: str) -> None:
        """Leave the right to others."""
        with self._file.writing() as database:
            database.execute("delete from lease where owner = ?", (owner,))

    def recover(self, now: datetime) -> int:
        """Mark as uncertain what was being sent when its sender stopped; return how many.

        It is for the holder of the lease only. What a clock that was far ahead had wait for weeks
        waits no longer: turns dealt with more than a week from now, and sendings put off beyond it.
        """
        soon = written(now + _FAR_AHEAD)
        with self._file.writing() as database:
            database.execute("update turns set moment = ? where moment > ?", (written(now), soon))
            # The states are named so that the index of what is to do serves: this runs each minute,
            # over all ever sent.
            database.execute(
                (
                    "update deliveries set until = '' where state not in ('sent', 'refused') "
                    "and until > ?"
                ),
                (soon,),
            )
            done = database.execute(
                "update deliveries set state = 'uncertain', again = again + 1, until = '' "
                "where state = 'sending'"
            )
            return done.rowcount

    def enqueue(self, chosen: Sequence[Chosen], now: datetime) -> None:
        """Write down what was decided for some chats, all of it or nothing.

        Raises StoreError where a chat was told one of the keys, or has a delivery for the occasion:
        another run was faster.
        """
        with_digest = [(each, each.digest) for each in chosen if each.digest]
        with self._file.writing() as database:
            connection = database.conn
            connection.executemany(
                "insert into turns values (?, ?, ?) on conflict (chat) do update "
                "set moment = excluded.moment, practice = coalesce(excluded.practice, practice)",
                [(each.chat, written(each.moment), practice_day(each.digest)) for each in chosen],
            )
            connection.executemany(
                (
                    "insert into deliveries (chat, occasion, kind, content, state, written) "
                    "values (?, ?, ?, ?, 'waiting', ?)"
                ),
                [
                    (each.chat, written(each.moment), each.kind, digest.to_json(), written(now))
                    for each, digest in with_digest
                ],
            )
            connection.executemany(
                "insert into told values (?, ?, ?)",
                [
                    (each.chat, key, digest.day.isoformat())
                    for each, digest in with_digest
                    for key in digest.keys
                ],
            )

    def ready(self, now: datetime, limit: int, channel: str = "") -> list[int]:
        """Return deliveries of a channel that may be sent now.

        Those that may have been received come first, then the oldest.
        """
        with self._file.reading() as database:
            rows = database.execute(
                (
                    f"select id from deliveries where {_READY} and substr(chat, 1, ?) = ? "
                    "order by again desc, id limit ?"
                ),
                (written(now), len(channel), channel, limit),
            )
            return [number for (number,) in rows]

    def delivery(self, number: int, now: datetime) -> Delivery | None:
        """Return a delivery that may be sent now.

        It is None where it is no longer there, or not to be sent now. One that can't be read is
        refused for good, and told in the log.
        """
        with self._file.reading() as database:
            asked = f"select chat, content, state, again from deliveries where {_READY} and id = ?"
            row = database.execute(asked, (written(now), number)).fetchone()
        if row is None:
            return None
        chat, content, state, again = row
        digest = read_digest(content)
        if digest is None:
            _log.warning(
                "the message %s to %r can't be read in the database: it is refused", number, chat
            )
            with self._file.writing() as database:
                database.execute(
                    "update deliveries set state = 'refused', why = 'unreadable' where id = ?",
                    (number,),
                )
            return None
        return Delivery(number, chat, digest, DeliveryState(state), again)

    def begin(self, delivery: Delivery) -> bool:
        """Note that a delivery is being sent, before the call.

        It returns False where it is no longer there to be sent.
        """
        with self._file.writing() as database:
            done = database.execute(
                (
                    "update deliveries set state = 'sending', tries = tries + 1 "
                    "where id = ? and chat = ? and state = ?"
                ),
                (delivery.id, delivery.chat, delivery.state),
            )
            return done.rowcount == 1

    def end(
        self,
        delivery: Delivery,
        state: DeliveryState,
        now: datetime,
        *,
        until: datetime | None = None,
        message_id: int | None = None,
        why: str = "",
    ) -> None:
        """Note how a call ended; `until` is the moment before which it is not tried again."""
        with self._file.writing() as database:
            database.execute(
                "update deliveries set state = ?, until = ?, again = again + (? = 'uncertain'), "
                "message_id = ?, why = ?, ended = ? where id = ? and state = 'sending'",
                (
                    state,
                    written(until) if until else "",
                    state,
                    message_id,
                    why,
                    written(now),
                    delivery.id,
                ),
            )

    def drop(self, delivery: Delivery) -> None:
        """Take back a delivery no longer wanted.

        The person was told nothing of it, unless it may have been received.
        """
        with self._file.writing() as database:
            # Its chat may have moved since it was read.
            where = "id = ? and chat = ? and state != 'sent'"
            dropped = database.execute(
                f"delete from deliveries where {where}", (delivery.id, delivery.chat)
            ).rowcount
            if dropped and not delivery.again:
                keys = [(delivery.chat, key) for key in delivery.digest.keys]
                database.conn.executemany("delete from told where chat = ? and key = ?", keys)

    def purge(self, ended: Iterable[str], before: date) -> None:
        """Erase what was told before a day of aids and twins that ended.

        With it go the deliveries and reports that ended then.
        """
        names = json.dumps(list(ended))
        with self._file.writing() as database:
            database.execute(
                "delete from told where day < ? and case when instr(key, ':') "
                "then substr(key, instr(key, ':') + 1, instr(key, '#') - instr(key, ':') - 1) "
                "else substr(key, 1, instr(key, '#') - 1) end "
                "in (select value from json_each(?))",
                (before.isoformat(), names),
            )
            database.execute(
                "delete from deliveries where state in ('sent', 'refused') and ended < ?",
                (before.isoformat(),),
            )
            started = "iif(json_valid(report), report ->> 'started', '')"
            database.execute(f"delete from runs where {started} < ?", (before.isoformat(),))

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._file.close()
