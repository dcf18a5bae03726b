"""What is wrong in the ways of speaking.

It is a sentence that two kinds of acts claim, or a name written twice, of which the first is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yaml import MappingNode

from bot.conversation.hearing.ways import LEVELS, NO_KINDS
from bot.conversation.notices import notice
from knowledge.problems import Problem
from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yaml import Node

_FIELDS = ("whole", "examples")


class _Sentence(NamedTuple):
    """A sentence of a kind, where it stands.

    An answer to a question of the self-assessment is only heard there.
    """

    said: str
    kind: str
    field: str
    file: Path
    line: int

    @property
    def heard_in(self) -> tuple[bool, str, str]:
        """What no two kinds may share."""
        return (
            self.file.name == LEVELS,
            self.field,
            " ".join(fold(self.said).split()).strip(" ?!.,"),
        )


def claimed_twice(folder: Path) -> list[Problem]:
    """Return a problem for each whole message or example that stands in two kinds."""
    first: dict[tuple[bool, str, str], _Sentence] = {}
    problems = []
    for path in sorted(folder.glob("*.yaml")):
        for each in _sentences(path) if path.name not in NO_KINDS else ():
            other = first.setdefault(each.heard_in, each)
            if other.kind != each.kind:
                problems.append(
                    Problem(
                        each.file, each.line, f"{each.kind}.{each.field}", _message(each, other)
                    )
                )
    return problems


def named_twice(folder: Path) -> list[Problem]:
    """Return a problem for each name that a file has twice: YAML keeps the last one alone."""
    import yaml

    problems = []
    for path in sorted(folder.glob("*.yaml")):
        tree = yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for names in _names(tree):
            first: dict[str, int] = {}
            for name, line in names:
                if first.setdefault(name, line) != line:
                    told = notice("named_twice", name=name, line=first[name])
                    problems.append(Problem(path, line, name, told))
    return problems


def _names(tree: Node | None) -> Iterator[list[tuple[str, int]]]:
    """Yield the names of each mapping of a file, with their lines."""
    if not isinstance(tree, MappingNode):
        return
    yield [(str(name.value), name.start_mark.line + 1) for name, _ in tree.value]
    for _, value in tree.value:
        yield from _names(value)


def _message(each: _Sentence, other: _Sentence) -> str:
    where = f"{other.file.name}:{other.line}"
    return notice("said_of_two", said=each.said, other=other.kind, where=where)


def _sentences(path: Path) -> Iterator[_Sentence]:
    import yaml

    tree = yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for kind, written in tree.value if tree else ():
        for field, sentences in written.value:
            for each in sentences.value if field.value in _FIELDS else ():
                yield _Sentence(
                    str(each.value), kind.value, field.value, path, each.start_mark.line + 1
                )
