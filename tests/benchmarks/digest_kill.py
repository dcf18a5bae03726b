"""A run killed with SIGKILL at random moments, started again, loses nothing.

`python -m tests.benchmarks.digest_kill` shows it.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from bot.conversation.subscription import Subscription
from bot.digest.choosing import open_digest
from bot.digest.outcomes import Sent
from bot.digest.rounds import Rounds
from bot.world.bootstrap import build_world
from knowledge.live_aids.changes import Decisions
from knowledge.live_aids.model import LiveAid, Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.replies import Reply
    from bot.conversation.world import World
    from bot.digest.outcomes import Outcome

MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)
_AWAY = timedelta(minutes=2)  # between a death and the next start: the lease has run out
_PATIENCE = 60.0  # seconds that anything is waited for


class _Carrier:
    """A channel that notes in a file what it carries; others begin while each call is under way."""

    prefix, keeps_once = "telegram:", False

    def __init__(self, noted: Path) -> None:
        self._noted = os.open(noted, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def send(self, chat: str, replies: tuple[Reply, ...], name: str = "") -> Outcome:  # noqa: ARG002
        """Carry a digest: it is received at some moment of the call."""
        before = random.randrange(20)
        for turn in range(20):
            if turn == before:
                mark = "marked" if "peut-être déjà reçu" in replies[0].text else "first"
                os.write(self._noted, f"{chat} {mark}\n".encode())
            await asyncio.sleep(0)
        return Sent(1)


async def _at_once(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return work(*args, **kwargs)


def _prepare(world: World, database: Path, people: int) -> None:
    """Store people who have had their first digest, and an aid that is new to all."""
    choosing, outbox = open_digest(lambda: world, database)
    with closing(choosing), closing(outbox):
        list(choosing.store.subscriptions())
        since = (MONDAY - timedelta(days=4)).isoformat()
        # Everything, whatever is excluded: no aid here is a loan, nor of anywhere alone.
        following = (
            Subscription(active=True, since=since),
            Subscription(active=True, since=since, place="02", more_places=("59", "62")),
            Subscription(
                active=True, since=since, without_kinds=("loan",), without_words=("piscine",)
            ),
        )
        with Database(database) as file:
            file.table("subscriptions").insert_all(
                {
                    "chat": f"telegram:{number}",
                    "subscription": following[number % 3].to_json(),
                    "updated": "",
                }
                for number in range(1, people + 1)
            )
            outbox.counts()  # its tables are made
            file.table("turns").insert_all(
                {
                    "chat": f"telegram:{number}",
                    "moment": (MONDAY - timedelta(days=4)).isoformat(timespec="microseconds"),
                }
                for number in range(1, people + 1)
            )
        aid = LiveAid("at-1", "aides-territoires", "Aide 1")
        choosing.memory.apply(
            "aides-territoires", Decisions(new=(Record(aid, 1, MONDAY.date()),)), MONDAY
        )


def _live(world: World, database: Path, noted: Path, start: datetime) -> None:
    """Be the program, until there is nothing left to do."""
    choosing, outbox = open_digest(lambda: world, database)
    born = time.monotonic()

    def now() -> datetime:
        return start + timedelta(seconds=time.monotonic() - born)

    rounds = Rounds(choosing, outbox, _Carrier(noted), now, _at_once)
    while not asyncio.run(rounds.run()).is_empty:
        pass


def ordeal(
    world: World, folder: Path, people: int, kills: int, chance: random.Random
) -> tuple[Counter[str], list[str]]:
    """Kill the program at random moments and start it again; return figures, and what is wrong."""
    database, noted = folder / "tambour.db", folder / "noted"
    noted.touch()
    _prepare(world, database, people)
    in_flight: set[str] = set()
    figures: Counter[str] = Counter()
    died = 0
    # A quarter of the deaths while choosing and writing, the others as messages go out.
    moments = sorted(
        [0] * (kills // 4) + [chance.randrange(1, people) for _ in range(kills - kills // 4)]
    )
    for life in range(kills + 1):
        child = os.fork()
        if child == 0:
            _live(world, database, noted, MONDAY + life * _AWAY)
            os._exit(0)
        if life < kills:
            _wait_for(noted, moments[life], child)
            if moments[life] == 0:
                time.sleep(chance.uniform(0, 0.05))  # choosing leaves no trace to wait for
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        died += os.WIFSIGNALED(status)
        with closing(sqlite3.connect(database)) as file:
            rows = file.execute("select chat from deliveries where state = 'sending'").fetchall()
        in_flight.update(chat for (chat,) in rows)
        figures["in flight at a death"] += len(rows)
    received: dict[str, list[str]] = {}
    for line in noted.read_text().splitlines():
        chat, mark = line.split()
        received.setdefault(chat, []).append(mark)
    figures.update(people=people, kills=died, received=sum(map(len, received.values())))
    figures["repeated"] = figures["received"] - len(received)
    wrong = [
        f"telegram:{number} lost"
        for number in range(1, people + 1)
        if f"telegram:{number}" not in received
    ]
    wrong += [
        f"{chat} repeated without a mark"
        for chat, marks in received.items()
        if marks[1:] != ["marked"] * (len(marks) - 1)
    ]
    wrong += [
        f"{chat} repeated though not in flight"
        for chat, marks in received.items()
        if marks[1:] and chat not in in_flight
    ]
    wrong += [
        f"{chat} marked though not in flight"
        for chat, marks in received.items()
        if "marked" in marks and chat not in in_flight
    ]
    return figures, wrong


def _is_over(child: int) -> bool:
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _wait_for(noted: Path, lines: int, child: int) -> None:
    """Wait until so many messages were received, or the program ended."""
    end = time.monotonic() + _PATIENCE
    while noted.read_bytes().count(b"\n") < lines and not _is_over(child):
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.0005)


def main() -> None:
    """Put a run to the ordeal and print what it showed."""
    people, kills = (int(each) for each in (*sys.argv[1:], *("1000", "30")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        figures, wrong = ordeal(build_world(), Path(folder), people, kills, random.Random())
    print(", ".join(f"{name} {count}" for name, count in figures.items()))
    print(f"wrong: {len(wrong)} {wrong[:5]}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
