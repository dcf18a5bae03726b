"""Serves administrators where they are alone with the bot.

Each of their acts is logged.
"""

from __future__ import annotations

import logging
from html import escape
from typing import TYPE_CHECKING

from bot.conversation.replies import Reply
from bot.curator.admin import service
from bot.curator.office import Office
from bot.errors import ToldError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bot.channels.conversation_thread import ConversationThread
    from bot.channels.keeper import Keeper
    from bot.conversation.events import Event
    from bot.storage.store import Store
    from bot.watching.health import Condition

_log = logging.getLogger("tambour.admins")


class Clerk:
    """Answers what only administrators may ask; for everyone else such a command does not exist."""

    def __init__(
        self,
        admins: frozenset[str],
        memory: ConversationThread,
        keeper: Keeper,
        store: Store,
        look: Callable[[], Condition],
        working_copy: Path | None = None,
        reload: Callable[[], None] | None = None,
    ) -> None:
        """Take the names by which the channel tells its administrators, and what they may see."""
        self._admins, self._memory, self._keeper, self._store, self._look = (
            admins,
            memory,
            keeper,
            store,
            look,
        )
        self._working_copy, self._reload = working_copy, reload

    async def serve(self, event: Event, person: str, now: datetime) -> tuple[Reply, ...] | None:
        """Return what to answer; None where the conversation is to answer, as to anybody.

        `person` is who asks alone with the bot, "" among others.
        """
        found = service(event) if person in self._admins else None
        if found is None:
            return None
        _log.info("admin %s: %s", person, found.name)
        office = Office(
            person,
            self._keeper.world,
            self._store,
            self._look(),
            now,
            self._working_copy,
            self._reload,
        )
        try:
            return await self._memory.run(found.work, office, found.argument)
        except ToldError as error:
            return (Reply(escape(str(error))),)
