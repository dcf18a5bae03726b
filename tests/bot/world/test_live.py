"""The live aids are swapped under a running conversation.

Where they can't be read, those known stay.
"""

from __future__ import annotations

import pickle
from concurrent.futures import Executor, Future
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typing_extensions import override

from bot.channels.keeper import Keeper
from bot.conversation.events import Pressed, Said
from bot.conversation.session import Session
from bot.world import live as looking
from bot.world.bootstrap import build_world
from bot.world.live import LiveLookout
from bot.world.world_in_use import WorldInUse
from knowledge.live_aids import aid_records, curated
from knowledge.live_aids.changes import Decisions
from knowledge.live_aids.errors import LiveAidsError
from knowledge.live_aids.memory import Memory, SourceStatus
from tests.bot.open_aids import open_aids

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.events import Event
    from bot.conversation.world import World
    from knowledge.live_aids.model import Record
    from matching.live_aids import LiveAids

SMALL = Path(__file__).parents[2] / "knowledge" / "small"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Here(Executor):
    """Does at once, and in this thread, what it is given; or holds it back until `let`."""

    def __init__(self) -> None:
        self.held: list[Callable[[], None]] = []
        self.holds = False

    @override
    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def run() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - passed on
                future.set_exception(error)

        if self.holds:
            self.held.append(run)
        else:
            run()
        return future

    def let(self) -> None:
        """Do what was held back."""
        self.holds = False
        while self.held:
            self.held.pop(0)()


class Remembered:
    """What a memory of live aids gives, changed by hand."""

    def __init__(self) -> None:
        self.aids: dict[str, Record] = open_aids()
        self.count, self.broken, self.read = 1, "", NOW
        self.reads = 0

    def stamp(self) -> str:
        if self.broken:
            raise LiveAidsError(self.broken)
        return str(self.count)

    def records(self, *, known: Mapping[str, Record]) -> dict[str, Record]:  # noqa: ARG002
        self.reads += 1
        return dict(self.aids)

    def status(self) -> dict[str, SourceStatus]:
        return {"Aides-territoires": SourceStatus("Aides-territoires", self.read)}

    def close(self) -> None:
        return


@pytest.fixture
def memory() -> Remembered:
    return Remembered()


@pytest.fixture
def worker() -> Here:
    return Here()


@pytest.fixture
def in_use(world: World) -> WorldInUse:
    return WorldInUse(world)


@pytest.fixture
def lookout(memory: Remembered, worker: Here, tmp_path: Path) -> LiveLookout:
    return LiveLookout(memory, tmp_path / "tambour.db", worker=worker)


def live_at(lookout: LiveLookout, in_use: WorldInUse, moment: datetime) -> LiveAids:
    """Return the live aids that are known after a look."""
    lookout.look(in_use, moment)
    return in_use.world.live


def test_the_first_look_gives_the_aids_and_when_they_were_read(
    in_use: WorldInUse, lookout: LiveLookout
) -> None:
    live = live_at(lookout, in_use, NOW)
    assert (len(live.records), live.as_of) == (10, NOW)


def test_the_age_is_that_of_the_national_source_whatever_a_curator_added_since() -> None:
    later = NOW + timedelta(days=3)
    status = {
        aid_records.SOURCE: SourceStatus(aid_records.SOURCE, NOW),
        curated.SOURCE: SourceStatus(curated.SOURCE, later),
    }
    assert looking.as_of(status) == NOW
    del status[aid_records.SOURCE]
    assert looking.as_of(status) == later


def test_a_change_is_taken_within_a_minute_and_not_looked_for_before(
    in_use: WorldInUse, lookout: LiveLookout, memory: Remembered
) -> None:
    live = live_at(lookout, in_use, NOW)
    del memory.aids["at-900001"]
    memory.count += 1
    assert live_at(lookout, in_use, NOW + MINUTE / 2) is live
    assert len(live_at(lookout, in_use, NOW + MINUTE).records) == 9


@pytest.mark.parametrize("is_carried", [False, True])
def test_a_button_of_an_aid_just_added_has_the_memory_read_before_it_is_said_to_be_gone(
    world: World, lookout: LiveLookout, memory: Remembered, is_carried: bool
) -> None:
    added = memory.aids.pop("at-900001")
    keeper = Keeper(world, None, lookout)

    def answer(event: Event, now: datetime = NOW) -> str:
        if is_carried:
            return keeper.answer(Session(), event, now)[1][0].text
        return keeper.handle("a", event, now)[1][0].text

    answer(Said("bonjour"))
    for pressed in ("aid:at-900001", "keepaid:at-900001", "aidics:at-900001"):
        assert "n’est plus dans ma liste" in answer(Pressed("aid:at-900001"))
        memory.aids["at-900001"], memory.count = added, memory.count + 1
        assert "Rénover l’école" in answer(Pressed(pressed))
        del memory.aids["at-900001"]
        memory.count += 1
        answer(Said("bonjour"), NOW + MINUTE)
        answer(Pressed("aid:at-1"), NOW + MINUTE)


