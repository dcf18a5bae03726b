"""What happens to the bot and to groups: it is blocked, added, removed, silenced.

They become supergroups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from tests.telegram_stand_in.chats import member
from tests.telegram_stand_in.people import SOMEBODY, People
from tests.telegram_stand_in.wire import BOT, chat_object, message_object, user
from tests.telegram_stand_in.world import BOT_ID, Chat, ChatKind, Message, Person

if TYPE_CHECKING:
    from collections.abc import Iterable

Standing = Literal["member", "administrator", "left", "kicked"]


class Groups(People):
    """The standing of the bot, and what changes in a group."""

    def group(
        self,
        number: int,
        *,
        kind: ChatKind = "supergroup",
        title: str = "Conseil municipal",
        # Fmt: skip.
        administrators: Iterable[int] = (),
        topics: Iterable[int] | None = None,
    ) -> Chat:
        """Make a group the bot is in, as if for long: no update tells of it."""
        with self.world.changed:
            chat = self.world.chats[number] = Chat(number, kind, title)
            for administrator in administrators:
                self.world.person(administrator)
                chat.people[administrator] = "administrator"
            chat.topics = None if topics is None else dict.fromkeys(topics, True)
            return chat

    def block(self, person: int) -> None:
        """The person stops the bot."""
        self.world.person(person).blocked = True
        self._stands(person, "member", "kicked", person)

    def unblock(self, person: int) -> None:
        """The person takes the bot back."""
        self.world.person(person, started=True).blocked = False
        self._stands(person, "kicked", "member", person)

    def deactivate(self, person: int) -> None:
        """The account is deleted; no update tells of it."""
        self.world.person(person).deactivated = True

    def join(self, chat: int, *, by: int = SOMEBODY, administrator: bool = False) -> None:
        """Add the bot to a group or a channel."""
        where = self.world.chat(chat)
        before: Standing = where.bot if where.bot in ("left", "kicked") else "left"
        self._stands(chat, before, "administrator" if administrator else "member", by)
        if where.is_group:
            self._happens(where, self.world.person(by), new_chat_members=[BOT])

    def leave(self, chat: int, *, by: int = SOMEBODY) -> None:
        """Remove the bot from a group or a channel."""
        self._stands(chat, self.world.chat(chat).bot, "kicked", by)

    def promote(self, chat: int, *, by: int = SOMEBODY) -> None:
        """Make the bot an administrator."""
        self._stands(chat, self.world.chat(chat).bot, "administrator", by)

    def mute(self, chat: int, *, muted: bool = True) -> None:
        """Take from the bot the right to write; no update tells of it."""
        self.world.chat(chat).muted = muted

    def close_topic(self, chat: int, thread: int, *, opened: bool = False) -> None:
        """Close a topic, or open it again."""
        where = self.world.chat(chat)
        assert where.topics is not None, f"{chat} has no topics"
        where.topics[thread] = opened

    def delete_topic(self, chat: int, thread: int) -> None:
        """Delete a topic with all that was said in it; no update tells of it."""
        where = self.world.chat(chat)
        assert where.topics is not None, f"{chat} has no topics"
        del where.topics[thread]
        for message in where.messages.values():
            message.deleted = message.deleted or message.thread == thread

    def migrate(self, chat: int, to: int, *, told: bool = True) -> None:
        """Make a group a supergroup under a new number.

        Not `told`, the bot learns it from a refusal only.
        """
        with self.world.changed:
            old = self.world.chat(chat)
            new = self.world.chats[to] = Chat(to, "supergroup", old.title, people=dict(old.people))
            old.upgraded_to = to
            if told:
                who = self.world.person(SOMEBODY)
                self._happens(old, who, migrate_to_chat_id=to)
                self._happens(new, who, migrate_from_chat_id=chat)

    def _stands(self, chat: int, before: Standing, after: Standing, by: int) -> None:
        with self.world.changed:
            where = self.world.chat(chat)
            if where.kind != "private":
                where.bot = after
            who = self.world.person(by)
            self.updates.add({
                "my_chat_member": {
                    "chat": chat_object(self.world, where),
                    "from": user(who),
                    "date": int(self.world.clock.now()),
                    "old_chat_member": member(self.world, where, BOT_ID, before),
                    "new_chat_member": member(self.world, where, BOT_ID, after),
                }
            })  # fmt: skip

    def _happens(self, chat: Chat, who: Person, **content: Any) -> Message:
        message = self.world.put(chat, who, kind="service", content=content)
        self.updates.add({"message": message_object(self.world, message)})
        return message
