"""What is wrong in the words that are data.

The labels and sentences of bot/texts, and the ways of speaking, are held against the program.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from bot.commands.sentences import sentence
from bot.conversation.hearing.ways import FOLDER, NO_KINDS
from knowledge.files import read_text
from knowledge.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = Path(__file__).parent.parent
LABELS = CODE / "texts" / "labels.yaml"
# The files whose words the program asks for by their key, and the function that it asks.
_ASKED_OF = {
    LABELS: "label",
    LABELS.with_name("commands.yaml"): "sentence",
    LABELS.with_name("digest.yaml"): "said",
    LABELS.with_name("operators.yaml"): "notice",
    LABELS.with_name("settings.yaml"): "wrong",
}
_OF_A_KIND = {"does", "alarms", "yields", "of_sight", "whole", "forms", "cues", "examples"}
# Every name in these is one that the program asks for.
_NAMED = ("personal.yaml", "written.yaml", "commands.yaml")


class WordsAsked(NamedTuple):
    """Where the program asks for words, and the strings of the module that does."""

    call: ast.Call
    around: set[str]


def files() -> list[Path]:
    """Return the files that are checked."""
    return [*_ASKED_OF, *sorted(FOLDER.glob("*.yaml"))]


def problems() -> list[Problem]:
    """Return what is wrong in these files of bot/texts and in hearing/fr."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(CODE.rglob("*.py"))]
    read: dict[Path, dict[str, Any]] = {}
    found = []
    for path in files():
        text, broken = read_text(path)
        found += broken
        if broken:
            continue
        try:
            content = yaml.load(text, yaml.CSafeLoader)
            if not isinstance(content, dict):
                raise yaml.YAMLError  # empty, or a list
            read[path] = content
        except yaml.YAMLError as error:
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
            found.append(Problem(path, line, "", sentence("words_unreadable")))
    strings = {each for tree in trees for each in _strings(tree)}
    asked = asked_words(trees)
    for path, content in read.items():
        if path in _ASKED_OF:
            told = list(label_problems(content, asked[_ASKED_OF[path]]))
        elif path.name in NO_KINDS:
            told = [
                (key, sentence("words_name_unused"))
                for key in content
                if path.name in _NAMED and key not in strings
            ]
        else:
            told = list(kind_problems(content))
        found += [Problem(path, _line(path, key), key, message) for key, message in told]
    return found


def asked_words(trees: list[ast.Module]) -> dict[str, list[WordsAsked]]:
    """Return, for each function that gives words by their key, where the program asks it."""
    found: dict[str, list[WordsAsked]] = {name: [] for name in _ASKED_OF.values()}
    for tree in trees:
        around = _strings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found.get(node.func.id, []).append(WordsAsked(node, around))
    return found


def label_problems(labels: dict[str, Any], asked: list[WordsAsked]) -> Iterator[tuple[str, str]]:
    """Yield the key of each label that is wrong, and why.

    It is missing, unused, or has other fields than the program fills.
    """
    used: set[str] = set()
    for call, around in asked:
        keys = _keys(call.args[0], labels)
        used.update(keys)
        yield from ((key, sentence("words_missing")) for key in keys if key not in labels)
        given = {each.arg for each in call.keywords}
        known = labels.keys() & keys if None not in given else ()  # ** fills what it likes
        for key in known:
            if (fields := _fields(labels[key])) != given:
                yield key, sentence("words_fields", expected=_told(given), found=_told(fields))
        if not keys:  # chosen elsewhere in the module
            used |= around & labels.keys()
    yield from ((key, sentence("words_unused")) for key in labels if key not in used)


def kind_problems(kinds: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the name of each kind of act that the program does not know how to hear, and why."""
    from bot.conversation.screens.table import VERBS

    expected = ", ".join(sorted(_OF_A_KIND))
    for name, kind in kinds.items():
        if not isinstance(kind, dict):
            yield name, sentence("kind_empty", expected=expected)
            continue
        for key in kind.keys() - _OF_A_KIND:
            yield name, sentence("kind_field", field=key, expected=expected)
        if kind.get("does", "").partition(":")[0] not in {"", *VERBS}:
            yield name, sentence("kind_does", does=kind["does"])
        if not any(kind.get(key) for key in ("whole", "forms", "examples")):
            yield name, sentence("kind_unsaid")


def _keys(argument: ast.expr, labels: dict[str, Any]) -> list[str]:
    """Return the keys that an argument may be.

    It is a key written out, one of two, or the beginning of all that begin as it does. A name has
    none.
    """
    if isinstance(argument, ast.Constant):
        return [str(argument.value)]
    if isinstance(argument, ast.IfExp):
        return [*_keys(argument.body, labels), *_keys(argument.orelse, labels)]
    if isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant):
        return [key for key in labels if key.startswith(str(argument.values[0].value))]
    return []


def _strings(tree: ast.Module) -> set[str]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _fields(text: Any) -> set[str | None]:
    """Return the names between braces; what no program fills where the braces do not close."""
    try:
        return {name for _, name, _, _ in Formatter().parse(str(text)) if name is not None}
    except ValueError:
        return {"…"}


def _told(fields: set[str | None]) -> str:
    return ", ".join(sorted(f"{{{each}}}" for each in fields)) or sentence("words_no_field")


def _line(path: Path, key: str) -> int:
    """Return the line where a key of the first level stands, 1 where there is none."""
    found = re.search(rf"^{re.escape(key)}:", path.read_text(encoding="utf-8"), re.MULTILINE)
    return path.read_text(encoding="utf-8")[: found.start()].count("\n") + 1 if found else 1
