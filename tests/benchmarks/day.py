"""A day at ten times the expected load, with all that can happen in one.

`python -m tests.benchmarks.day` plays it.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from knowledge.collection import DATA
from knowledge.live_aids.model import LiveAid, Record
from knowledge.loading import load_collection
from matching.learning import file_of, with_need
from tests.benchmarks.day_bot import SharedTime
from tests.benchmarks.day_checks import ADMIN, SPECIAL, conclude
from tests.benchmarks.day_people import MIDNIGHT, SOURCE, Crowd, come, fill, records
from tests.bot.channels.telegram.ordeals import megabytes
from tests.bot.channels.telegram.running import Process
from tests.telegram_stand_in.clock import Clock
from tests.telegram_stand_in.stand_in import StandIn

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOT = Path(__file__).resolve().parent.parent.parent
# Seconds between two looks of the bot at what is due: some five minutes of the day.
_BOT_MINUTE = 0.5
# Seconds that a minute lasts at least; the slow ones, while a collection is built.
_STEP, _SLOW_STEP = 0.1, 0.8
# Updates, minutes: the day goes no faster than the bot answers.
_MOST_WAITING, _LONGEST_WAIT = 60, 20
_A_MINUTE_OF_DIGESTS = 30 * 60  # what Telegram lets through
_NIGHT, _DIGEST, _KILL, _TAUGHT, _AID, _BROKEN, _MENDED = 330, 480, 482, 660, 780, 900, 960
_SLOW = frozenset(
    minute for start in (_TAUGHT, _BROKEN, _MENDED) for minute in range(start, start + 60)
)
_NEED, _AIDS = "télescope orbital", "subventions pour un télescope orbital"


@dataclass
class Day:
    """The day: what is done at which minute, and what is noted for the end.

    `held` is the memory at the end of each hour.
    """

    telegram: StandIn
    folder: Path
    crowd: Crowd
    chance: Random
    time: SharedTime
    stack: ExitStack
    people: int
    held: list[float] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    sent_at_backup: int = 0
    killed: int = _KILL
    backup: subprocess.Popen[bytes] | None = None
    _pace: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.collection = load_collection(self.folder / "knowledge")

    @property
    def database(self) -> Path:
        """The database of the bot."""
        return self.folder / "tambour.db"

    @property
    def copy(self) -> Path:
        """The backup taken."""
        return self.folder / "backup.db"

    def start(self) -> None:
        """Start the bot, and wait until it asks for updates."""
        polls = len(self.telegram.called("getUpdates"))
        command = (
            sys.executable,
            "-m",
            "tests.benchmarks.day_bot",
            str(self.folder / "time"),
            str(_BOT_MINUTE),
        )
        self.bot = self.stack.enter_context(
            Process(self.telegram, self.folder, self.settings, command=command)
        )
        self.telegram.wait(
            lambda: (
                len(self.telegram.called("getUpdates")) > polls
                or self.bot.process.poll() is not None
            )
        )
        if self.bot.process.poll() is not None:
            raise click.ClickException(
                f"the bot ends with {self.bot.end()}: {self.bot.log[-2000:]}"
            )

    @property
    def settings(self) -> dict[str, str]:
        """The settings of the bot, but for those of Telegram and the database."""
        here = {"COLLECTION": self.folder / "knowledge", "ADMINS": ADMIN, "LOG": "json"}
        return {f"TAMBOUR_{name}": str(value) for name, value in here.items()} | {
            "PYTHONPATH": str(_ROOT),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            **_allocator(),
        }

    def pass_by(self) -> None:
        """Let the 24 hours pass."""
        for minute in range(24 * 60):
            self.telegram.world.clock.advance(60)
            self.time.write(self.telegram.world.clock.now())
            self.happen(minute)
            self.crowd.live(minute)
            started = time.monotonic()
            if minute == _DIGEST or self.count("state in ('waiting', 'sending')"):
                self.let_digests_go(minute)
            left = (_SLOW_STEP if minute in _SLOW else _STEP) - (time.monotonic() - started)
            self._pace.wait(max(left, 0.0))
            self.settle(
                lambda: (
                    len(self.telegram.updates.waiting) < _MOST_WAITING
                    and self.crowd.oldest() < _LONGEST_WAIT
                )
            )
            if minute % 60 == 59:
                self.held.append(megabytes(self.bot.process.pid))
                click.echo(
                    f"{minute // 60 + 1:2} h: {self.held[-1]:.1f} MB, {dict(self.crowd.seen)}",
                    err=True,
                )
        self.telegram.faults.stop()
        self.settle(
            lambda: (
                self.crowd.oldest()
                == len(self.crowd.waiting)
                == len(self.telegram.updates.waiting)
                == 0
            )
        )
        self.end(self.bot.stop())

    def settle(self, until: Callable[[], bool]) -> None:
        """Wait until it is so; what is not answered by then is lost."""
        try:
            self.telegram.wait(until)
        except AssertionError:
            self.crowd.give_up()

    def happen(self, minute: int) -> None:
        """Do what is to be done at this minute."""
        if minute == _NIGHT:
            come(
                self.database,
                tuple(records(self.collection, range(1_000, 1_030), self.chance)),
                self.time.read(),
            )
        elif minute == _DIGEST + 1:
            self.sent_at_backup = self.count("state = 'sent'")
            command = (str(Path(sys.executable).parent / "tambour"), "backup", str(self.copy))
            environment = (
                dict(os.environ) | self.settings | {"TAMBOUR_DATABASE": str(self.database)}
            )
            self.backup = subprocess.Popen(
                command, env=environment, cwd=self.folder, stdout=subprocess.DEVNULL
            )
        elif minute == _KILL:
            for _ in range(20):
                self.crowd.ask(self.crowd.somebody(), _NEED)
            self.bot.process.kill()
            self.end(self.bot.end())
            self.start()
        elif minute == _AID:
            aid = LiveAid(
                "cur-1",
                SOURCE,
                "Un télescope orbital par village",
                what="Acheter un télescope orbital.",
            )
            come(self.database, (Record(aid, 1, self.time.read().date()),), self.time.read())
        elif minute in (_TAUGHT, _BROKEN, _MENDED):
            self.change_collection(minute)
        asked = {
            _TAUGHT - 5: _NEED,
            _TAUGHT + 60: _NEED,
            _AID - 5: _AIDS,
            _AID + 60: _AIDS,
            _BROKEN + 30: _NEED,
        }
        if minute in asked:
            self.crowd.ask(SPECIAL[list(asked).index(minute)], asked[minute])

    def change_collection(self, minute: int) -> None:
        """Teach a card, write it wrongly, or mend it."""
        path = file_of("45", self.folder / "knowledge" / "cards")
        assert path
        text = path.read_text(encoding="utf-8")
        changed = {
            _TAUGHT: with_need(text, _NEED),
            _BROKEN: f"{text}titel: faute\n",
            _MENDED: text.replace("titel: faute\n", ""),
        }
        path.write_text(changed[minute], encoding="utf-8")

    def let_digests_go(self, minute: int) -> None:
        """Wait until a minute's worth of digests was received, or all have left."""
        before, deadline = self.received(), time.monotonic() + 60
        while (
            time.monotonic() < deadline and (got := self.received() - before) < _A_MINUTE_OF_DIGESTS
        ):
            if (got or minute > _DIGEST) and not self.count("state in ('waiting', 'sending')"):
                return
            self._pace.wait(0.2)

    def received(self) -> int:
        """Return how many digests people have received."""
        self.crowd.hear()
        return sum(map(len, self.crowd.digests.values()))

    def count(self, which: str) -> int:
        """Return how many deliveries there are of some kind."""
        return int(self.look(f"select count(*) from deliveries where {which}")[0][0])

    def look(self, asked: str, path: Path | None = None) -> list[tuple[Any, ...]]:
        """Read the database."""
        with closing(
            sqlite3.connect(f"{(path or self.database).as_uri()}?mode=ro", uri=True, timeout=5)
        ) as file:
            return file.execute(asked).fetchall()

    def end(self, status: int) -> None:
        """Keep the log of a bot that ended."""
        self.logs.append(self.bot.log)
        if status not in (0, -9):
            self.wrong.append(f"the bot ended with {status}")


