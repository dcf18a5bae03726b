"""Imports go one way, as ARCHITECTURE.md says, those for types too.

What is pure touches neither disk, network nor clock.
"""

from __future__ import annotations

import ast
from functools import cache
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
WINGS = (
    "settings",
    "conversation",
    "world",
    "storage",
    "digest",
    "watching",
    "curator",
    "channels",
    "commands",
)
LOOSE = {"dotenv.py", "errors.py"}  # all that stands at the root of bot/
TOGETHER = tuple(f"bot.{wing}" for wing in WINGS)
FOLDERS = ("bot.channels.telegram", "bot.channels.matrix", "bot.channels.web")
MOST_LINES = 300  # of a module
CHANNELS = (*FOLDERS, "bot.channels.terminal", "bot.channels.json_lines")
RULES = [  # a folder or module, and what nothing in it imports
    ("knowledge", ("matching", "bot")),
    # It times its answers.
    ("matching", ("bot", *(name for name in WORLD_OUTSIDE if name != "time"))),
    *((f"bot/{wing}", TOGETHER[number + 1 :]) for number, wing in enumerate(WINGS)),
    ("bot/conversation", WORLD_OUTSIDE),
    *(
        (
            f"{each.replace('.', '/')}{'' if each in FOLDERS else '.py'}",
            tuple(set(CHANNELS) - {each}),
        )
        for each in CHANNELS
    ),
    ("knowledge/live_aids/changes.py", WORLD_OUTSIDE),
    ("bot/digest/choose.py", WORLD_OUTSIDE),
    ("bot/digest/practice.py", WORLD_OUTSIDE),
    ("bot/digest/content.py", WORLD_OUTSIDE),
    ("bot/digest/calendar.py", WORLD_OUTSIDE),
]


def modules(place: str) -> list[Path]:
    path = PROJECT / place
    return [path] if path.suffix else sorted(path.rglob("*.py"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return the nodes of a module, read once for all rules."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of each thing a module imports: "bot.storage.store.Store"."""
    for node in nodes(path):
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


def test_every_module_of_the_bot_stands_in_a_wing() -> None:
    assert {path.name for path in (PROJECT / "bot").glob("*.py")} - {"__init__.py"} == LOOSE
    assert {path.parent.name for path in (PROJECT / "bot").glob("*/__init__.py")} == set(WINGS)


def _circles() -> set[str]:
    """Return the modules that import themselves by way of others."""
    paths = [path for folder in ("knowledge", "matching", "bot") for path in modules(folder)]
    names = {".".join(path.relative_to(PROJECT).with_suffix("").parts): path for path in paths}
    direct = {
        name: {
            each
            for whole in imported(path)
            for each in (whole, whole.rpartition(".")[0])
            if each in names
        }
        for name, path in names.items()
    }
    found = set()
    for name in direct:
        reached, ahead = set[str](), list(direct[name])
        while ahead:
            if (each := ahead.pop()) not in reached:
                reached.add(each)
                ahead += direct[each]
        if name in reached:
            found.add(name)
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert _circles() == set()


def test_no_two_classes_bear_the_same_name() -> None:
    places: dict[str, list[str]] = {}
    for path in (path for folder in ("knowledge", "matching", "bot") for path in modules(folder)):
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(
                    f"{path.relative_to(PROJECT)}:{node.lineno}"
                )
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_every_module_is_short_enough_to_be_read_at_once() -> None:
    lengths = {
        str(path.relative_to(PROJECT)): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("knowledge", "matching", "bot")
        for path in modules(folder)
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


@pytest.mark.parametrize(
    "place",
    [
        "knowledge/live_aids/changes.py",
        "bot/digest/choose.py",
        "bot/digest/practice.py",
        "bot/digest/calendar.py",
        "bot/conversation",
        "matching",
    ],
)
def test_what_decides_is_told_the_time(place: str) -> None:
    clocks = {("datetime", "now"), ("date", "today"), ("datetime", "utcnow")}
    found = [
        f"{path.name}:{node.lineno}"
        for path in modules(place)
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in clocks
    ]
    assert found == []


@pytest.mark.parametrize(
    ("library", "folder"), [("telegram", "bot/channels/telegram"), ("nio", "bot/channels/matrix")]
)
def test_one_folder_alone_knows_the_library_of_a_messenger(library: str, folder: str) -> None:
    found = {
        str(path.relative_to(PROJECT))
        for each in ("knowledge", "matching", "bot")
        for path in modules(each)
        if any(f"{name}.".startswith(f"{library}.") for name in imported(path))
    }
    assert {Path(path).parent for path in found} == {Path(folder)}
