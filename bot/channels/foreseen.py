"""What is held of a chat, and what an event would make of it before it is carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.conversation.replies import Reply
    from bot.conversation.session import Session


@dataclass
class HeldSession:
    """A session in memory.

    `unread` tells that what is stored of the chat was never seen, `erased` that it must go.
    """

    session: Session
    unsaved: bool = False
    unread: bool = False
    erased: bool = False


@dataclass(frozen=True)
class Foreseen:
    """What an event would make of a conversation.

    That is its `session` and `replies`; `before` is what was held until then.
    """

    chat: str
    now: datetime
    before: HeldSession
    session: Session
    replies: tuple[Reply, ...]

    @property
    def sets_for_all(self) -> bool:
        """Tell whether it changes what is set for all who share the conversation.

        That is their place, their subscription, or all of it.
        """
        then, session = self.before.session, self.session
        return session.erased or (then.place, then.subscription) != (
            session.place,
            session.subscription,
        )
