"""How the bot stands with each chat, kept across restarts.

It knows who blocked it, who was told of its absence, what groups became.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.storage.store import ChatStanding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.channels.conversation_thread import ConversationThread
    from bot.channels.telegram.sending import Sender
    from bot.storage.store import Store

_CHANNEL = "telegram:"
_TRIES_AGAIN = timedelta(seconds=30)
_log = logging.getLogger("tambour.telegram")


class Standings:
    """What the sender knows of chats, kept across restarts.

    `apologised` are those told that they wrote while the bot was stopped.
    """

    def __init__(self, memory: ConversationThread, store: Store | None, sender: Sender) -> None:
        self.apologised: set[int] = set()
        self._memory, self._store, self._sender = memory, store, sender
        self._seen = self._copy()
        self._saved: dict[str, ChatStanding] = {}
        self._again: datetime | None = None

    async def load(self) -> None:
        """Take up what was known before the last stop.

        Without a store, or where it fails, nothing was.
        """
        if self._store is None:
            return
        try:
            self._saved = await self._memory.run(self._store.standings)
        except StoreError as error:
            _log.warning("%s", error)
        known = dict(self._read())
        self._sender.suspended.update(chat for chat, each in known.items() if each.suspended)
        self._sender.migrated.update(
            (chat, int(each.became)) for chat, each in known.items() if each.became
        )
        self.apologised.update(chat for chat, each in known.items() if each.apologised)
        self._seen = self._copy()

    async def save(self, now: datetime) -> None:
        """Store what has changed; where the store fails, it is tried again later."""
        if self._store is None or (self._again and now < self._again) or self._seen == self._copy():
            return
        self._seen, standings = self._copy(), self._standings()
        known = self._saved.keys() | standings.keys()
        changed = {
            key: standings.get(key, ChatStanding())
            for key in known
            if self._saved.get(key) != standings.get(key)
        }
        try:
            await self._memory.run(self._store.save_standings, changed, now)
            self._saved, self._again = standings, None
        except StoreError as error:
            _log.warning("%s", error)
            self._seen, self._again = (set(), {}, set()), now + _TRIES_AGAIN

    def _read(self) -> Iterator[tuple[int, ChatStanding]]:
        """Yield what is stored of each chat of this channel.

        What can't be read is passed over, and told.
        """
        for key, each in self._saved.items():
            if not str(key).startswith(_CHANNEL):
                continue
            try:
                int(each.became or 0)
                yield int(key.removeprefix(_CHANNEL)), each
            except (TypeError, ValueError):
                _log.warning(
                    (
                        "the table standings of the database has a row that can't be read, "
                        "passed over: %r"
                    ),
                    key,
                )

    def _copy(self) -> tuple[set[int], dict[int, int], set[int]]:
        return set(self._sender.suspended), dict(self._sender.migrated), set(self.apologised)

    def _standings(self) -> dict[str, ChatStanding]:
        suspended, became, apologised = self._copy()
        chats = suspended | became.keys() | apologised
        return {
            f"{_CHANNEL}{chat}": ChatStanding(
                chat in suspended, chat in apologised, str(became.get(chat, ""))
            )
            for chat in chats
        }
