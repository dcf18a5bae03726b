"""What people do in their conversations with the bot.

They write, press buttons and search inline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_stand_in.html_text import utf16
from tests.telegram_stand_in.links import is_start_parameter
from tests.telegram_stand_in.updates import Updates
from tests.telegram_stand_in.wire import message_object, user
from tests.telegram_stand_in.world import BOT_NAME, Chat, Message, Person, Query, World

_MARKS = re.compile(
    r"(?<!\S)/(?P<bot_command>[A-Za-z0-9_]{1,32}(@\w+)?)|(?<!\w)@(?P<mention>\w{3,32})"
)
SOMEBODY = 501


@dataclass
class People:
    """The world and what it sends to the bot.

    `privacy` keeps from it what in a group does not concern it.
    """

    world: World = field(default_factory=World)
    privacy: bool = True
    updates: Updates = field(init=False)

    def __post_init__(self) -> None:
        self.updates = Updates(self.world)

    def say(
        self,
        chat: int,
        text: str,
        *,
        sender: int | None = None,
        thread: int | None = None,
        # Fmt: skip.
        reply_to: Message | None = None,
        in_name_of: int | None = None,
        **content: Any,
    ) -> Message:
        """Write a text in a chat.

        In a private one the sender is its person, elsewhere somebody who is in it.

        `in_name_of` is the chat that seems to write: the group itself for an anonymous
        administrator, or a channel.
        """
        with self.world.changed:
            where, who = self._place(chat, sender)
            message = self.world.put(
                where, who, text=text, entities=marks(text), content=content, thread=thread,
                reply_to=reply_to.id if reply_to else None,
                sender_chat=self.world.chat(in_name_of) if in_name_of else None,
            )  # fmt: skip
            if self._concerns_bot(message):
                self.updates.add({"message": message_object(self.world, message)})
            return message

    def command(
        self, chat: int, name: str, rest: str = "", *, to_bot: bool = False, **options: Any
    ) -> Message:
        """Send a command, `to_bot` with the bot's name: /aide@tambour_essai_bot."""
        return self.say(
            chat, f"/{name}{f'@{BOT_NAME}' if to_bot else ''} {rest}".strip(), **options
        )

    def follow(self, person: int, link: str) -> Message:
        """Open a link t.me/<bot>?start=... and start the bot with it."""
        found = re.fullmatch(rf"https://t\.me/{BOT_NAME}\?start=(.*)", link)
        assert found, f"no link that starts the bot: {link}"
        assert is_start_parameter(found[1]), f"no parameter that reaches the bot: {found[1]}"
        return self.command(person, "start", found[1])

    def press(self, message: Message, label: str, *, sender: int | None = None) -> Query:
        """Press the button that says this; it must be one that calls the bot."""
        button = message.button(label)
        assert "callback_data" in button, f"{label!r} is no button that calls the bot: {button}"
        return self.press_data(message, button["callback_data"], sender=sender)

    def press_data(
        self, message: Message, data: str, *, sender: int | None = None, gone: bool = False
    ) -> Query:
        """Press a button that had this data; `gone` says that the message can no longer be read."""
        with self.world.changed:
            who = self.world.person(
                sender or (message.chat.id if message.chat.id > 0 else SOMEBODY)
            )
            query = self._ask("callback", who, data, message)
            payload: dict[str, Any] = {
                "id": query.id,
                "from": user(who),
                "chat_instance": str(message.chat.id),
                "data": data,
            }
            if message.inline_id:
                payload["inline_message_id"] = message.inline_id
            else:
                shown = message_object(self.world, message)
                payload["message"] = (
                    {"message_id": message.id, "chat": shown["chat"], "date": 0} if gone else shown
                )
            self.updates.add({"callback_query": payload})
            return query

    def inline(
        self, text: str, *, sender: int = SOMEBODY, offset: str = "", chat_type: str = "sender"
    ) -> Query:
        """Write `@bot text` in some conversation."""
        with self.world.changed:
            who = self.world.person(sender)
            query = self._ask("inline", who, text)
            self.updates.add(
                {
                    "inline_query": {
                        "id": query.id,
                        "from": user(who),
                        "query": text,
                        "offset": offset,
                        "chat_type": chat_type,
                    }
                }
            )
            return query

    def choose(self, query: Query, result_id: str, chat: int | None = None) -> Message:
        """Send one of the results of an inline query in a chat, where the bot need not be."""
        assert query.answer is not None, "the inline query has no answer yet"
        result = next(result for result in query.answer["results"] if result["id"] == result_id)
        with self.world.changed:
            where = Chat(chat, "supergroup") if chat else Chat(query.person.id, "private")
            content = result.get("input_message_content") or {}
            message = self.world.put(
                where, query.person, text=content.get("message_text", ""),
                source=content.get("message_text", ""), markup=result.get("reply_markup"),
                inline_id=f"inline{self.world.number()}",
            )  # fmt: skip
            assert message.inline_id
            self.world.inline_messages[message.inline_id] = message
            chosen = {"result_id": result_id, "from": user(query.person), "query": query.text}
            shown = {"inline_message_id": message.inline_id} if message.markup else {}
            self.updates.add({"chosen_inline_result": chosen | shown})
            return message

    def _place(self, chat: int, sender: int | None) -> tuple[Chat, Person]:
        where = self.world.chat(chat)
        who = self.world.person(chat if where.kind == "private" else sender or SOMEBODY)
        if where.kind == "private":
            who.started = True
        else:
            where.people.setdefault(who.id, "member")
        return where, who

    def _ask(self, kind: Any, who: Person, text: str, message: Message | None = None) -> Query:
        query = Query(self.world.number(), who, self.world.clock.now(), kind, text, message)
        self.world.queries[query.id] = query
        return query

    def _concerns_bot(self, message: Message) -> bool:
        chat = message.chat
        if chat.kind == "private" or not self.privacy or chat.bot == "administrator":
            return chat.bot not in ("left", "kicked")
        answered = chat.messages.get(message.reply_to or 0)
        named = f"@{BOT_NAME}" in message.text
        spoke = any(each.sender is None for each in chat.messages.values())
        # For the bot that spoke last: here, no other does.
        unnamed = re.match(r"/\w+(?![\w@])", message.text)
        concerned = named or (unnamed and spoke) or (answered and answered.sender is None)
        return bool(concerned) and chat.bot == "member"


def marks(text: str) -> list[dict[str, Any]]:
    """Return the entities that Telegram finds by itself: commands and mentions."""
    return [
        {"type": found.lastgroup, "offset": utf16(text[: found.start()]), "length": utf16(found[0])}
        for found in _MARKS.finditer(text)
        if found.lastgroup
    ]
