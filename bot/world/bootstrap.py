"""The one place where the parts are put together.

Once built, they are kept on disk so that the next start is quick.
"""

from __future__ import annotations

import gc
import hashlib
import pickle
import sys
from functools import partial
from pathlib import Path
from typing import BinaryIO

from bot.conversation.texts import keep_compiled
from bot.conversation.world import World
from bot.world.child import Child
from bot.world.compiled import CompiledTemplates
from bot.world.kept import keep, kept_file, one_at_a_time, put_off
from knowledge.collection import DATA

# Of 60 MB each, for 87 cards; more than one, as a user may have other collections.
_KEPT_WORLDS = 4
_CODE = Path(__file__).parents[2]


def build_world(folder: Path = DATA) -> World:
    """Load a collection and build its matcher.

    BrokenCollectionError is raised where the data can't be used.
    """
    keep_compiled(CompiledTemplates())
    key = built_key(folder)
    kept = _kept_world(key)
    if world := _read(kept):
        return world
    with one_at_a_time(kept):
        # Another program may have built the same meanwhile.
        return _read(kept) or _built(folder, key, kept)


def _built(folder: Path, key: str, kept: Path) -> World:
    """Build a world from the files of a collection, and keep it."""
    from bot.conversation.hearing.teaching import build_ear
    from bot.world.taught import remembered, remembered_kinship
    from knowledge.loading import load_collection
    from matching.matcher import build_matcher

    collection = load_collection(folder)
    matcher = build_matcher(collection, DATA / "french" / "words.txt")
    ear = build_ear(collection, matcher.parser, remembered, remembered_kinship)
    world = World(collection, matcher, ear, key=key)
    keep(kept, partial(pickle.dump, world, protocol=5), _KEPT_WORLDS)
    gc.freeze()
    return world


def build_world_beside(folder: Path = DATA) -> World:
    """Load a collection and build its matcher, in a process of its own where none is kept.

    What teaches the ear holds some 300 MB for as long as a process lives: one that serves people
    for weeks starts without. A collection that can't be used is told by the second try.
    """
    if not _kept_world(built_key(folder)).exists():
        Child().run("bot.world.bootstrap", str(folder))
    return build_world(folder)


def unpickled(file: BinaryIO) -> World:
    """Return a world built by this very code. Raises whatever keeps it from being read."""
    # Nothing of what is read is garbage, and looking for it would take half of the time.
    gc.disable()
    try:
        world = pickle.load(file)  # noqa: S301 - what this program wrote, in a folder of its user's own
    finally:
        gc.enable()
    if not isinstance(world, World):
        raise TypeError(f"a {type(world).__name__} in place of a world")
    # The world never changes: looking through it for garbage again and again would delay answers.
    gc.freeze()
    return world


def built_key(folder: Path = DATA) -> str:
    """Return what names anything built from these very data and code files.

    Any change gives another key.
    """
    return hashlib.sha256(
        f"{sys.version}\n{data_marks(folder)}\n{code_marks()}".encode()
    ).hexdigest()[:16]


def data_marks(folder: Path) -> str:
    """Return what tells the data files of a folder from any changed ones.

    It is their paths, sizes and times.
    """
    return _marks([*folder.rglob("*.yaml"), *folder.rglob("*.csv"), *folder.rglob("*.txt")])


def code_marks() -> str:
    """Return what tells the code that a world is built with from any other."""
    code = [
        path
        for part in ("knowledge", "matching", "bot/conversation")
        for path in (_CODE / part).rglob("*.py")
    ]
    heard = (_CODE / "bot/conversation/hearing").rglob("*.yaml")
    return _marks([*code, *heard, _CODE / "bot/texts/questions.yaml"])


def _marks(files: list[Path]) -> str:
    lines = [
        f"{path}:{status.st_size}:{status.st_mtime_ns}"
        for path in sorted(files)
        for status in (path.stat(),)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _kept_world(key: str) -> Path:
    """Return where the built world of a key is kept."""
    return kept_file(f"world-{key}.pickle")


def _read(path: Path) -> World | None:
    try:
        with path.open("rb") as file:  # as a stream: never the whole file beside the world
            world = unpickled(file)
        put_off(path)
        return world
    except Exception:  # noqa: BLE001 - only a copy
        return None


if __name__ == "__main__":
    build_world(Path(sys.argv[1]))
