"""A year of digests with faults on both sides, held against a plain recomputation.

`python -m tests.benchmarks.digest_year` plays it.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from bot.conversation.subscription import Subscription
from bot.digest.choosing import open_digest
from bot.digest.outcomes import Blocked, Deferred, Migrated, Refused, Sent, Uncertain
from bot.digest.rounds import Rounds
from bot.errors import StoreError
from knowledge.live_aids.changes import Decisions
from knowledge.live_aids.errors import StorageError
from matching.aid_index import index_aids
from matching.known_aids import live_aids
from tests.benchmarks.digest_plain import MOVED, PARIS, Person, Plain, moved
from tests.benchmarks.digest_town import FIRST_DAY, Town

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.conversation.replies import Reply
    from bot.conversation.world import World
    from bot.digest.deliveries import RunReport
    from bot.digest.outcomes import Outcome

_AID = re.compile(r"<b>\d\. Aide (\d+)[^<]*</b>")
_REST = re.compile(r"Et (\d+) autre")
_PRACTICE = re.compile(r"Ils l’ont fait</b>\s*: .*\(fiche (\d+)\)")


class Crash(BaseException):
    """The program is killed."""


@dataclass
class Figures:
    """What the year showed; `wrong` says what differs from the recomputation."""

    people: int = 0
    letters: int = 0
    received: int = 0
    repeated: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    aids_told: int = 0
    practices: int = 0
    firsts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def simulate(
    world: World, folder: Path, weeks: int, people: int, aids: int, seed: int = 1
) -> Figures:
    """Live some weeks, in the program and plainly, and compare."""
    return _Year(world, folder, weeks, people, aids, random.Random(seed)).live()


@dataclass(frozen=True)
class _Received:
    at: datetime
    aids: frozenset[str]
    rest: int
    cards: int
    practice: str
    again: bool


class _Year:
    prefix, keeps_once = "telegram:", False

    def __init__(
        self, world: World, folder: Path, weeks: int, people: int, aids: int, chance: random.Random
    ) -> None:
        self._world, self._path, self._weeks, self._chance = (
            world,
            folder / "tambour.db",
            weeks,
            chance,
        )
        self._town = Town(world, weeks, people, aids, chance)
        self._now = datetime(FIRST_DAY.year, 1, 4, tzinfo=UTC)
        self._plain = Plain(world.collection, self._town.truths, self._fate)
        self._received: dict[tuple[str, datetime], list[_Received]] = {}
        self._faults: Counter[str] = Counter()
        self._owner = {person.chat: person for person in self._town.people}
        self._start()
        self._peeking = sqlite3.connect(self._path)

    def live(self) -> Figures:
        day, end = FIRST_DAY, FIRST_DAY + timedelta(weeks=self._weeks)
        while day < end:
            self._let_pass(day)
            if day.toordinal() % 97 > 4:  # five days in a row, the program is off
                for hour in sorted(self._chance.sample(range(6, 24), 2)):
                    self._now = datetime(
                        day.year, day.month, day.day, hour, self._chance.randrange(60), tzinfo=PARIS
                    ).astimezone(UTC)
                    self._run()
            day += timedelta(days=1)
        self._close()
        self._peeking.close()
        return self._compare()

    def _let_pass(self, day: date) -> None:
        """Let what happens on a day happen, in the program's file and plainly."""
        if written := self._town.aids_of(day):
            self._choosing.memory.apply("aides-territoires", Decisions(new=written), self._now)
        if day.weekday() == 0:
            self._index()
        changed, back = self._town.people_of(day)
        for person in back:
            self._plain.come_back(person)
        self._outbox.resume(person.chat for person in back)
        self._write(changed)

    def _index(self) -> None:
        """Have the program index the aids as they are, for first digests.

        It does once a week, so that what it knows is also old.
        """
        known = dict(self._town.records)
        live = live_aids(
            known, index_aids(known, self._world.matcher), self._world.matcher, self._now
        )
        self._world = replace(self._world, live=live)
        self._plain.indexed = known

    def _write(self, people: dict[str, Subscription | None]) -> None:
        with Database(self._path) as database:
            for chat, follows in people.items():
                database.execute("delete from subscriptions where chat = ?", (chat,))
                if follows:
                    database.execute(
                        "insert into subscriptions values (?, ?, '')", (chat, follows.to_json())
                    )
            database.conn.commit()

    # The program.

    def _start(self) -> None:
        self._choosing, self._outbox = open_digest(lambda: self._world, self._path)
        list(self._choosing.store.subscriptions())
        self._rounds = Rounds(self._choosing, self._outbox, self, lambda: self._now, self._work)
        self._fails = self._fails_to_note = False

    def _close(self) -> None:
        self._choosing.close()
        self._outbox.close()

    def _run(self) -> None:
        """Run until nothing is left to do at this moment, through crashes and failures.

        Then the same is done plainly.
        """
        for _ in range(2_000):
            self._fails = self._chance.random() < 0.2
            try:
                report: RunReport = asyncio.run(self._rounds.run())
            except Crash:
                self._close()
                self._start()
                continue
            if report.is_empty:
                break
        else:
            raise AssertionError("a run never ends")
        self._plain.round(self._town.people, self._town.records, self._now)

    async def _work(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do some work with the database, which may fail."""
        name = getattr(work, "__name__", "")
        # In both: plainly, what is chosen is sent at once.
        if self._fails and name in ("tellable", "ready"):
            self._faults["the database fails before"] += 1
            raise (StorageError if name == "tellable" else StoreError)("the disk is full")
        if name == "_end" and self._fails_to_note:
            self._fails_to_note = False
            self._faults["the database fails after a sending"] += 1
            raise StoreError("the disk is full")
        return work(*args, **kwargs)

    async def send(self, chat: str, replies: tuple[Reply, ...], name: str = "") -> Outcome:  # noqa: ARG002
        """Carry a digest, as fate has it."""
        occasion, tries = self._peeking.execute(
            "select occasion, tries from deliveries where chat = ? and state = 'sending'", (chat,)
        ).fetchone()
        moment = datetime.fromisoformat(occasion)
        fate = self._fate(chat, moment, tries - 1)
        self._faults[fate] += 1
        if fate.endswith("received"):
            text = "\n".join(unescape(reply.text) for reply in replies)
            rest, practice = _REST.search(text), _PRACTICE.search(text)
            received = _Received(
                self._now,
                frozenset(f"at-{number}" for number in _AID.findall(text)),
                int(rest[1]) if rest else 0,
                text.count("</b> (aide "),
                practice[1] if practice else "",
                "peut-être déjà reçu" in text,
            )
            self._received.setdefault((_first_key(chat), moment), []).append(received)
        match fate.split()[0]:
            case "received":
                return Sent(1)
            case "refused":
                return Refused("chance")
            case "blocked":
                return Blocked("chance")
            case "deferred":
                return Deferred(self._now + timedelta(hours=3))
            case "moved":
                person = self._by_first_key(chat)
                self._write({chat: None, moved(chat): person.subscription})
                return Migrated(moved(chat))
            case "uncertain":
                return Uncertain("chance")
            case "unnoted":
                self._fails_to_note = True
                return Sent(1)
        raise Crash

    def _by_first_key(self, chat: str) -> Person:
        return self._owner[_first_key(chat)]

    def _fate(self, chat: str, occasion: datetime, tries: int) -> str:
        """Return how a try goes: by chance, but always the same."""
        if chat.startswith("telegram:-") and not chat.startswith(MOVED) and occasion.month % 3 == 0:
            return "moved"
        dice = (
            int.from_bytes(
                hashlib.sha256(
                    f"{_first_key(chat)} {occasion.timestamp()} {tries}".encode()
                ).digest()[:4]
            )
            / 2**32
        )
        for share, fate in _FATES:
            if dice < share:
                return fate
            dice -= share
        return "received"

    # The comparison.

    def _compare(self) -> Figures:
        figures = Figures(
            people=sum(bool(person.letters) for person in self._town.people), faults=self._faults
        )
        expected = {}
        for person in self._town.people:
            told: set[object] = set()
            for letter in person.letters:
                if letter.received and told & letter.keys:
                    figures.wrong.append(f"{person.chat} was told {told & letter.keys} twice")
                told |= letter.keys if letter.received else set()
                expected[_first_key(person.chat), letter.occasion] = (person, letter)
                figures.ends[letter.end or "on its way"] += 1
                figures.firsts["of the collection"] += bool(letter.cards)
                figures.firsts["of open aids"] += "open" in letter.aids.values()
        figures.letters = len(expected)
        for key in self._received.keys() - expected.keys():
            figures.wrong.append(f"{key} received what nothing says")
        for key, (_, letter) in expected.items():
            got = self._received.get(key, [])
            figures.received += len(got)
            figures.repeated += max(0, len(got) - 1)
            figures.aids_told += len(letter.aids) if got else 0
            if [(each.at, each.again) for each in got] != [
                (at, again) for at, again, _ in letter.received
            ]:
                figures.wrong.append(f"{key}: received {got}, expected {letter}")
            for each, (_, _, must) in zip(got, letter.received, strict=False):
                if each.cards != letter.cards or not _tells(each, must, letter.more):
                    figures.wrong.append(
                        f"{key}: told {each}, expected {sorted(must)} and {letter.cards} cards"
                    )
        self._check_practices(figures)
        return figures

    def _check_practices(self, figures: Figures) -> None:
        by_chat: dict[str, list[tuple[datetime, str]]] = {}
        for (chat, occasion), got in self._received.items():
            if got[0].practice:
                by_chat.setdefault(chat, []).append((occasion, got[0].practice))
        figures.practices = sum(map(len, by_chat.values()))
        for chat, given in by_chat.items():
            if len({practice for _, practice in given}) != len(given):
                figures.wrong.append(f"{chat} was given a practice twice")


_FATES = (
    (0.03, "uncertain received"),
    (0.03, "uncertain lost"),
    (0.02, "unnoted received"),
    (0.01, "crash received"),
    (0.01, "crash lost"),
    (0.03, "deferred"),
    (0.02, "blocked"),
    (0.01, "refused"),
)


def _tells(got: _Received, must: frozenset[str], more: int) -> bool:
    """Tell whether a message tells five of the aids that it must tell, or all.

    It must count the rest, and `more`.
    """
    return (
        got.aids <= must
        and len(got.aids) + got.rest == len(must) + more
        and len(got.aids) == min(5, len(must))
    )


def _first_key(chat: str) -> str:
    return chat.replace(MOVED, "telegram:-", 1)


def main() -> None:
    """Live the whole year and print what it showed."""
    from bot.world.bootstrap import build_world

    weeks, people, aids = (
        int(each) for each in (*sys.argv[1:], *("52", "2000", "5000")[len(sys.argv) - 1 :])
    )
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        figures = simulate(build_world(), Path(folder), weeks, people, aids)
    print(
        f"{weeks} weeks, {people} people ({figures.people} were written to), {aids} aids: "
        f"{time.monotonic() - started:.0f} s"
    )
    print(f"digests expected {figures.letters}: {dict(figures.ends)}")
    print(
        f"messages received {figures.received}, of which repeated and marked {figures.repeated}; "
        f"aids told {figures.aids_told}, practices {figures.practices}"
    )
    print(f"first digests: {dict(figures.firsts)}")
    print(f"faults: {dict(figures.faults)}")
    print(f"different from the recomputation: {len(figures.wrong)}")
    for each in figures.wrong[:5]:
        print(f"  {each[:500]}")
    sys.exit(bool(figures.wrong))


if __name__ == "__main__":
    main()
