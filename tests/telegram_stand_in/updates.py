"""The updates that wait for the bot.

They are kept in order, given to the one who polls, and confirmed by offset.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.telegram_stand_in.refusals import bad_request, conflict

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.telegram_stand_in.parameters import Parameters
    from tests.telegram_stand_in.world import World

KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query",
    "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer",
    "my_chat_member", "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost",
    "guest_message",
)  # fmt: skip
NOT_UNLESS_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}
KEPT_SECONDS = 24 * 3600
LONGEST_POLL = 50


@dataclass
class Updates:
    """The queue of updates.

    `unwanted` holds those of a kind that `allowed` leaves out, which are never sent.
    """

    world: World
    waiting: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    unwanted: list[dict[str, Any]] = field(default_factory=list)
    confirmed: int = 0
    allowed: frozenset[str] = frozenset(KINDS) - NOT_UNLESS_ASKED
    webhook: dict[str, Any] | None = None
    last_error: tuple[float, str] | None = None
    polls: int = 0
    impatient: bool = False
    """Whether getUpdates is answered at once, whatever time it gives.

    Some servers of the Bot API do so.
    """
    _last: int = 700000000

    def add(self, update: dict[str, Any]) -> int:
        """Queue an update under the next number; returns that number."""
        with self.world.changed:
            self._last += 1
            if set(update) & set(KINDS) <= self.allowed:
                self.waiting.append((self.world.clock.now(), {"update_id": self._last} | update))
            else:
                self.unwanted.append({"update_id": self._last} | update)
            self.world.changed.notify_all()
            return self._last

    def allow(self, parameters: Parameters) -> None:
        """Remember which kinds are wanted.

        Absent leaves them as they were, an empty list is the usual ones.
        """
        wanted = parameters.decoded("allowed_updates", "allowed updates")
        if wanted is None:
            return
        if not isinstance(wanted, list) or not all(isinstance(kind, str) for kind in wanted):
            raise bad_request("Expected an Array of String as allowed updates")
        self.allowed = frozenset(wanted) or frozenset(KINDS) - NOT_UNLESS_ASKED

    def forget(self) -> None:
        """Drop all that wait."""
        self.waiting.clear()

    def fresh(self) -> list[tuple[float, dict[str, Any]]]:
        """Return those that wait, without the ones kept for too long."""
        now = self.world.clock.now()
        self.waiting = [
            (when, update) for when, update in self.waiting if now - when < KEPT_SECONDS
        ]
        return self.waiting

    def poll(self, parameters: Parameters, gone: Callable[[], bool]) -> list[dict[str, Any]]:
        """Answer getUpdates: wait up to its time-out.

        A later poll ends an earlier one with a Conflict.

        One whose client is gone has nobody to tell it to.
        """
        if self.webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self.allow(parameters)
        offset = parameters.integer("offset")
        limit = min(max(parameters.integer("limit", 100), 1), 100)
        deadline = time.monotonic() + min(max(parameters.integer("timeout"), 0), LONGEST_POLL)
        self.polls += 1
        turn = self.polls
        self.world.changed.notify_all()
        self._confirm(offset)
        while not (found := self.fresh()[:limit]):
            left = deadline - time.monotonic()
            if left <= 0 or self.world.closing or self.impatient:
                break
            self.world.changed.wait(left)
            if turn != self.polls:
                if gone():
                    return []
                raise conflict(
                    "terminated by other getUpdates request; make sure that only one bot "
                    "instance is running"
                )
            if self.webhook:
                raise conflict("terminated by setWebhook request")
        return [update for _, update in found]

    def posted(self, update: dict[str, Any]) -> None:
        """Confirm an update that the webhook took."""
        before = len(self.waiting)
        self.waiting = [(when, waiting) for when, waiting in self.waiting if waiting is not update]
        self.confirmed += before - len(self.waiting)
        self.world.changed.notify_all()

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.waiting = self.fresh()[offset:]
            return
        before = len(self.waiting)
        self.waiting = [
            (when, update) for when, update in self.waiting if update["update_id"] >= offset
        ]
        self.confirmed += before - len(self.waiting)
