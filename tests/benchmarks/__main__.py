"""The benchmark: `python -m tests.benchmarks [--quick] [--sizes 87,10000]` prints Markdown.

Progress goes to standard error.
"""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tests.benchmarks.children import Runner, starts
from tests.benchmarks.machine import heading
from tests.benchmarks.report import absence, number, quality_table, scale_table, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.report import Figures

    Tick = Callable[[str], None]

CARDS = 87
_MOST_SECONDS = 580
_SIZES = (CARDS, 10_000, 100_000)
_MEASURED = (
    "Tambour",
    "rapidfuzz",
    "fts5",
    "bm25s",
    "tantivy",
    "tantivy-fuzzy",
    "ngrams",
    "fusion",
)
_SCALED = ("Tambour", "tantivy", "tantivy-fuzzy", "bm25s", "fts5")
_SCALED_TO_10_000 = ("rapidfuzz", "ngrams")
_STORES = {"tantivy-fuzzy": "tantivy"}  # searches the index of the other


def _scaled(size: int) -> tuple[str, ...]:
    return _SCALED if size > 10_000 else _SCALED + _SCALED_TO_10_000


@click.command()
@click.option("--quick", is_flag=True, help="87 and 10,000 entries only.")
@click.option("--sizes", default="", help="Numbers of entries, separated by commas.")
def main(quick: bool, sizes: str) -> None:
    """Measure the matcher and its peers on the same documents."""
    try:
        chosen = tuple(int(size) for size in sizes.split(",") if size) or (
            _SIZES[:2] if quick else _SIZES
        )
    except ValueError as error:
        raise click.BadParameter(
            "write numbers separated by commas: 87,10000", param_hint="--sizes"
        ) from error
    if min(chosen) < 1:
        raise click.BadParameter("at least 1 entry", param_hint="--sizes")
    steps = 1 + len(_MEASURED) + 3 + sum(1 + len(_scaled(size)) for size in chosen)
    columns = (
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with (
        Progress(*columns, console=Console(stderr=True)) as progress,
        TemporaryDirectory() as folder,
    ):
        task = progress.add_task("cards", total=steps)

        def tick(what: str) -> None:
            progress.update(task, advance=1, description=what)

        for part in _report(Runner(time.monotonic() + _MOST_SECONDS), chosen, Path(folder), tick):
            click.echo(part + "\n")


def _report(runner: Runner, sizes: tuple[int, ...], folder: Path, tick: Tick) -> Iterator[str]:
    yield "# Tambour and its peers\n\n" + "\n".join(heading(time.localtime()))
    cards = folder / "cards.pickle"
    made = runner.run("documents", str(cards), "0")
    why = absence(made)
    if why:
        raise click.ClickException(f"the collection can't be read ({why})")
    tick("quality")
    yield from _quality(runner, cards, tick)
    yield _start(starts(runner, lambda: tick("cold starts")))
    tick("scale")
    for size in sizes:
        yield from _scale(runner, size, folder, tick)


def _quality(runner: Runner, cards: Path, tick: Tick) -> Iterator[str]:
    rows = []
    for name in _MEASURED:
        rows.append((name, runner.run("quality", str(cards), name)))
        tick(f"quality: {name}")
    for each in ("needs.jsonl", "own.jsonl"):
        yield f"## Quality over the cards, {each}\n\n{quality_table(each, rows)}"
    yield (
        "Peers have no notion of a need they can't answer: they leave empty only what shares "
        "nothing with any card. "
        "*Titles first*: cards that come first for their own title; far under their number, "
        "a peer is wired wrongly."
    )


def _start(figures: Figures) -> str:
    why = absence(figures)
    if why:
        return f"## The whole process\n\n{why}"
    rows = [
        ["first answer of `tambour search`, median of 5, ms", number(figures, "kept")],
        ["the same without the kept world, once, ms", number(figures, "cold")],
        ["memory of the loaded process at its most, MB", number(figures, "held")],
        ["a need answered end to end, stored too, p50, ms", number(figures, "p50", 2)],
        ["a need answered end to end, stored too, p95, ms", number(figures, "p95", 2)],
        *(
            [f"4,096 characters of {kind}, longest of 5, ms", f"{taken:,.1f}"]
            for kind, taken in figures["longest"].items()
        ),
    ]
    return f"## The whole process\n\n{table(('what', 'figure'), rows)}"


def _scale(runner: Runner, size: int, folder: Path, tick: Tick) -> Iterator[str]:
    cards, documents = folder / "cards.pickle", folder / f"{size}.pickle"
    made = runner.run("documents", str(documents), str(size))
    tick(f"{size:,} entries")
    rows: list[tuple[str, Figures, Figures]] = []
    built: dict[str, Figures] = {}
    for name in _scaled(size):
        kind = _STORES.get(name, name)
        kept = str(folder / f"{kind}-{size}")
        if kind not in built:
            built[kind] = runner.run("build", str(documents), kind, kept)
        answered = {} if absence(built[kind]) else runner.run("answer", str(cards), name, kept)
        rows.append((name, built[kind], answered))
        tick(f"{size:,} entries: {name}")
    documents.unlink(missing_ok=True)
    yield f"## {size:,} entries of {number(made, 'words')} words\n\n{scale_table(rows)}"
    if any(figures.get("estimated") for figures in built.values()):
        yield (
            "≈: from a part of the entries; the index was built with the passages that entries "
            "share read only once."
        )


if __name__ == "__main__":
    main()
