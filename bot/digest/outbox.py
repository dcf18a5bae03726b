"""The outbox in the SQLite file.

It holds what each chat was told, what is to be sent, and how far its sending went.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.digest.content import Past, digest_from_json
from bot.digest.deliveries import Delivery, DeliveryState, HeldDelivery, KeptOfChat, RunReport
from bot.storage.digest_tables import OutboxFile
from knowledge.plain_values import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.digest.content import Digest
    from bot.digest.deliveries import Chosen

_STATES = frozenset(map(str, DeliveryState))
_log = logging.getLogger("tambour.digest")
_FAR_AHEAD = timedelta(days=8)  # nothing is dealt with or put off so long before its time
_READY = "state in ('waiting', 'uncertain', 'deferred') and until <= ?"


class Outbox:
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

    def last_moments(self) -> dict[str, datetime]:
        """Return the last moment dealt with of every chat."""
        with self._file.reading() as database:
            moments = (
                (chat, _read(moment))
                for chat, moment in database.execute("select chat, moment from turns")
            )
            return {chat: moment for chat, moment in moments if moment}

    def blocked_chats(self) -> frozenset[str]:
        """Return the chats that get nothing until they come back."""
        with self._file.reading() as database:
            return frozenset(
                chat
                for (chat,) in database.execute(
                    "select distinct chat from deliveries where state = 'blocked'"
                )
            )

    def unfinished_chats(self) -> frozenset[str]:
        """Return the chats that something is still to be sent to, now or later."""
        with self._file.reading() as database:
            rows = database.execute(
                "select distinct chat from deliveries where state not in ('sent', 'refused')"
            )
            return frozenset(chat for (chat,) in rows)

    def pasts(self, chats: Iterable[str]) -> dict[str, Past]:
        """Return the past of each of these chats."""
        wanted = json.dumps(list(chats))
        found = {chat: Past() for chat in json.loads(wanted)}
        with self._file.reading() as database:
            for chat, moment, practice, told in database.execute(
                "select value, moment, practice, "
                "(select group_concat(key, char(10)) from told where told.chat = value) "
                "from json_each(?) left join turns on turns.chat = value",
                (wanted,),
            ):
                day = _read(practice)
                keys = frozenset(told.split("\n") if told else ())
                found[chat] = Past(_read(moment), day.date() if day else None, keys)
        return found

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
                [(each.chat, written(each.moment), _practice_day(each.digest)) for each in chosen],
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
        digest = _read_digest(content)
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

    def resume(self, chats: Iterable[str]) -> int:
        """Let what waited for chats that came back be sent; return how many deliveries."""
        with self._file.writing() as database:
            wanted = json.dumps(list(chats))
            done = database.execute(
                (
                    "update deliveries set state = 'waiting' where state = 'blocked' "
                    "and chat in (select value from json_each(?))"
                ),
                (wanted,),
            )
            return done.rowcount

    def move(self, old: str, new: str) -> None:
        """Give all that is known of a chat to the one that it became.

        What both were told is told once.
        """
        with self._file.writing() as database:
            for table in ("told", "turns", "deliveries"):
                database.execute(
                    f"update or ignore {table} set chat = ? where chat = ?", (new, old)
                )
                database.execute(f"delete from {table} where chat = ?", (old,))

    def held(self, chat: str) -> KeptOfChat:
        """Return all that is kept of a chat."""
        with self._file.reading() as database:
            last = database.execute("select moment from turns where chat = ?", (chat,)).fetchone()
            told = database.execute(
                "select key, day from told where chat = ? order by day, key", (chat,)
            ).fetchall()
            rows = database.execute(
                "select content, state, written, ended from deliveries where chat = ? order by id",
                (chat,),
            )
            read = ((_read_digest(content), state, dates) for content, state, *dates in rows)
            sent = tuple(
                HeldDelivery(digest, DeliveryState(state), *dates)
                for digest, state, dates in read
                if digest
            )
        return KeptOfChat(last[0] if last else "", tuple(told), sent)

    def forget(self, chat: str) -> None:
        """Erase all that is known of a chat."""
        with self._file.writing() as database:
            for table in ("told", "turns", "deliveries"):
                database.execute(f"delete from {table} where chat = ?", (chat,))

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
        return _read(ended)

    def waiting_since(self) -> datetime | None:
        """Return when the oldest delivery that is still to be sent was written."""
        with self._file.reading() as database:
            asked = (
                "select min(written) from deliveries "
                "where state in ('waiting', 'sending', 'uncertain', 'deferred')"
            )
            (written,) = database.execute(asked).fetchone()
        return _read(written)

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        self._file.close()


def _practice_day(digest: Digest | None) -> str | None:
    return digest.day.isoformat() if digest and digest.practice else None


def _read(moment: str | None) -> datetime | None:
    """Return a moment, or midnight of a day; None where there is none, or none that can be read."""
    try:
        read = datetime.fromisoformat(moment) if moment else None
    except (TypeError, ValueError):
        return None
    return read.replace(tzinfo=read.tzinfo or UTC) if read else None


def _read_report(written: str) -> RunReport | None:
    try:
        kept = json.loads(written)
        return RunReport(**(kept | {"trouble": tuple(kept["trouble"])}))
    except (KeyError, TypeError, ValueError):
        return None


def _read_digest(content: str) -> Digest | None:
    try:
        return digest_from_json(content)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
