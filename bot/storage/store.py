"""What is kept between conversations, in one SQLite file.

It is sessions, subscriptions, and apart from who spoke, what was told.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from bot.conversation.notices import notice
from bot.conversation.retention import RETENTION
from bot.conversation.session import Session, session_from_json
from bot.conversation.subscription import Subscription, subscription_from_json
from bot.conversation.usage import Use
from bot.storage.curators_list import CuratorsList
from bot.storage.database import DatabaseFile
from knowledge.plain_values import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from sqlite_utils import Database


T = TypeVar("T")
_notices = logging.getLogger("tambour.notices")
# Ends the chat of a session that could not be read, kept aside until erased.
_UNREADABLE = " illisible"
_DATED = {
    "sessions": "updated",
    "notes": "day",
    "unmatched": "last_day",
    "usage": "day",
    "standings": "updated",
}  # the column that retention counts from, in the tables that are emptied here
_TABLES_OF_CHATS = (
    "select tables.name from sqlite_master as tables, pragma_table_info(tables.name) as columns "
    "where tables.type = 'table' and columns.name = 'chat'"
)
_READABLE = "(select iif(json_valid(subscription), subscription, '{}') as it from subscriptions)"
_OF_A_CHAT = {"sessions": "session_unreadable", "subscriptions": "subscription_unreadable"}


@dataclass(frozen=True)
class ChatStanding:
    """How the bot stands with a chat.

    The bot may write no more, or has apologised for its absence; a group may have taken another
    number.
    """

    suspended: bool = False
    apologised: bool = False
    became: str = ""


class Store(CuratorsList):
    """The database, opened at first use and again after any failure.

    Its file is at `path`. Every method raises StoreError where it can't be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = DatabaseFile(path)

    @property
    def renewals(self) -> int:
        """How many times another file took the place of the one opened before."""
        return self._file.renewals

    def load_session(self, chat: str) -> Session:
        """Return what is remembered of a chat, its subscription included.

        It is a new session where there is nothing.
        """
        with self._file.reading() as database:
            session, subscription = database.execute(
                "select (select session from sessions where chat = :chat), "
                "(select subscription from subscriptions where chat = :chat)",
                {"chat": chat},
            ).fetchone()
            return replace(
                self._read(database, "sessions", chat, session, session_from_json) or Session(),
                subscription=self._read(
                    database, "subscriptions", chat, subscription, subscription_from_json
                )
                or Subscription(),
            )

    def save_session(
        self, chat: str, session: Session, uses: Mapping[tuple[date, Use], int] | None = None
    ) -> None:
        """Remember a chat's session and subscription in place of the last ones.

        Uses of some days are counted with them: all or nothing.
        """
        subscription, updated = session.subscription, written(session.seen)
        with self._file.writing() as database:
            database.execute(
                "insert into sessions values (?, ?, ?) "
                "on conflict (chat) do update set session = excluded.session, "
                "updated = excluded.updated",
                (chat, session.to_json(), updated),
            )
            if subscription.is_stored:
                database.execute(
                    "insert into subscriptions values (?, ?, ?) on conflict (chat) do update "
                    "set subscription = excluded.subscription, updated = excluded.updated "
                    "where subscription != excluded.subscription",
                    (chat, subscription.to_json(), updated),
                )
            else:
                database.execute("delete from subscriptions where chat = ?", (chat,))
            _count(database, uses or {})

    def known_chats(self) -> frozenset[str]:
        """Return the chats of which something is kept, a session or a subscription."""
        with self._file.reading() as database:
            return frozenset(
                chat
                for (chat,) in database.execute(
                    "select chat from sessions union select chat from subscriptions"
                )
            )

    def subscriptions(
        self, among: Sequence[str] | None = None
    ) -> Iterator[tuple[str, Subscription]]:
        """Yield each chat that is subscribed or keeps aids, with what it follows.

        They are all the chats, or only some. What can't be read is passed over.
        """
        where = "" if among is None else "where chat in (select value from json_each(?))"
        with self._file.reading() as database:
            rows = database.execute(
                f"select chat, subscription from subscriptions {where} order by chat",
                () if among is None else (json.dumps(among),),
            )
            for chat, written in rows:
                with suppress(ValueError):
                    yield chat, subscription_from_json(written)

    def delete_session(self, chat: str) -> None:
        """Forget the session of a chat that became another.

        With it go its subscription and how the bot stands with it.
        """
        with self._file.writing() as database:
            _erase(database, chat, (*_OF_A_CHAT, "standings"))

    def erase(self, chat: str) -> None:
        """Erase all that is kept of a chat.

        It goes from every table that knows chats, the outbox's too, and from the files.
        """
        with self._file.reading() as database:
            with database.atomic():
                _erase(
                    database,
                    chat,
                    [name for (name,) in database.execute(_TABLES_OF_CHATS).fetchall()],
                )
                # A group that has a new number is named beside the old.
                became = "substr(chat, 1, instr(chat, ':')) || became"
                database.execute(
                    f"delete from standings where became != '' and {became} = ?", (chat,)
                )
            database.execute("pragma wal_checkpoint(truncate)").fetchall()

    def standings(self) -> dict[str, ChatStanding]:
        """Return how the bot stands with chats, but for those of which there is nothing to say."""
        with self._file.reading() as database:
            rows = database.execute(
                "select chat, suspended, apologised, became from standings"
            ).fetchall()
        return {
            chat: ChatStanding(bool(suspended), bool(apologised), became)
            for chat, suspended, apologised, became in rows
        }

    def save_standings(self, changed: Mapping[str, ChatStanding], now: datetime) -> None:
        """Remember how the bot now stands with some chats.

        Nothing is kept of one with nothing to say.
        """
        with self._file.writing() as database:
            for chat, each in changed.items():
                database.execute("delete from standings where chat = ?", (chat,))
                if each != ChatStanding():
                    values = (chat, each.suspended, each.apologised, each.became, written(now))
                    database.execute("insert into standings values (?, ?, ?, ?, ?)", values)

    def count(self, uses: Mapping[tuple[date, Use], int]) -> None:
        """Count uses of some days."""
        with self._file.writing() as database:
            _count(database, uses)

    def used(self, since: date) -> dict[Use, int]:
        """Return how many times each thing was done since a day, included."""
        with self._file.reading() as database:
            rows = database.execute(
                "select what, name, sum(times) from usage where day >= ? group by what, name",
                (since.isoformat(),),
            ).fetchall()
        return {Use(what, name): times for what, name, times in rows}

    def channel_keys(self) -> dict[str, str]:
        """Return the secrets that a channel kept, by name."""
        with self._file.reading() as database:
            return dict(database.execute("select name, value from channel_keys").fetchall())

    def keep_channel_keys(self, keys: Mapping[str, str]) -> dict[str, str]:
        """Keep secrets of a channel, but those already there.

        It returns what is now kept under these names.
        """
        with self._file.writing() as database:
            database.conn.executemany(
                "insert or ignore into channel_keys values (?, ?)", list(keys.items())
            )
            rows = database.execute("select name, value from channel_keys").fetchall()
        return {name: value for name, value in rows if name in keys}

    def tallies(self) -> dict[str, int]:
        """Return how many chats are remembered, follow the aids, have paused.

        Beside them stands how many needs found nothing.
        """
        with self._file.reading() as database:
            row = database.execute(
                "select (select count(*) from sessions), "
                f"(select count(*) from {_READABLE} where it ->> 'active' "
                "and not (it ->> 'paused')), "
                f"(select count(*) from {_READABLE} where it ->> 'active' and it ->> 'paused'), "
                "(select count(*) from unmatched where decision = '')"
            ).fetchone()
        return dict(zip(("chats", "following", "paused", "unmatched"), row, strict=True))

    def apply_retention(self, now: datetime) -> None:
        """Erase what has been kept as long as it is said to be."""
        with self._file.reading() as database:
            for table, column in _DATED.items():
                if days := RETENTION[table].days:
                    limit = written(now - timedelta(days=days))
                    database.execute(f"delete from {table} where {column} < ?", (limit,))
            database.execute("pragma wal_checkpoint(truncate)").fetchall()

    def close(self) -> None:
        """Close the database; the next use opens it again."""
        self._file.close()

    def _read(
        self,
        database: Database,
        table: str,
        chat: str,
        written: str | None,
        read: Callable[[str], T],
    ) -> T | None:
        """Return what is stored of a chat.

        It is None where there is nothing, or nothing that can be read: it is then kept aside.
        """
        try:
            return read(written) if written is not None else None
        except ValueError:
            database.execute(
                f"update or replace {table} set chat = ? where chat = ?", (chat + _UNREADABLE, chat)
            )
            _notices.warning(notice(_OF_A_CHAT[table], path=self.path))
            return None


def _erase(database: Database, chat: str, tables: Iterable[str]) -> None:
    """Erase the rows of a chat, and those that could not be read."""
    for table in tables:
        database.execute(f'delete from "{table}" where chat in (?, ?)', (chat, chat + _UNREADABLE))


def _count(database: Database, uses: Mapping[tuple[date, Use], int]) -> None:
    """Add to what is counted."""
    if uses:
        database.conn.executemany(
            (
                "insert into usage values (?, ?, ?, ?) "
                "on conflict (day, what, name) do update set times = times + excluded.times"
            ),
            [(day.isoformat(), use.what, use.name, times) for (day, use), times in uses.items()],
        )
