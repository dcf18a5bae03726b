"""What the tests of live aids share.

It is the stand-in with some aids, a memory, and a way to synchronise that waits for nothing.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from knowledge.live_aids.aides_territoires import AidesTerritoires, Timing
from knowledge.live_aids.labels import load_labels
from knowledge.live_aids.memory import Memory
from knowledge.live_aids.sync import Sources, sync
from tests.aides_territoires_stand_in.catalogue import aids
from tests.aides_territoires_stand_in.stand_in import KEY, StandIn, Troubles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.collection import Collection
    from knowledge.live_aids.labels import Labels
    from knowledge.live_aids.report import SourceReport

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Paris"))
TODAY = NOW.date()


@pytest.fixture(scope="session")
def labels(collection: Collection) -> Labels:
    return load_labels(collection.themes)


@pytest.fixture(scope="module")
def _running() -> Iterator[StandIn]:
    stand_in = StandIn([], TODAY)
    yield stand_in
    stand_in.stop()


@pytest.fixture
def stand_in(_running: StandIn) -> StandIn:
    """Give the stand-in with 90 aids, as on the first day."""
    _running.aids = aids(90, seed=7, today=TODAY)
    _running.today, _running.now, _running.troubles = TODAY, 0.0, Troubles()
    _running.calls.clear()
    _running.clear_cache()
    return _running


@pytest.fixture
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    with closing(Memory(tmp_path_factory.mktemp("memory") / "tambour.db", patience=0.05)) as memory:
        yield memory


@dataclass
class Days:
    """Synchronises day after day with the stand-in.

    `waits` are the seconds that the client would have waited.
    """

    stand_in: StandIn
    memory: Memory
    labels: Labels
    collection: Collection
    key: str = KEY
    now: datetime = NOW
    waits: list[float] = field(default_factory=list)

    def sync(self) -> SourceReport:
        """Synchronise once, now, and return the report of Aides-territoires."""
        with self.client() as client:
            report = sync(
                self.memory, Sources(client), self.labels, self.collection.places, self.now
            )
        return report.sources[0]

    def client(self) -> AidesTerritoires:
        """Return a client whose clock is that of the stand-in, and that never waits."""
        return AidesTerritoires(
            self.key, self.stand_in.api, Timing(lambda: self.stand_in.now, self.waits.append)
        )

    def next_day(self, days: int = 1) -> None:
        """Move the clock; the stand-in empties its cache at night."""
        self.now += timedelta(days=days)
        self.stand_in.today = self.now.date()
        self.stand_in.now += days * 86_400
        self.stand_in.clear_cache()


@pytest.fixture
def days(stand_in: StandIn, memory: Memory, labels: Labels, collection: Collection) -> Days:
    return Days(stand_in, memory, labels, collection)
