"""A changed collection takes the place of the one in use.

Nothing then keeps the old one in memory.
"""

from __future__ import annotations

import gc
import pickle
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from weakref import ref

import pytest

from bot.channels.keeper import Keeper
from bot.conversation.events import Said
from bot.conversation.world import World
from bot.digest.choosing import open_digest
from bot.storage.store import Store
from bot.world.live import LiveLookout
from bot.world.world_in_use import WorldInUse
from knowledge.live_aids.changes import Decisions
from knowledge.live_aids.memory import Memory
from matching.aid_index import index_aids
from matching.known_aids import live_aids
from tests.bot.open_aids import open_aids

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def in_use(world: World) -> WorldInUse:
    records = open_aids()
    live = live_aids(records, index_aids(records, world.matcher), world.matcher, NOW)
    return WorldInUse(World(world.collection, world.matcher, world.ear, live))


@pytest.mark.slow
def test_the_live_aids_stay_known_and_are_asked_with_the_new_words(in_use: WorldInUse) -> None:
    before = in_use.world
    in_use.take(BytesIO(pickle.dumps(World(before.collection, before.matcher, before.ear))))
    after = in_use.world
    assert after.collection == before.collection
    assert after.collection is not before.collection
    assert after.live.records == before.live.records
    assert after.live.matcher is not None
    assert after.live.matcher.parser is after.matcher.parser
    assert in_use.changes == 1


@pytest.mark.parametrize("pickled", [b"cut short", pickle.dumps("not a world")])
def test_the_old_one_stays_where_the_new_one_cannot_be_read(
    in_use: WorldInUse, pickled: bytes
) -> None:
    before = in_use.world
    with pytest.raises((pickle.UnpicklingError, TypeError)):
        in_use.take(BytesIO(pickled))
    assert in_use.world.collection == before.collection
    assert in_use.world.live.records == before.live.records
    assert in_use.changes == 0


class Change:
    """What takes a changed collection when told."""

    def __init__(self) -> None:
        self.pickled = b""

    def hasten(self) -> None:
        return

    def look(self, in_use: WorldInUse, _: datetime) -> None:
        if self.pickled:
            in_use.take(BytesIO(self.pickled))
        self.pickled = b""


@pytest.mark.slow
def test_nothing_of_the_bot_keeps_the_old_collection_in_memory(
    world: World, tmp_path: Path
) -> None:
    path, change = tmp_path / "tambour.db", Change()
    pickled = pickle.dumps(World(world.collection, world.matcher, world.ear))
    memory = Memory(path)
    memory.apply("aides-territoires", Decisions(new=tuple(open_aids().values())), NOW)
    lookout = LiveLookout(memory, path)
    keeper = Keeper(pickle.loads(pickled), Store(path), change, lookout)
    choosing, outbox = open_digest(lambda: keeper.world, path)
    keeper.handle("1", Said("mobilité jeunes"), NOW)
    tellable = choosing.tellable(NOW)
    held = [
        ref(each)
        for each in (keeper.world.collection, keeper.world.matcher.parser.lexicon, tellable)
    ]
    del tellable
    # What refers to itself would stay until the garbage is looked for, which is seldom.
    gc.disable()
    try:
        change.pickled = pickled
        keeper.handle("1", Said("et pour les seniors ?"), NOW)
        assert [each() for each in held] == [None, None, None]
    finally:
        gc.enable()
    lookout.close()
    choosing.close()
    outbox.close()
