"""One measure in a process of its own, so that memory is its own.

`python -m tests.benchmarks.child JOB ...` prints JSON.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from matching.evaluation import CUT, measure, read_judged
from tests.benchmarks.documents import RELEVANCE, SETS, corpus, keep, kept, needs
from tests.benchmarks.machine import Latencies, latencies, peak, timed
from tests.benchmarks.ours import TIMED, Tambour
from tests.benchmarks.peers import Bm25s, Fts5, Fusion, NGrams, RapidFuzz, Tantivy, TantivyFuzzy

if TYPE_CHECKING:
    from bot.conversation.world import World
    from knowledge.collection import Collection
    from tests.benchmarks.protocol import Kept, Peer

_MOST_SECONDS = 8.0  # of latencies for one engine: the slow ones answer fewer needs
# Of entries, past the likeness of small indexes, from which a longer build is estimated.
_SAMPLE = 4000
_KEPT: dict[str, Callable[[Collection], Kept]] = {
    "Tambour": Tambour,
    "tantivy": lambda _: Tantivy(),
    "tantivy-fuzzy": lambda _: TantivyFuzzy(),
    "bm25s": lambda _: Bm25s(),
    "fts5": lambda _: Fts5(),
    "rapidfuzz": lambda _: RapidFuzz(),
    "ngrams": lambda _: NGrams(),
}
_PEERS: dict[str, Callable[[Collection], Peer]] = {**_KEPT, "fusion": lambda _: Fusion()}


def documents(path: str, size: str) -> object:
    """Write the corpus of a size (0: the cards) for the other jobs.

    It returns how many entries and words it has.
    """
    from knowledge.loading import load_collection

    collection = load_collection()
    made = corpus(collection, int(size) or len(collection.cards))
    keep(made, Path(path))
    sample = made.entries[:1000]
    words = sum(len(text.split()) for entry in sample for _, text in entry.texts) / len(sample)
    return {"entries": len(made.entries), "words": words}


def quality(path: str, name: str) -> object:
    """Return the measures of a peer on each relevance set."""
    known = kept(Path(path))
    peer = _PEERS[name](known.collection)
    peer.build(known.entries)
    measured = {}
    for each in SETS:
        with (RELEVANCE / each).open(encoding="utf-8") as lines:
            measured[each] = asdict(
                measure(read_judged(lines), lambda need: peer.search(need, CUT))[""]
            )
    titled = [peer.search(entry.texts[0][1], 1) == [entry.id] for entry in known.entries]
    return {"name": peer.name, "sets": measured, "titles": f"{sum(titled)} / {len(titled)}"}


def build(path: str, name: str, folder: str) -> object:
    """Build the index of a peer and write it.

    It returns the seconds, the growth of memory and the size on disk.
    """
    known = kept(Path(path))
    peer = _KEPT[name](known.collection)
    before = peak()
    estimated = name == "Tambour" and len(known.entries) > TIMED
    sampled = timed(lambda: peer.build(known.entries[-_SAMPLE:])) if estimated else 0.0
    seconds = timed(lambda: peer.build(known.entries))
    if estimated:
        seconds = sampled * len(known.entries) / _SAMPLE
    grown = peak() - before
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    peer.save(target)
    stored = sum(file.stat().st_size for file in target.rglob("*")) / 1e6
    return {"seconds": seconds, "estimated": estimated, "grown": grown, "stored": stored}


def answer(path: str, name: str, folder: str) -> object:
    """Load the index of a peer.

    It returns how long it takes, how long needs take, and the growth of memory, all included.
    """
    collection = kept(Path(path)).collection
    asked = needs()
    random.Random(1).shuffle(asked)
    before = peak()
    peer = _KEPT[name](collection)
    loading = timed(lambda: peer.load(Path(folder)))
    found = latencies(lambda need: peer.search(need, CUT), asked, _MOST_SECONDS)
    return {"name": peer.name, "loading": loading * 1000, "grown": peak() - before, **asdict(found)}


def process() -> object:
    """Start as the program does.

    It returns the memory of the loaded process and the times of whole answers and awkward texts.
    """
    from bot.world.bootstrap import build_world
    from tests.benchmarks.awkward import texts

    world = build_world()
    matcher = world.matcher
    matcher.search("mobilité des jeunes")
    held = peak()
    longest = {
        kind: max(timed(partial(matcher.search, text)) for text in made)
        for kind, made in texts().items()
    }
    return {
        "held": held,
        "longest": {kind: seconds * 1000 for kind, seconds in longest.items()},
        **asdict(_conversation(world)),
    }


def _conversation(world: World) -> Latencies:
    """Return the times of whole answers.

    A need is parsed, ranked, rendered, and stored as for someone who asks in a terminal.
    """
    from bot.channels.keeper import Keeper
    from bot.conversation.events import Said
    from bot.storage.store import Store

    with TemporaryDirectory() as folder:
        keeper = Keeper(world, Store(Path(folder) / "tambour.db"))
        now = datetime.now(UTC)
        return latencies(
            lambda need: keeper.handle("bench", Said(need), now), needs(), _MOST_SECONDS
        )


_JOBS: dict[str, Callable[..., object]] = {
    job.__name__: job for job in (documents, quality, build, answer, process)
}


def main() -> None:
    """Run the job named on the command line.

    A library that is missing is an answer, not a failure.
    """
    job, *arguments = sys.argv[1:]
    try:
        found = _JOBS[job](*arguments)
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("bm25s", "tantivy", "sklearn"):
            raise
        found = {"missing": error.name}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
