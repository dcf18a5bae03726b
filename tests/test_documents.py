"""The documents against the code: what they name exists, and what exists is named.

Figures in words are those of the code.
"""

from __future__ import annotations

import ast
import re
import sqlite3
import tomllib
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from sqlite_utils import Database

from bot.channels.telegram.rate import Limits
from bot.commands.cli import tambour
from bot.conversation.retention import RETENTION
from bot.storage.backup import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from knowledge.collection import Collection

PROJECT = Path(__file__).parent.parent
DOCUMENTS = {
    str(path.relative_to(PROJECT)): path.read_text(encoding="utf-8")
    for path in (*sorted(PROJECT.glob("*.md")), *sorted((PROJECT / "deploy").rglob("*.md")))
}
EVERYTHING = "\n".join(DOCUMENTS.values())


def _leaves(commands: Mapping[str, click.Command], before: str = "") -> Iterator[str]:
    """Yield the full name of each command that does something: "search", "aids sync"."""
    for name, command in commands.items():
        if isinstance(command, click.Group):
            yield from _leaves(command.commands, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def _commands() -> set[str]:
    return set(_leaves(tambour.commands))


def _settings() -> set[str]:
    """Return the settings that the code reads.

    They are what follows the prefix in bot/settings, or is alone in capitals.
    """
    modules = sorted((PROJECT / "bot" / "settings").glob("*.py"))
    tree = ast.parse("\n".join(each.read_text(encoding="utf-8") for each in modules))
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    names = {
        text
        for text in texts
        if re.fullmatch("[A-Z]+(_[A-Z]+)*", text) and not text.startswith("XDG")
    }
    whole = set()
    for node in ast.walk(tree):
        for before, after in pairwise(node.values) if isinstance(node, ast.JoinedStr) else ():
            if (
                isinstance(before, ast.FormattedValue)
                and ast.unparse(before.value) == "PREFIX"
                and isinstance(after, ast.Constant)
            ):
                whole |= set(re.findall("^[A-Z]+(?:_[A-Z]+)*(?![A-Z_])", str(after.value)))
    return {
        f"TAMBOUR_{name}"
        for name in names | whole
        if name in whole or not any(other.endswith(f"_{name}") for other in names | whole)
    }


def _example() -> set[str]:
    text = (PROJECT / "deploy" / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^#?(TAMBOUR_[A-Z_]+)=", text, re.MULTILINE))


def _tables() -> set[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        database = Database(connection)
        for each in MIGRATIONS:
            each.apply(database)
        return {name for name in database.table_names() if not name.startswith("_")}


def _metrics() -> set[str]:
    return set(
        re.findall(
            r'"(tambour_[a-z_]+)"',
            (PROJECT / "bot" / "watching" / "metrics.py").read_text(encoding="utf-8"),
        )
    )


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    commands = _commands()
    written = re.findall(r"`(?:\S*/)?tambour ((?:[a-z]+ ?)+)", EVERYTHING)
    named = {
        next((" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in commands), each)
        for each in written
        if (words := each.split())
    }
    assert named - commands - {command.partition(" ")[0] for command in commands} == set(), (
        "these do not exist"
    )
    assert commands - named == set(), (
        "these are not documented: name them in README.md or deploy/README.md"
    )


def test_every_service_runs_a_command_that_exists() -> None:
    for unit in (PROJECT / "deploy").glob("*.service"):
        (started,) = re.findall(r"/tambour ((?:[a-z]+ ?)+)", unit.read_text(encoding="utf-8"))
        assert any(started.strip() == each for each in _commands()), unit.name


def test_every_setting_has_its_example_and_every_documented_one_exists() -> None:
    settings = _settings()
    assert settings - _example() == set(), "these are not in deploy/.env.example"
    assert _example() - settings == set(), "these are not read by the code"
    assert set(re.findall(r"TAMBOUR_[A-Z]+(?:_[A-Z]+)*", EVERYTHING)) - settings == set()


def test_every_metric_is_documented_and_every_documented_one_exists() -> None:
    named = set(re.findall(r"`(tambour_[a-z_]+)`", EVERYTHING))
    assert (named - _metrics(), _metrics() - named) == (set(), set())


@pytest.mark.parametrize("file", ["prometheus-alerts.yml", "grafana/dashboard.json"])
def test_what_watches_asks_for_metrics_that_exist(file: str) -> None:
    asked = set(
        re.findall(r"\btambour_[a-z_]+", (PROJECT / "deploy" / file).read_text(encoding="utf-8"))
    )
    assert asked
    assert {re.sub(r"_(total|bucket|sum|count)$", "", each) for each in asked} - _metrics() == set()


def test_every_table_is_in_the_register() -> None:
    named = set(re.findall(r"`([a-z_]+)`", DOCUMENTS["deploy/SECURITY.md"]))
    assert _tables() - named == set()


def test_the_retention_table_is_that_of_the_code() -> None:
    section = DOCUMENTS["deploy/SECURITY.md"].partition("## Durées de conservation")[2]
    without_anyone = set(
        re.findall(
            r"`([a-z_]+)`",
            section.partition("Sans donnée personnelle")[2].partition("Sauvegardes")[0],
        )
    )
    assert set(RETENTION) == _tables() - without_anyone
    for table, kept in RETENTION.items():
        assert f"\n| `{table}` | {kept.what} | {kept.why} | {kept.until} |\n" in section


def test_every_file_of_deploy_is_in_its_document() -> None:
    document = DOCUMENTS["deploy/README.md"]
    for file in (PROJECT / "deploy").iterdir():
        assert f"`{file.name}`" in document or file.name in ("README.md", ".env", "__pycache__"), (
            file.name
        )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_to_a_file_leads_to_one(document: str) -> None:
    here = (PROJECT / document).parent
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", DOCUMENTS[document]):
        assert (here / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_named_exists(document: str) -> None:
    here = (PROJECT / document).parent
    for named in re.findall(
        r"`((?:bot|knowledge|matching|tests|deploy)/[\w./-]+)`", DOCUMENTS[document]
    ):
        assert (PROJECT / named).exists() or (here / named).exists(), named


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_section_linked_to_exists(document: str) -> None:
    titles = {
        re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", DOCUMENTS[document], re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", DOCUMENTS[document])) - titles == set()


def test_the_version_is_that_of_the_changelog_and_of_the_documents() -> None:
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    assert re.findall(r"^## (\d\S+),", DOCUMENTS["CHANGELOG.md"], re.MULTILINE)[0] == version
    # A newer one too, to tell of an upgrade.
    named = re.findall(r"tambour[-:](\d+\.\d+\.\d+)", EVERYTHING)
    assert min(named, key=lambda each: [int(part) for part in each.split(".")]) == version


def test_the_figures_in_words_are_those_of_the_code(collection: Collection) -> None:
    kinds = [card.kind for card in collection.cards.values()]
    readme, security, units = (
        DOCUMENTS["README.md"],
        DOCUMENTS["deploy/SECURITY.md"],
        PROJECT / "deploy",
    )
    assert f"{kinds.count('practice')} practices and {kinds.count('aid')} aids" in readme
    assert f"{len(collection.guides)} theme guides" in readme
    assert f"{len(collection.assessment.items)} questions" in readme
    assert (Limits().person, Limits().breath) == (20, 1.5)
    assert "twenty messages at once, then one every second and a half" in security
    assert "trente jours" in security
    assert "-mtime +30 -delete" in (units / "tambour-backup.service").read_text(encoding="utf-8")
    assert f"retention: {30 * 24}h" in (units / "litestream.yml").read_text(encoding="utf-8")
