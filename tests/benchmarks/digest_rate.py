"""100,000 subscribers: time and memory to choose and write, then the rate.

`python -m tests.benchmarks.digest_rate` measures them.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlite_utils import Database
from telegram.error import RetryAfter

from bot.channels.conversation_thread import ConversationThread
from bot.channels.keeper import Keeper
from bot.channels.telegram.broadcast import Broadcast, TelegramChats
from bot.channels.telegram.rate import Limiter, Limits
from bot.channels.telegram.rendering import Call
from bot.channels.telegram.send_queue import SendQueue
from bot.channels.telegram.sending import Sender
from bot.conversation.events import Said
from bot.conversation.subscription import Subscription
from bot.digest.choosing import open_digest
from bot.digest.rounds import Rounds
from bot.digest.runner import DigestRunner
from bot.storage.store import Store
from bot.world.bootstrap import build_world
from knowledge.live_aids.changes import Decisions
from knowledge.live_aids.model import AidKind, LiveAid, Record
from tests.telegram_stand_in.clock import Clock
from tests.telegram_stand_in.rates import Rates
from tests.telegram_stand_in.refusals import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

    from bot.conversation.world import World

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
_KNOWN, _NEW = 3_000, 60  # aids open before, and new this week
_TOLD = 25  # aids that each person was told in the weeks before
_QUESTIONS = (
    "mobilité jeunes",
    "mes anciens n’ont plus de médecin",
    "koi pr lé jeune san permi",
    "épicerie",
    "crèche",
)


def prepare(world: World, database: Path, people: int, chance: random.Random) -> None:
    """Store aids, people of all kinds, and what they were told in the weeks before."""
    choosing, outbox = open_digest(lambda: world, database)
    with closing(choosing), closing(outbox):
        list(choosing.store.subscriptions())
        outbox.counts()
        aids = [_an_aid(world, number, chance) for number in range(_KNOWN + _NEW)]
        before = [Record(aid, 1, date(2025, 12, 1), silent=True) for aid in aids[:_KNOWN]]
        new = [Record(aid, 1, MONDAY.date()) for aid in aids[_KNOWN:]]
        choosing.memory.apply("aides-territoires", Decisions(new=(*before, *new)), MONDAY)
        with Database(database) as file:
            chats = [f"telegram:{number}" for number in range(1, people + 1)]
            last = (MONDAY - timedelta(days=7)).isoformat(timespec="microseconds")
            file.conn.executemany(
                "insert into subscriptions values (?, ?, '')",
                ((chat, _someone(world, chance)) for chat in chats),
            )
            file.conn.executemany(
                "insert into turns values (?, ?, null)", ((chat, last) for chat in chats)
            )
            told = (
                (chat, f"at-{number}#1", "2026-11-16")
                for chat in chats
                for number in chance.sample(range(_KNOWN), _TOLD)
            )
            file.conn.executemany("insert or ignore into told values (?, ?, ?)", told)
            file.conn.commit()


def _an_aid(world: World, number: int, chance: random.Random) -> LiveAid:
    collection = world.collection
    departments = list(collection.places.departments)
    texts = [card.summary for card in collection.cards.values()]
    return LiveAid(
        f"at-{number}",
        "aides-territoires",
        f"Aide {number}",
        what=" ".join(chance.sample(texts, 2)),
        themes=(chance.choice(list(collection.themes)),),
        kinds=(chance.choice(list(AidKind)),),
        places=frozenset(chance.sample(departments, chance.choice((0, 1)))),
    )


def _someone(world: World, chance: random.Random) -> str:
    """Return the subscription of a person of any kind, as it is stored."""
    themes, audiences = list(world.collection.themes), list(world.collection.audiences)
    communes = list(world.collection.places.communes)
    return Subscription(
        active=True,
        themes=tuple(chance.sample(themes, chance.choice((0, 1, 1, 2, 3)))),
        audiences=tuple(chance.sample(audiences, chance.choice((0, 0, 1)))),
        words=tuple(
            chance.sample(("école", "vélo", "toiture", "médecin"), chance.choice((0, 0, 0, 1)))
        ),
        place=chance.choice(communes) if chance.random() < 0.8 else "",
        more_places=tuple(chance.sample(communes, chance.choice((0, 0, 0, 1, 2)))),
        without_themes=tuple(chance.sample(themes, chance.choice((0, 0, 0, 1)))),
        without_kinds=chance.choice(((), (), (), ("loan",))),
        since="2026-01-05T08:00:00+00:00",
    ).to_json()


async def _at_once(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return work(*args, **kwargs)


def choose_and_write(world: World, database: Path) -> None:
    """Measure a run that sends nothing, alone then with questions beside it."""
    choosing, outbox = open_digest(lambda: world, database)
    with closing(choosing), closing(outbox):
        rounds = Rounds(choosing, outbox, cast("Any", _Nowhere()), lambda: MONDAY, _at_once)
        started, at_work = time.monotonic(), time.process_time()
        report = asyncio.run(rounds.run(limit=0))
        took, worked = time.monotonic() - started, time.process_time() - at_work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"chosen for {report.due}, {report.written} digests written: {took:.1f} s ({worked:.1f} "
        f"s of work), peak {peak:.0f} MB"
    )
    if report.trouble:
        print(f"trouble: {report.trouble}")


class _Nowhere:
    prefix = "telegram:"


@dataclass
class _Telegram:
    """A bot of one method, as fast as Telegram, that refuses as Telegram does."""

    rates: Rates
    times: list[float] = field(default_factory=list)
    refused: int = 0

    async def send_message(self, chat_id: int, **_: object) -> Any:
        try:
            self.rates.check(chat_id)
        except RefusalError:
            self.refused += 1
            raise RetryAfter(1) from None
        self.rates.count(chat_id)
        self.times.append(time.monotonic())
        await asyncio.sleep(random.uniform(0.03, 0.15))
        return self

    message_id = 1


async def send(world: World, database: Path, folder: Path, seconds: float) -> None:
    """Send for some seconds while people ask.

    It tells the rate, the refusals, and how long they wait, choosing included.
    """
    telegram = _Telegram(Rates(Clock()))
    bot, send_queue = cast("Bot", telegram), SendQueue(Limiter(Limits(), time.monotonic))
    store = Store(folder / "talk.db")
    memory = ConversationThread(Keeper(world, store), store)
    sender = Sender(bot, send_queue, memory.move)
    channel, chosen = Broadcast(sender, lambda: MONDAY), open_digest(lambda: world, database)
    digest_runner = DigestRunner(*chosen, channel, TelegramChats(sender), lambda: MONDAY)
    started, waits, asked = time.monotonic(), [], 0
    digest_runner.start()

    async def ask(chat: int, question: str) -> None:
        began = time.monotonic()
        _, replies = await memory.ask(f"telegram:{chat}", Said(question), datetime.now(UTC))
        for reply in replies:
            await sender.send(Call("send_message", {"text": reply.text}), chat)
        waits.append(time.monotonic() - began)

    questions = []
    while time.monotonic() - started < seconds:
        await asyncio.sleep(random.expovariate(4))  # four questions a second: a busy town
        asked += 1
        questions.append(asyncio.create_task(ask(10_000_000 + asked, random.choice(_QUESTIONS))))
    await asyncio.gather(*questions)
    await digest_runner.stop()
    await memory.close()
    digests = telegram.times
    begun = next(
        (each for each, later in zip(digests, digests[20:], strict=False) if later - each < 1),
        started,
    )
    rate = sum(each >= begun for each in digests) / (digests[-1] - begun)
    percentile = statistics.quantiles(waits, n=20)[18]
    print(
        f"sent {len(digests)} messages, {rate:.2f} a second once they go out ({rate / 30:.1%} of "
        f"30), refused (429): {telegram.refused}; {len(waits)} questions answered meanwhile: "
        f"p50 {statistics.median(waits):.3f} s, p95 {percentile:.3f} s, worst {max(waits):.3f} s"
    )


def main() -> None:
    """Measure, each part in a process of its own so that its memory is its own."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    world = build_world()
    with tempfile.TemporaryDirectory() as name:
        folder, database = Path(name), Path(name) / "tambour.db"
        _apart(lambda: prepare(world, database, people, random.Random(1)))
        copy = folder / "copy.db"
        copy.write_bytes(database.read_bytes())
        _apart(lambda: choose_and_write(world, database))
        print("choosing and writing while people ask:")
        _apart(lambda: asyncio.run(send(world, copy, folder, 30.0)))
        print("sending what is written while people ask:")
        _apart(lambda: asyncio.run(send(world, database, folder, 60.0)))


def _apart(work: Callable[[], None]) -> None:
    """Do some work in a process of its own."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            work()
            sys.stdout.flush()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


if __name__ == "__main__":
    main()