def test_what_has_not_changed_is_not_read_again_but_its_age_is(
    in_use: WorldInUse, lookout: LiveLookout, memory: Remembered
) -> None:
    lookout.look(in_use, NOW)
    memory.read = NOW + timedelta(hours=1)
    live = live_at(lookout, in_use, NOW + timedelta(hours=2))
    assert (memory.reads, live.as_of) == (1, NOW + timedelta(hours=1))


def test_answers_go_on_with_the_old_aids_while_the_new_ones_are_read(
    in_use: WorldInUse, lookout: LiveLookout, memory: Remembered, worker: Here
) -> None:
    lookout.look(in_use, NOW)
    memory.aids.clear()
    memory.count, worker.holds = 2, True
    for minutes in (1, 2, 3):
        assert len(live_at(lookout, in_use, NOW + minutes * MINUTE).records) == 10
    assert len(worker.held) == 1
    worker.let()
    assert live_at(lookout, in_use, NOW + 3 * MINUTE).records == {}


def test_until_the_first_look_ends_the_aids_are_said_to_be_loading(
    in_use: WorldInUse, lookout: LiveLookout, worker: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "_FIRST_WAIT", 0)
    worker.holds = True
    live = live_at(lookout, in_use, NOW)
    assert (live.loading, live.records) == (True, {})
    in_use.take(BytesIO(pickle.dumps(in_use.world)))
    assert in_use.world.live.loading
    worker.let()
    for _ in range(2):  # the first was read with the collection that was replaced
        live = live_at(lookout, in_use, NOW)
    assert (live.loading, len(live.records)) == (False, 10)


@pytest.mark.parametrize("trouble", ["la base est occupée", "le disque est plein"])
def test_a_first_look_that_fails_is_no_loading_any_more(
    in_use: WorldInUse, lookout: LiveLookout, memory: Remembered, trouble: str
) -> None:
    memory.broken = trouble
    assert not live_at(lookout, in_use, NOW).loading


def test_a_failure_is_said_once_keeps_what_is_known_and_ends_by_itself(
    in_use: WorldInUse, lookout: LiveLookout, memory: Remembered, notices: list[str]
) -> None:
    lookout.look(in_use, NOW)
    memory.broken, memory.count = "la base est occupée", 2
    for minutes in (1, 2, 3):
        assert len(live_at(lookout, in_use, NOW + minutes * MINUTE).records) == 10
    assert notices == ["les aides ouvertes ne peuvent pas être relues : la base est occupée"]
    memory.broken = ""
    memory.aids.clear()
    assert live_at(lookout, in_use, NOW + 4 * MINUTE).records == {}


def test_a_collection_that_changed_has_its_aids_read_at_once(
    in_use: WorldInUse, lookout: LiveLookout, memory: Remembered, worker: Here
) -> None:
    lookout.look(in_use, NOW)
    worker.holds = True
    # Begins to read with a collection that is replaced meanwhile.
    lookout.look(in_use, NOW + MINUTE)
    in_use.take(BytesIO(pickle.dumps(in_use.world)))
    worker.let()
    live_at(lookout, in_use, NOW + MINUTE)
    live = live_at(lookout, in_use, NOW + MINUTE)
    assert (len(live.records), memory.reads) == (10, 2)
    assert live.matcher is not None
    assert live.matcher.parser is in_use.world.matcher.parser


def test_the_index_is_built_once_and_kept_beside_the_database(
    world: World, memory: Remembered, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "tambour.db"
    looking.read_live_aids(memory, database, world)
    with monkeypatch.context() as patch:
        patch.delattr(looking, "index_aids")
        assert len(looking.read_live_aids(memory, database, world).records) == 10
    memory.count = 2
    looking.read_live_aids(memory, database, world)
    (kept,) = tmp_path.glob("*.npz")
    kept.write_bytes(b"cut short")
    assert len(looking.read_live_aids(memory, database, world).records) == 10


@pytest.mark.process
def test_with_a_collection_a_process_of_its_own_builds_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_use, database = WorldInUse(build_world(SMALL)), tmp_path / "tambour.db"
    memory = Memory(database)
    memory.apply("aides-territoires", Decisions(new=tuple(open_aids().values())), NOW)
    monkeypatch.delattr(looking, "index_aids")
    with closing(LiveLookout(memory, database, SMALL, Here())) as lookout:
        assert len(live_at(lookout, in_use, NOW).records) == 10


def test_closing_gives_up_what_is_being_indexed(
    world: World, memory: Remembered, tmp_path: Path
) -> None:
    lookout = LiveLookout(memory, tmp_path / "tambour.db", SMALL)
    lookout._child.close()
    lookout.look(WorldInUse(world), NOW)
    lookout.close()
    assert list(tmp_path.glob("*.npz")) == []


def test_a_conversation_learns_of_aids_without_a_restart(
    world: World, lookout: LiveLookout, memory: Remembered
) -> None:
    kept, memory.aids = memory.aids, {}
    keeper = Keeper(world, None, lookout)
    assert "plus d’aide ouverte" in keeper.handle("1", Said("aides ouvertes"), NOW)[1][0].text
    memory.aids, memory.count = kept, 2
    assert "9 aides ouvertes" in keeper.handle("1", Said("aides ouvertes"), NOW + MINUTE)[1][0].text
