"""What there is: people, chats, their messages and the queries that wait for an answer."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

from tests.telegram_stand_in.clock import Clock

ChatKind = Literal["private", "group", "supergroup", "channel"]
BOT_ID = 4200000001
BOT_NAME = "tambour_essai_bot"


@dataclass
class Person:
    """Somebody with an account.

    `started` says that they opened the bot, `blocked` that they shut it out.
    """

    id: int
    first_name: str = "Camille"
    username: str | None = None
    language: str | None = "fr"
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass(eq=False)
class Message:
    """A message as it stands now.

    `text` is what is read (or the caption), `source` what the bot sent.

    `sender_chat` is the group or the channel in whose name its sender writes.
    """

    id: int
    chat: Chat = field(repr=False)
    date: int
    sender: Person | None
    sender_chat: Chat | None = None
    kind: str = "text"
    text: str = ""
    source: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    markup: dict[str, Any] | None = None
    content: dict[str, Any] = field(default_factory=dict)
    thread: int | None = None
    reply_to: int | None = None
    inline_id: str | None = None
    edits: int = 0
    deleted: bool = False

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The buttons under the message, in reading order."""
        return [button for row in (self.markup or {}).get("inline_keyboard", []) for button in row]

    @property
    def labels(self) -> list[str]:
        """What the buttons say."""
        return [button["text"] for button in self.buttons]

    def button(self, label: str) -> dict[str, Any]:
        """Return the button that says this, or the only one that contains it."""
        exact = [button for button in self.buttons if button["text"] == label]
        near = exact or [button for button in self.buttons if label in button["text"]]
        assert len(near) >= 1, f"no button {label!r} among {self.labels}"
        return near[0]


@dataclass(eq=False)
class Chat:
    """A conversation.

    `bot` is the bot's standing in it, `topics` the open or closed topics of a forum.
    """

    id: int
    kind: ChatKind
    title: str = ""
    bot: Literal["member", "administrator", "left", "kicked"] = "member"
    muted: bool = False
    people: dict[int, str] = field(default_factory=dict)
    upgraded_to: int | None = None
    topics: dict[int, bool] | None = None
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    ids: count[int] = field(default_factory=lambda: count(1))

    @property
    def is_group(self) -> bool:
        """Whether it is a group of any kind."""
        return self.kind in ("group", "supergroup")


@dataclass
class Query:
    """A press or an inline query that waits for its answer."""

    id: str
    person: Person
    time: float
    kind: Literal["callback", "inline"]
    text: str
    message: Message | None = None
    answer: dict[str, Any] | None = None


@dataclass
class World:
    """All of it; whoever reads or changes it holds `changed`, and says so when done."""

    clock: Clock = field(default_factory=Clock)
    changed: threading.Condition = field(default_factory=threading.Condition)
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    profile: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    closing: bool = False
    numbers: count[int] = field(default_factory=lambda: count(7000000001))

    def number(self) -> str:
        """Return a new identifier."""
        return str(next(self.numbers))

    def person(self, number: int, **known: Any) -> Person:
        """Return the person of this number, known from now on."""
        person = self.people.setdefault(number, Person(number))
        for name, value in known.items():
            setattr(person, name, value)
        return person

    def chat(self, number: int) -> Chat:
        """Return the chat of this number, opened if need be.

        A private one, a group, or (-100...) a supergroup.
        """
        if number not in self.chats:
            kind: ChatKind = (
                "private"
                if number > 0
                else "supergroup"
                if str(number).startswith("-100")
                else "group"
            )
            self.chats[number] = Chat(
                number, kind, "" if kind == "private" else f"Conseil {number}"
            )
        return self.chats[number]

    def put(self, chat: Chat, sender: Person | None, **fields: Any) -> Message:
        """Add a message to the end of a chat."""
        message = Message(next(chat.ids), chat, int(self.clock.now()), sender, **fields)
        chat.messages[message.id] = message
        return message