def _allocator() -> dict[str, str]:
    """Return how the service unit has memory allocated."""
    unit = (_ROOT / "deploy" / "tambour.service").read_text(encoding="utf-8")
    return dict(re.findall(r"(MALLOC_\w+)=(\d+)", unit))


@click.command()
@click.option(
    "--people",
    default=10_000,
    show_default=True,
    help="ten times the expected 1,000; all of them subscribe",
)
@click.option(
    "--questions", default=5_000, show_default=True, help="ten times the expected 500 a day"
)
@click.option(
    "--faults",
    default=0.01,
    show_default=True,
    help="share of the calls that fail, in each of the seven ways",
)
@click.option("--seed", default=1, show_default=True)
def main(people: int, questions: int, faults: float, seed: int) -> None:
    """Live the day and say what it showed; exit 1 where a promise is broken."""
    started, chance = time.monotonic(), Random(seed)
    with TemporaryDirectory() as name, StandIn(limits=None) as telegram, ExitStack() as stack:
        folder = Path(name)
        shutil.copytree(
            DATA, folder / "knowledge", ignore=shutil.ignore_patterns("*.py", "__pycache__")
        )
        clock = telegram.world.clock = Clock(frozen=True)
        clock.advance(MIDNIGHT.timestamp() - clock.now())
        shared = SharedTime(folder / "time")
        shared.write(clock.now())
        # The last ones have blocked the bot since.
        subscribers = range(1, people + people // 100 + 1)
        crowd = Crowd(telegram, range(1, people + 1), chance, questions)
        day = Day(telegram, folder, crowd, chance, shared, stack, len(subscribers))
        fill(day.database, day.collection, len(subscribers), chance)
        for number in (*subscribers, ADMIN, *SPECIAL):
            telegram.world.person(
                number, started=True, blocked=people < number <= people + people // 100
            )
        day.start()
        telegram.faults.by_chance(faults, seed=seed)
        day.pass_by()
        figures, logged = conclude(day)
        failed = sum(call.fault is not None for call in telegram.calls)
        click.echo(
            f"{people} people, {questions} questions, seed {seed}: "
            f"{failed} of {len(telegram.calls)} calls failed"
        )
    for line in (*figures, *logged.figures, f"it took {time.monotonic() - started:.0f} s"):
        click.echo(line)
    click.echo(f"broken promises: {len(day.wrong)}")
    for line in day.wrong[:20]:
        click.echo(f"  {line}")
    sys.exit(bool(day.wrong))


if __name__ == "__main__":
    main()
