"""Who a simulated day is about.

They are the people and aids of its database, and a crowd that asks, presses and notes what it gets.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from bot.channels.telegram import sentences
from bot.conversation.subscription import Subscription
from bot.storage import digest_tables as outbox_tables
from bot.storage import tables
from knowledge.live_aids.changes import Decisions
from knowledge.live_aids.memory import Memory
from knowledge.live_aids.model import AidKind, LiveAid, Record
from tests.bot.channels.telegram.ordeals import NEEDS

if TYPE_CHECKING:
    from random import Random

    from knowledge.collection import Collection
    from tests.telegram_stand_in.calls import Call
    from tests.telegram_stand_in.stand_in import StandIn

MIDNIGHT = datetime(2026, 11, 22, 23, tzinfo=UTC)  # in Paris, where the Monday then begins
SOURCE = "Aides-territoires"
_DATABASES = Path(__file__).parent.parent / "bot" / "storage" / "databases"
_OLD = _DATABASES / "2-sessions_and_notes.sql"
_KNOWN, _TOLD = 1_000, 25  # aids open before; of them, those that each person was told
# Minutes between an answer and the next question of the same person: a late second message is no
# answer to it.
_RESTS = 30
_BUSY_HOURS = (1, 1, 1, 1, 1, 2, 4, 10, 24, 40, 44, 36, 24, 30, 44, 44, 40, 30, 20, 14, 10, 6, 4, 2)
_DIGEST = ("à connaître cette semaine", "Votre abonnement commence")
_AGAIN = "peut-être déjà reçu"


def fill(path: Path, collection: Collection, people: int, chance: Random) -> None:
    """Make the database of an earlier version.

    It has the rows of an old one, people who had their digest, aids already known.
    """
    themes, communes = list(collection.themes), sorted(collection.places.communes)
    last = (MIDNIGHT - timedelta(days=6, hours=16)).isoformat(timespec="microseconds")
    chats = [f"telegram:{number}" for number in range(1, people + 1)]

    def someone() -> str:
        some = tuple(chance.sample(themes, chance.choice((0, 1, 1, 2))))
        place = chance.choice(communes) if chance.random() < 0.8 else ""
        return Subscription(
            active=True, themes=some, place=place, since="2026-01-05T08:00:00+00:00"
        ).to_json()

    with closing(sqlite3.connect(path)) as file:
        file.executescript(_OLD.read_text(encoding="utf-8"))
        tables.migrations.apply(Database(file), stop_before="standings")
        outbox_tables.migrations.apply(Database(file), stop_before="deliveries_by_state")
        file.executemany(
            "insert into subscriptions values (?, ?, '')", ((chat, someone()) for chat in chats)
        )
        file.executemany("insert into turns values (?, ?, null)", ((chat, last) for chat in chats))
        told = (
            (chat, f"at-{number}#1", "2026-11-16")
            for chat in chats
            for number in chance.sample(range(_KNOWN), _TOLD)
        )
        file.executemany("insert into told values (?, ?, ?)", told)
        file.commit()
    come(path, tuple(records(collection, range(_KNOWN), chance, silent=True)), MIDNIGHT)


def records(
    collection: Collection, numbers: range, chance: Random, *, silent: bool = False
) -> list[Record]:
    """Return made-up aids, first seen on the day."""
    themes, texts = list(collection.themes), [card.summary for card in collection.cards.values()]
    seen = date(2026, 10, 1) if silent else (MIDNIGHT + timedelta(hours=1)).date()
    return [
        Record(
            LiveAid(
                f"at-{number}", SOURCE, f"Aide {number}", what=" ".join(chance.sample(texts, 2)),
                themes=(chance.choice(themes),), kinds=(chance.choice(list(AidKind)),),
            ),
            1, seen, silent=silent,
        )
        for number in numbers
    ]  # fmt: skip


def come(database: Path, found: tuple[Record, ...], now: datetime) -> None:
    """Have a reading of the source bring new aids."""
    with closing(Memory(database)) as memory:
        memory.apply(SOURCE, Decisions(new=found), now)


@dataclass
class Crowd:
    """The people who ask in a day.

    `waiting` are those to whom an answer is due, with the minute they asked and what.
    """

    telegram: StandIn
    people: range
    chance: Random
    questions: int
    waiting: dict[int, tuple[int, str]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    digests: dict[int, list[bool]] = field(
        default_factory=dict
    )  # those received, by chat: whether each says it may be a second
    # Chats, and what they asked; "" for a press.
    lost: list[tuple[int, str]] = field(default_factory=list)
    minute: int = 0
    _heard: int = 0
    _curious: list[int] = field(default_factory=list)
    _free: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        weights = [each for each in _BUSY_HOURS for _ in range(60)]
        self._moments = Counter(self.chance.choices(range(24 * 60), weights, k=self.questions))

    def live(self, minute: int) -> None:
        """Do what people do in a minute: ask, and press a button of what was answered."""
        self.minute = minute
        curious, self._curious = self._curious, []
        for chat in curious:
            if chat not in self.waiting and self._press(chat, ""):
                self.seen["presses"] += 1
        for _ in range(self._moments[minute]):
            self.ask(self.somebody(), self.chance.choice(NEEDS))

    def ask(self, chat: int, text: str) -> None:
        """Have someone ask."""
        self.waiting[chat] = self.minute, text
        self.seen["questions"] += 1
        self.telegram.say(chat, text)

    def oldest(self) -> int:
        """Return for how many minutes someone has been waiting."""
        self.hear()
        return self.minute - min(
            (minute for minute, _ in self.waiting.values()), default=self.minute
        )

    def give_up(self) -> None:
        """Note as lost all that is waited for."""
        self.lost += [(chat, text) for chat, (_, text) in self.waiting.items()]
        self.waiting.clear()

    def hear(self) -> None:
        """Take note of what the bot sent since; what may be lost is asked for again."""
        with self.telegram.world.changed:
            calls = self.telegram.calls[self._heard :]
            self._heard += len(calls)
            for call in calls:
                if (
                    call.chat
                    and call.method.startswith(("send", "edit"))
                    and call.method != "sendChatAction"
                ):
                    self._hear(call, call.chat, str(call.parameters.get("text", "")))

    def _hear(self, call: Call, chat: int, text: str) -> None:
        if any(words in text for words in _DIGEST):
            if call.done:
                self.digests.setdefault(chat, []).append(_AGAIN in text)
        elif chat not in self.waiting or not (call.done or "not modified" in call.description):
            return
        elif sentences.MAYBE_LOST in text:
            self.seen["notes of a doubtful answer"] += 1
            self._press(chat, sentences.SEND_AGAIN)
        elif (
            sentences.NOTHING_TO_SEND in text
        ):  # a restart forgot it, and says so: it is asked, or pressed, again
            self.seen["asked again after a restart"] += 1
            if asked := self.waiting[chat][1]:
                self.telegram.say(chat, asked)
            elif not self._press(chat, ""):
                self._answered(chat)
        else:
            self.seen["broken answers"] += sentences.BROKEN in text
            self._answered(chat)

    def _answered(self, chat: int) -> None:
        _, text = self.waiting.pop(chat)
        self._free[chat] = self.minute + _RESTS
        self.seen["answered" if text else "presses answered"] += 1
        if text and self.chance.random() < 1 / 3:
            self._curious.append(chat)

    def _press(self, chat: int, label: str) -> bool:
        """Press the last button of a chat that says this, or any of the last that are there.

        It tells whether there is one.
        """
        for message in reversed(self.telegram.messages(chat)):
            found = [
                each
                for each in message.buttons
                if "callback_data" in each and label in (each["text"], "")
            ]
            if found and not any(words in message.text for words in _DIGEST):
                self.waiting.setdefault(chat, (self.minute, ""))
                self.telegram.press_data(message, self.chance.choice(found)["callback_data"])
                return True
        return False

    def somebody(self) -> int:
        """Return someone who waits for nothing."""
        while True:
            chat = self.chance.choice(self.people)
            if chat not in self.waiting and self._free.get(chat, 0) <= self.minute:
                return chat
