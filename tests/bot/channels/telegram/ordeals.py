"""Ordeals of the real bot, small in the suite and large in the benchmarks.

They are random updates, faults, a sudden death, and a crowd.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bot.channels.telegram import sentences
from tests.bot.channels.telegram.running import Process
from tests.telegram_stand_in.random_updates import send_random
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.telegram_stand_in.calls import Call

LONG = 300.0  # seconds that an ordeal may take in all
_WHAT = (
    "un transport", "un logement", "une aide", "un médecin", "un emploi", "un lieu",
    "une formation", "des repas", "un atelier", "une garde d’enfants", "un vélo", "un jardin",
    "une épicerie", "du répit", "une visite", "un numéro", "des vacances", "un conseil",
    "une caisse", "un local",
)  # fmt: skip
_WHO = (
    "les jeunes", "les anciens", "les mères seules", "les chômeurs", "les aidants", "les familles",
    "les apprentis", "les nouveaux habitants", "les saisonniers", "les isolés",
)  # fmt: skip
NEEDS = tuple(f"{what} pour {who}" for what, who in product(_WHAT, _WHO))
_PEOPLE = range(10_001, 10_401)
_BATCH = 100


def processor_seconds(process: int) -> float:
    """Return how long a process has had a processor (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(process: int) -> float:
    """Return the memory that a process holds now (Linux)."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def random_updates(
    telegram: StandIn, count: int, seed: int, done: Callable[[int], None] = lambda _: None
) -> list[str]:
    """Send updates by chance, a hundred at a time; return the private texts that got no answer."""
    chance, unanswered = Random(seed), []
    for first in range(0, count, _BATCH):
        before = len(telegram.calls)
        texts = [send_random(telegram, chance, _PEOPLE) for _ in range(min(_BATCH, count - first))]
        telegram.wait(lambda: not telegram.updates.waiting)
        answers = Counter(
            call.chat
            for call in telegram.calls[before:]
            if call.done and call.method.startswith("send")
        )
        wanted = Counter(message.chat.id for message in texts if message)
        unanswered += [
            str(message)
            for message in texts
            if message and answers[message.chat.id] < wanted[message.chat.id]
        ]
        done(first + _BATCH)
    return unanswered


@dataclass(frozen=True)
class Waits:
    """How long each question waited for its answer, in seconds.

    It counts notes of a doubtful answer, and answers given twice, too.
    """

    seconds: list[float]
    notes: int
    doubles: int


def under_faults(telegram: StandIn, chats: Sequence[int], a_second: float, seed: int) -> Waits:
    """Ask one question a chat, so many a second, while calls fail.

    Two calls in a hundred fail in each way there is.
    """
    asked: dict[int, float] = {}
    pace = threading.Event()
    telegram.wait(lambda: telegram.called("setMyShortDescription"))
    telegram.faults.by_chance(0.02, seed=seed)
    for number, chat in enumerate(chats):
        asked[chat] = telegram.world.clock.now()
        telegram.say(chat, NEEDS[number % len(NEEDS)])
        pace.wait(1 / a_second)
    telegram.wait(lambda: not telegram.updates.waiting, LONG)
    telegram.faults.stop()
    arrived: dict[int, list[Call]] = {chat: [] for chat in chats}
    for call in telegram.called("sendMessage"):
        if call.chat in arrived and call.done:
            arrived[call.chat].append(call)
    texts = {chat: [message.text for message in telegram.messages(chat)] for chat in chats}
    return Waits(
        [arrived[chat][0].time - asked[chat] if arrived[chat] else LONG for chat in chats],
        sum(sentences.MAYBE_LOST in each for each in texts.values()),
        sum(
            len([text for text in each if text != sentences.MAYBE_LOST]) > 1
            for each in texts.values()
        ),
    )


def killed_amid_questions(folder: Path, count: int, after: int) -> list[int]:
    """Kill the bot once it has given some answers, and start it again.

    It returns how many answers each question got. AssertionError is raised where the database is
    not whole, or the bot does not come back.
    """
    chats = range(1, count + 1)
    with StandIn(limits=None) as telegram:
        with Process(telegram, folder) as process:
            process.wait_until_ready()
            for chat in chats:
                telegram.say(chat, NEEDS[chat % len(NEEDS)])
            telegram.wait(lambda: len(telegram.called("sendMessage")) > after, LONG)
        with Process(telegram, folder) as process:
            process.wait_until_ready()
            telegram.wait(lambda: not telegram.updates.waiting, LONG)
            assert process.stop() == 0
        answers = Counter(message.chat.id for chat in chats for message in telegram.messages(chat))
    with closing(sqlite3.connect(folder / "tambour.db")) as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    return [answers[chat] for chat in chats]


@dataclass(frozen=True)
class Load:
    """What a crowd cost: answers a second, and milliseconds of processor a question."""

    a_second: float
    milliseconds: float


def crowd(telegram: StandIn, process: int, people: int, first: int) -> Load:
    """Have people, numbered from `first`, each ask another question at once.

    It returns what answering them took.
    """
    before, busy, started = (
        len(telegram.calls),
        processor_seconds(process),
        telegram.world.clock.now(),
    )
    for number in range(people):
        telegram.say(first + number, NEEDS[number % len(NEEDS)])

    def sent() -> list[float]:
        return [
            call.time
            for call in telegram.calls[before:]
            if call.method == "sendMessage" and call.done
        ]

    telegram.wait(lambda: len(sent()) >= people, LONG)
    telegram.wait(lambda: not telegram.updates.waiting)
    assert len(sent()) == people, f"{len(sent())} answers"
    return Load(
        people / (max(sent()) - started), (processor_seconds(process) - busy) / people * 1000
    )
