"""How fast live aids are found.

`python -m tests.benchmarks.live_aids` times them among 10,000 made-up ones.
"""

from __future__ import annotations

import random
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.world.bootstrap import build_world
from knowledge.live_aids.model import AidKind, LiveAid, Record
from matching.aid_index import index_aids
from matching.index import load_index
from matching.known_aids import live_aids
from tests.benchmarks.documents import needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from knowledge.collection import Collection
    from knowledge.model import Card

T = TypeVar("T")
_COUNT = 10_000
_TODAY = date(2026, 11, 23)
_SEED = 6
_DAYS = 400  # from the first to the last deadline, a quarter of them past


def made_up_aids(collection: Collection, count: int) -> dict[str, Record]:
    """Return records mixed from the cards.

    Some 100 words each, a third for one place, some without a deadline.
    """
    chance = random.Random(_SEED)
    cards, places = list(collection.cards.values()), collection.places
    codes = [*places.departments, *places.epcis, *places.communes]
    pairs = (chance.sample(cards, 2) for _ in range(count))
    aids = [
        _made_up(f"at-{number}", first, second, codes, chance)
        for number, (first, second) in enumerate(pairs)
    ]
    return {aid.id: Record(aid, 1, _TODAY - timedelta(days=chance.randrange(200))) for aid in aids}


def _made_up(
    name: str, first: Card, second: Card, codes: list[str], chance: random.Random
) -> LiveAid:
    """Return an aid named after one card, that speaks of it and of another."""
    return LiveAid(
        id=name,
        source="made up",
        name=chance.choice((first.title, *first.keywords)),
        funders=(second.partners[0].id,) if second.partners else (),
        what="\n".join((first.summary, *chance.sample(second.steps, 2))),
        kinds=(chance.choice(list(AidKind)),),
        themes=tuple({first.theme, second.theme}),
        labels=tuple(chance.sample(first.keywords, min(2, len(first.keywords)))),
        places=frozenset((chance.choice(codes),)) if chance.random() < 1 / 3 else frozenset(),
        deadline=_TODAY + timedelta(days=chance.randrange(-_DAYS // 4, _DAYS))
        if chance.random() < 0.7
        else None,
    )


def main() -> None:
    """Print how long it takes to build, to load, and to find.

    It is in milliseconds, median and 95th percentile.
    """
    world = build_world()
    records = made_up_aids(world.collection, _COUNT)
    started = time.perf_counter()
    index = index_aids(records, world.matcher)
    print(f"index of {len(records)} aids built in {time.perf_counter() - started:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.npz"
        index.save(path)
        started = time.perf_counter()
        live = live_aids(records, load_index(path), world.matcher, datetime.now(UTC))
        print(
            f"loaded in {(time.perf_counter() - started) * 1000:.0f} ms, "
            f"{path.stat().st_size / 1e6:.1f} MB on disk"
        )
    asked = needs()
    around = cycle(["", *world.collection.places.departments, *world.collection.places.communes])
    parse, cards = world.matcher.parser.parse, list(world.collection.cards.values())
    themes = list(world.collection.themes)
    _time(
        "reading a need and finding",
        asked,
        lambda need: live.search(parse(need), next(around), _TODAY),
    )
    parsed = [parse(need) for need in asked]
    _time("finding alone", parsed, lambda need: live.search(need, next(around), _TODAY))
    _time("finding for a card", cards * 5, lambda card: live.for_card(card, next(around), _TODAY))
    _time(
        "what is followed",
        themes * 20,
        lambda theme: live.following([theme], ["jeunes"], ["bus"], next(around), (), _TODAY),
    )


def _time(what: str, asked: list[T], find: Callable[[T], object]) -> None:
    took = []
    for each in asked:
        started = time.perf_counter_ns()
        find(each)
        took.append((time.perf_counter_ns() - started) / 1e6)
    took.sort()
    print(
        f"{what}: median {took[len(took) // 2]:.2f} ms, p95 {took[len(took) * 95 // 100]:.2f} "
        f"ms, of {len(took)}"
    )


if __name__ == "__main__":
    main()
