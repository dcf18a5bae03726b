"""The web page under load: `python -m tests.benchmarks.web_load` prints what it does."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click

from tests.benchmarks.machine import heading
from tests.benchmarks.web_crowd import Load, crowd
from tests.benchmarks.web_hostile import attack
from tests.benchmarks.web_pages import memory_of, pages, processor_of

PEOPLE = 200
_FEWEST_A_SECOND = 100.0
_MOST_GROWTH = 1.05
_LONGEST = 0.5  # seconds of an answer to a hostile request


def _load(processes: int, people: int, requests: int) -> tuple[Load, float]:
    """Return what a crowd gets from processes, and the processor's milliseconds a question."""
    with TemporaryDirectory() as folder, pages(Path(folder), processes) as (address, running):
        asyncio.run(crowd(address, people, people))  # warms up
        before = processor_of(running)
        load = asyncio.run(crowd(address, people, requests))
        return load, (processor_of(running) - before) * 1000 / len(load.seconds)


def _memory(people: int, requests: int) -> tuple[float, float]:
    """Return the megabytes a process holds after a tenth of the requests, and after all."""
    with TemporaryDirectory() as folder, pages(Path(folder), 1) as (address, (process,)):
        asyncio.run(crowd(address, people, requests // 10))
        before = memory_of(process)
        asyncio.run(crowd(address, people, requests - requests // 10))
        return before, memory_of(process)


@click.command()
@click.option(
    "--requests",
    default=20_000,
    show_default=True,
    help="Requests over which memory must stay flat.",
)
@click.option("--hostile", default=10_000, show_default=True, help="Hostile requests.")
@click.option(
    "--questions",
    default=3_000,
    show_default=True,
    help="Questions that the crowd asks of each set-up.",
)
def main(requests: int, hostile: int, questions: int) -> None:
    """Measure the crowd before one process and two, the memory, and what hostile requests do."""
    failed = False
    click.echo("\n".join(heading(time.localtime())) + "\n")
    click.echo(f"{PEOPLE} people at once, {questions} questions\n")
    click.echo(
        "| processes | answers a second | median, ms | 95 %, ms | processor a question, "
        "ms | wrong |"
    )
    click.echo("|---|--:|--:|--:|--:|--:|")
    for processes in (1, 2):
        load, processor = _load(processes, PEOPLE, questions)
        told = "one" if processes == 1 else "two, behind nginx"
        waits = f"{load.percentile(50):.0f} | {load.percentile(95):.0f}"
        figures = f"{load.a_second:.0f} | {waits} | {processor:.1f} | {len(load.wrong)}"
        click.echo(f"| {told} | {figures} |")
        failed |= load.a_second < _FEWEST_A_SECOND or bool(load.wrong)
        for each in load.wrong[:3]:
            click.echo(each, err=True)
    before, after = _memory(PEOPLE, requests)
    failed |= after > before * _MOST_GROWTH
    click.echo(
        f"\nmemory: {before:.0f} MB after {requests // 10} requests, {after:.0f} MB after "
        f"{requests}"
    )
    with TemporaryDirectory() as folder, pages(Path(folder), 1) as (address, _):
        harm = asyncio.run(attack(urlsplit(address).port or 0, hostile))
    failed |= harm.longest > _LONGEST or any(status >= 500 for status in harm.statuses)
    statuses = ", ".join(
        f"{status or 'closed'}: {count}" for status, count in sorted(harm.statuses.items())
    )
    click.echo(f"{hostile} hostile requests: longest {harm.longest * 1000:.0f} ms ({statuses})")
    if harm.longest > _LONGEST:
        click.echo(f"the slowest: {harm.slowest}", err=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
