"""One data file from bytes to a checked record, remembering on which line each field stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import ValidationError

from knowledge.explaining import explain
from knowledge.fields import DataModel
from knowledge.files import read_text
from knowledge.problems import Location, Problem
from knowledge.syntax import explain_slip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

R = TypeVar("R", bound=DataModel)
# That look like the spaces of an indentation.
_BLANKS = {"\t": "tabulation", "\u00a0": "espace insécable"}


@dataclass(frozen=True)
class Document:
    """A parsed YAML file: its plain value, and the tree of nodes that knows the lines."""

    path: Path
    value: Any
    root: yaml.Node

    def line(self, location: Location) -> int:
        """Return the line (from 1) of the field at `location`.

        Where it is missing, it is the line of the closest record around it.
        """
        return self._find(location)[0]

    def written(self, location: Location) -> str | None:
        """Return a single value as the file writes it, whatever YAML makes of it.

        It is None where `location` holds none.
        """
        node = self._find(location)[1]
        return node.value if isinstance(node, yaml.ScalarNode) else None

    def ids(self, path: str) -> Iterator[tuple[Location, str]]:
        """Yield the texts and numbers at a path such as `partners.*.id`, and where each stands.

        Other shapes are left out.
        """
        for location, value in _values(self.value, path.split("."), ()):
            if isinstance(value, str | int):
                yield location, str(value)

    def problem(self, location: Location, message: str) -> Problem:
        """Return the problem of one field of this document."""
        return Problem(self.path, self.line(location), ".".join(map(str, location)), message)

    def _find(self, location: Location) -> tuple[int, yaml.Node | None]:
        node, line = self.root, self.root.start_mark.line
        for part in location:
            found = _child(node, part)
            if found is None:
                return line + 1, None
            line, node = found
        return line + 1, node


def read_document(path: Path) -> tuple[Document | None, list[Problem]]:
    """Read a YAML file; a file that can't be used gives no document and at least one problem."""
    text, problems = read_text(path)
    if problems:
        return None, problems
    for number, content in enumerate(text.split("\n"), 1):
        for blank, name in _BLANKS.items():
            if blank in content[: len(content) - len(content.lstrip())]:
                return None, [
                    Problem(
                        path,
                        number,
                        "",
                        f"{name} en début de ligne ; mettez des espaces ordinaires",
                    )
                ]
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        line, message = explain_slip(error, text)
        return None, [Problem(path, line, "", message)]
    if root is None:
        return None, [
            Problem(
                path,
                1,
                "",
                "fichier vide ou fait de seuls commentaires ; écrivez-y ses champs ou supprimez-le",
            )
        ]
    builder = _Builder(path, text.split("\n"))
    try:
        return Document(path, builder.build(root), root), builder.problems
    except RecursionError:
        return None, [
            Problem(
                path,
                1,
                "",
                "trop de listes les unes dans les autres ; remettez chaque texte sur sa ligne",
            )
        ]


def check_record(document: Document, model: type[R]) -> tuple[R | None, list[Problem]]:
    """Return the record a document holds, or every problem that keeps it from being one."""
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        return None, [
            document.problem(location, message)
            for location, message in explain(error, model, document.written)
        ]


class _Builder:
    """Makes plain values of YAML nodes, as yaml.SafeLoader does.

    It refuses a key written twice, of which PyYAML keeps the last.
    """

    def __init__(self, path: Path, lines: list[str]) -> None:
        self.problems: list[Problem] = []
        self._path, self._lines = path, lines
        self._scalars = yaml.constructor.SafeConstructor()
        self._met: set[int] = set()

    def build(self, node: yaml.Node, location: Location = ()) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, location)
        if id(node) in self._met:  # a few references to references would fill the memory
            self._refuse(node, location, "renvoi « * » à une autre valeur ; recopiez-la")
            return None
        self._met.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, location)
        return tuple(self.build(child, (*location, i)) for i, child in enumerate(node.value))

    def _scalar(self, node: yaml.ScalarNode, location: Location) -> Any:
        if node.tag == "tag:yaml.org,2002:str":
            if self._is_cut(node):
                self._refuse(
                    node,
                    location,
                    (
                        "« # » coupe ce texte, et la suite est perdue ; "
                        "mettez-le entre guillemets droits"
                    ),
                )
            return node.value
        try:
            return self._scalars.construct_object(node)
        except (
            yaml.YAMLError,
            ValueError,
            LookupError,
            AttributeError,
        ):  # what PyYAML raises on a tag or a date it can't make
            self._refuse(node, location, "valeur illisible ; mettez-la entre guillemets droits")
            return node.value

    def _is_cut(self, node: yaml.ScalarNode) -> bool:
        """Tell whether prose ends at a « # » one space after it.

        A remark stands two spaces away, or more, or after an id.
        """
        is_prose = " " in node.value or (len(node.value) > 2 and node.value[0].isupper())
        if node.style or not is_prose:
            return False
        ending = self._lines[node.end_mark.line][: node.end_mark.column]
        rest = self._lines[node.end_mark.line][len(ending.rstrip(" ")) :]
        return rest.startswith(" #")

    def _mapping(self, node: yaml.MappingNode, location: Location) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(key_node, location, "champ sans nom ; écrivez « champ: valeur »")
                continue
            key = key_node.value
            if key in result:
                self._refuse(
                    key_node, (*location, key), "champ écrit deux fois ; gardez-en un seul"
                )
            result[key] = self.build(value_node, (*location, key))
        return result

    def _refuse(self, node: yaml.Node, location: Location, message: str) -> None:
        self.problems.append(
            Problem(self._path, node.start_mark.line + 1, ".".join(map(str, location)), message)
        )


def _values(
    value: object, path: list[str], location: Location
) -> Iterator[tuple[Location, object]]:
    if not path:
        yield location, value
    elif path[0] == "*" and isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _values(item, path[1:], (*location, i))
    elif isinstance(value, dict) and path[0] in value:
        yield from _values(value[path[0]], path[1:], (*location, path[0]))


def _child(node: yaml.Node, part: str | int) -> tuple[int, yaml.Node] | None:
    """Return the line of a field or list item inside a node, and its node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key.start_mark.line, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        return item.start_mark.line, item
    return None
