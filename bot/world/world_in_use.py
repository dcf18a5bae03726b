"""The world that answers are made from.

There is one at a time, so that a changed collection does not take twice the memory for good.
"""

from __future__ import annotations

import pickle
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from bot.world.bootstrap import unpickled
from bot.world.kept import set_aside
from matching.known_aids import live_aids
from matching.live_aids import LiveAids

if TYPE_CHECKING:
    from typing import BinaryIO

    from bot.conversation.world import World


class WorldInUse:
    """Holds the world.

    Whoever keeps what it gives for longer than an answer keeps it in memory once it is replaced.
    `changes` counts the collections taken since the first.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = Lock()
        self.changes = 0

    @property
    def world(self) -> World:
        """The world to answer from now.

        While a collection is being taken, a quarter of a second, who asks waits.
        """
        with self._lock:
            return self._world

    def know(self, live: LiveAids) -> None:
        """Take other live aids."""
        with self._lock:
            self._world = replace(self._world, live=live)

    def take(self, pickled: BinaryIO) -> None:
        """Take the world of a changed collection, pickled, with the live aids known.

        The old one stays where it can't be read; whatever keeps it from being read is raised.
        """
        with self._lock, set_aside() as old:
            # Python gives memory back by the megabyte, only once nothing of a megabyte is used: two
            # worlds held together once left a process larger by one for good. So the old one waits
            # on disk, and the new one takes its place.
            live = self._world.live
            index = live.matcher.index if live.matcher else None
            pickle.dump(replace(self._world, live=LiveAids()), old, protocol=5)
            del self._world
            live = replace(live, matcher=None)  # which holds the old collection
            try:
                self._world = unpickled(pickled)
                self.changes += 1
            except Exception:
                old.seek(0)
                self._world = unpickled(old)
                raise
            finally:
                again = live_aids(live.records, index, self._world.matcher, live.as_of)
                self._world = replace(self._world, live=replace(again, loading=live.loading))
