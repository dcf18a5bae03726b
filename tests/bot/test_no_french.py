"""What people read or say is data.

No string of the Python of the bot holds French, docstrings apart, and the help of commands: click
reads that where the command and its options are written.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
import yaml

from matching.words import fold
from tests.test_architecture import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MODULES = [
    path
    for wing in ("commands", "conversation", "curator")
    for path in sorted((PROJECT / "bot" / wing).rglob("*.py"))
]
# Their formats and codes are full of words that French has too: accents alone tell there.
_TECHNICAL = sorted({*(PROJECT / "bot").rglob("*.py")} - {*MODULES})
# The help of commands is written in docstrings, in French.
ENGLISH_CODE = [
    path
    for part in (
        "bot/conversation",
        "bot/curator",
        "knowledge",
        "matching",
        "bot/digest",
        "bot/channels/telegram",
    )
    for path in sorted((PROJECT / part).rglob("*.py"))
]
DATA = [
    PROJECT / "bot/texts/labels.yaml",
    PROJECT / "bot/texts/operators.yaml",
    *sorted((PROJECT / "bot/conversation/hearing/fr").glob("*.yaml")),
]
TEMPLATES = sorted((PROJECT / "bot/texts").glob("*.html"))
# In hundredths of the Zipf scale: a word met once in a million, as in knowledge/french/README.md.
_FREQUENT = 300
_SHOWN = ("help", "metavar")  # by click, of an option
_ACCENTED = re.compile("[À-ÖØ-öø-ÿŒœŸ]")
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORD = re.compile(r"\\[a-zA-Z]|#[0-9A-F]{6}")  # an escape of a regular expression, a colour
_LABEL = re.compile(r"[A-Z][a-z’]+( |$)")  # "Garder", "Garder la fiche"
_FILE = re.compile(r"[a-z-]+(\.[a-z]+|-)")  # "dossier-", to which the day is added
# Each with why it is no French that anyone reads or says.
ALLOWED = {
    ("admin.py", "sante"): "the name of a command",
    ("vcards.py", "TEL;TYPE=WORK,VOICE:"): "the format of contacts",
    ("vcards.py", "EMAIL;TYPE=INTERNET,WORK:"): "the format of contacts",
    ("texts.py", "https://"): "the beginning of an address",
    ("utterance.py", "lieu"): "stands for a place in the examples of hearing/fr",
    ("utterance.py", "sigle"): "stands for an acronym in the examples of hearing/fr",
    ("folder_pdf.py", "Helvetica"): "the name of a font",
    ("folder_pdf.py", "ignore"): "English: how to treat a letter that is missing",
    ("calendars.py", "TRANSPARENT"): "the format of calendars",
    ("facts.py", "payer"): "English: who pays",
    ("compare.py", "payer"): "English: who pays",
    ("retention.py", "usage"): "English: a table of the store",
    ("nearby.py", "territoire"): "a kind of place, in the files of places",
    ("collection.py", "fiche"): "the name of a command",
    ("digest.py", "--dry-run"): "English: an option",
    ("operations.py", "--force"): "English: an option",
    ("cli.py", "help_option_names"): "a setting of click",
    ("dotenv.py", "“”„‘’«»"): "the quotes that a setting may not stand in",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.stem}/{path.stem}")
def test_no_string_of_a_module_is_french(path: Path) -> None:
    found = french_in(_tree(path))
    assert [
        f"{path.name}:{line}: {text}" for line, text in found if (path.name, text) not in ALLOWED
    ] == []


@pytest.mark.parametrize("path", _TECHNICAL, ids=lambda path: f"{path.parent.stem}/{path.stem}")
def test_no_string_of_a_technical_module_bears_an_accent(path: Path) -> None:
    found = _literals(_tree(path))
    french = [text for _, text in found if _ACCENTED.search(text) or "’" in text]
    assert [text for text in french if (path.name, text) not in ALLOWED] == []


def test_what_is_allowed_is_still_there() -> None:
    there = {
        (path.name, text) for path in (*MODULES, *_TECHNICAL) for _, text in _literals(_tree(path))
    }
    assert set(ALLOWED) <= there


@pytest.mark.parametrize(
    "code",
    [
        'press("keep", "Garder")',
        'press("contacts", "Contacts")',
        'press("card", f"Ouvrir la {number}")',
        'press("subpause", "Pause")',
        'press("help", "Aide")',
        'NAME = "prêt"',
        'NAME = "subvention"',
        'DAYS = ("lundi", "mardi")',
        'told = f"pour {name}"',
        'told = "dans votre commune"',
        'told = f"{count} fiches"',
        'WORDS = re.compile(r"\\b(?:rue|avenue)\\b")',
        'commands = {"dossier": show}',
        'DOORS = {"abonnement": show}',
    ],
)
def test_french_is_found(code: str) -> None:
    assert list(french_in(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'press("folder-edit", label("keep"))',
        'say("assessment_question", theme=theme)',
        'raise ValueError("not a session")',
        'def f():\n    """Return a time: "3 jours", "moins d’une minute"."""',
        'T = TypeVar("T", "Contact", "CardPartner")',
        'name = f"autodiagnostic-{day}"',
        'name = "mes-donnees.json"',
        'why = f"the whole message is one of « {kind} »"',
        'PATTERN = re.compile(r"[^\\W\\d_]+\\s*(?P<name>\\w)")',
    ],
)
def test_what_is_no_french_passes(code: str) -> None:
    assert list(french_in(ast.parse(code))) == []


def french_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each string that holds French.

    A letter with an accent, a label or a French word tells it.
    """
    for line, text in _literals(tree):
        words = set(map(fold, _WORD.findall(_NO_WORD.sub(" ", text))))
        is_label = _LABEL.match(text) and text not in _classes()
        if _ACCENTED.search(text) or is_label or (words & _french() and not _FILE.fullmatch(text)):
            yield line, text


