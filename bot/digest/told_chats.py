"""What the outbox knows of chats, whatever waits to be sent to them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.digest.content import Past, digest_from_json
from bot.digest.deliveries import DeliveryState, HeldDelivery, KeptOfChat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.digest.content import Digest
    from bot.storage.digest_tables import OutboxFile


class ToldChats:
    """What the outbox knows of chats: what each was told, and how sending to it stands."""

    _file: OutboxFile

    def last_moments(self) -> dict[str, datetime]:
        """Return the last moment dealt with of every chat."""
        with self._file.reading() as database:
            moments = (
                (chat, read_moment(moment))
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
                day = read_moment(practice)
                keys = frozenset(told.split("\n") if told else ())
                found[chat] = Past(read_moment(moment), day.date() if day else None, keys)
        return found

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
            read = ((read_digest(content), state, dates) for content, state, *dates in rows)
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


def practice_day(digest: Digest | None) -> str | None:
    """Return the day (ISO) on which a digest gives a practice, None where it gives none."""
    return digest.day.isoformat() if digest and digest.practice else None


def read_digest(content: str) -> Digest | None:
    """Return the digest that the outbox kept, None for one that can't be read."""
    try:
        return digest_from_json(content)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def read_moment(moment: str | None) -> datetime | None:
    """Return a moment, or midnight of a day; None where there is none, or none that can be read."""
    try:
        read = datetime.fromisoformat(moment) if moment else None
    except (TypeError, ValueError):
        return None
    return read.replace(tzinfo=read.tzinfo or UTC) if read else None
