"""Imports go one way, as ARCHITECTURE.md says, those for types too; what is pure touches neither disk, network nor clock."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parent.parent
WORLD_OUTSIDE = (
    "sqlite3",
    "sqlite_utils",
    "httpx",
    "aiohttp",
    "socket",
    "subprocess",
    "threading",
    "asyncio",
    "random",
    "time",
)
CHANNELS = ("bot.telegram", "bot.terminal", "bot.cli", "bot.commands")
RULES = [  # a folder or module, and what nothing in it imports
    ("knowledge", ("matching", "bot")),
    ("matching", ("bot", *(name for name in WORLD_OUTSIDE if name != "time"))),  # it times its answers
    ("bot/conversation", ("bot.store", "bot.keeper", "bot.digest", *CHANNELS, *WORLD_OUTSIDE)),
    ("bot/digest", CHANNELS),
    ("bot/curator", CHANNELS),
    ("bot/keeper.py", CHANNELS),
    ("bot/store.py", ("bot.digest", *CHANNELS)),
    ("bot/terminal.py", ("bot.telegram", "bot.cli", "bot.commands")),
    ("knowledge/live_aids/changes.py", WORLD_OUTSIDE),
    ("bot/digest/choose.py", WORLD_OUTSIDE),
    ("bot/digest/calendar.py", WORLD_OUTSIDE),
]


def modules(place: str) -> list[Path]:
    path = PROJECT / place
    return [path] if path.suffix else sorted(path.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of each thing a module imports: "bot.store.Store"."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("place", "never"), RULES)
def test_nothing_is_imported_against_the_way(place: str, never: tuple[str, ...]) -> None:
    found = {
        f"{path.name}: {name}"
        for path in modules(place)
        for name in imported(path)
        if f"{name}.".startswith(tuple(f"{each}." for each in never))
    }
    assert found == set()


@pytest.mark.parametrize(
    "place",
    ["knowledge/live_aids/changes.py", "bot/digest/choose.py", "bot/digest/calendar.py", "bot/conversation", "matching"],
)
def test_what_decides_is_told_the_time(place: str) -> None:
    clocks = {("datetime", "now"), ("date", "today"), ("datetime", "utcnow")}
    found = [
        f"{path.name}:{node.lineno}"
        for path in modules(place)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in clocks
    ]
    assert found == []


def test_one_folder_alone_knows_the_library_of_telegram() -> None:
    found = {
        str(path.relative_to(PROJECT))
        for folder in ("knowledge", "matching", "bot")
        for path in modules(folder)
        if any(f"{name}.".startswith("telegram.") for name in imported(path))
    }
    assert {Path(path).parent for path in found} == {Path("bot/telegram")}