def _literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the strings of a module but docstrings, which stand alone, and the help of options."""
    nodes = list(ast.walk(tree))
    apart = {
        id(node.value)
        for node in nodes
        if isinstance(node, ast.Expr) or (isinstance(node, ast.keyword) and node.arg in _SHOWN)
    }
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.lineno, node.value


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _french() -> frozenset[str]:
    """Return the frequent French words that the English of the code does not also use.

    The code has names, docstrings and keys of data.
    """
    lines = (PROJECT / "knowledge/french/words.txt").read_text(encoding="utf-8").splitlines()
    counted = [line.split() for line in lines if line[:1].isdigit()]
    french = {
        word
        for count, *words in counted
        if int(count) >= _FREQUENT
        for word in words
        if len(word) > 1
    }
    return frozenset(french - _english())


@cache
def _english() -> frozenset[str]:
    found: set[str] = set()
    for path in ENGLISH_CODE:
        for node in ast.walk(_tree(path)):
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                unquoted = re.sub(r'"[^"]*"|«[^»]*»|“[^”]*”', " ", node.value.value)
                found.update(map(fold, _WORD.findall(unquoted)))
            name = (
                getattr(node, "id", None)
                or getattr(node, "attr", None)
                or getattr(node, "arg", None)
            )
            found.update(fold(part) for part in str(name or "").split("_"))
    keys = [key for path in DATA for key in yaml.load(path.read_bytes(), yaml.CSafeLoader)]
    found.update(
        word
        for name in (*keys, *(path.stem for path in TEMPLATES))
        for word in str(name).split("_")
    )
    return frozenset(found)


@cache
def _classes() -> frozenset[str]:
    """Return the names of classes, that types are written with, and these types.

    "Session" is one, "Outcome | None" too.
    """
    names = {
        node.name
        for path in ENGLISH_CODE
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ClassDef)
    }
    return frozenset(
        names
        | {f"{name} | None" for name in (*names, "Outcome")}
        | {"Outcome", "Contact", "Context"}
    )
