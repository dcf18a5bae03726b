"""A curator's file as it is saved, in YAML or CSV.

It is read into rows whose fields go by the program's names.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from knowledge.explaining import nearest
from knowledge.files import sound
from knowledge.live_aids.curated_words import curated_words
from knowledge.problems import Problem
from knowledge.reading import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from knowledge.problems import Location
    from knowledge.reading import Document

# Between the items of a cell: names of funders hold commas, and Excel takes semicolons.
_SEPARATORS = r"[|\n]"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[;,\t]*\n', re.IGNORECASE)
_NOT_MORE_THAN = 2_000_000  # bytes
_EXCEL_ERROR = re.compile(
    r"#(N/?A|REF|NOM|NAME|VALEUR|VALUE|DIV/0|NUL|NULL|NUM|NOMBRE)[!?]?", re.IGNORECASE
)


@dataclass(frozen=True)
class Row:
    """What a file says of one aid.

    It has its `values`, the name that the file gives to each, and where it stands.
    """

    path: Path
    values: dict[str, Any]
    names: dict[str, str]
    line: int
    at: tuple[Document, Location] | None = None  # in a YAML file

    def problem(self, location: Location, message: str) -> Problem:
        """Return the problem of one of its fields, named as the file names it."""
        named = tuple(
            self.names.get(str(part), part) if i == 0 else part for i, part in enumerate(location)
        )
        if self.at is None:
            return Problem(self.path, self.line, ".".join(map(str, named)), message)
        document, place = self.at
        return Problem(
            self.path,
            document.line((*place, *named)),
            ".".join(map(str, (*place, *named))),
            message,
        )

    def written(self, location: Location) -> str | None:
        """Return what the file writes in a field, or one item of it.

        It is None for the whole aid or a list.
        """
        if self.at is not None:
            document, place = self.at
            return document.written(
                (*place, *(self.names.get(str(part), part) for part in location))
            )
        value: Any = self.values
        for part in location:
            value = value.get(part, "") if isinstance(value, dict) else value[part]
        return value if isinstance(value, str) else None


def read_rows(path: Path, lists: Iterable[str]) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a .yaml or .csv file, and what is wrong with its form.

    `lists` are the fields that hold several.
    """
    if path.suffix.lower() in (".yaml", ".yml"):
        return _read_yaml(path)
    if path.suffix.lower() == ".csv":
        return _read_csv(path, frozenset(lists))
    return [], [Problem(path, 1, "", "sorte de fichier inconnue ; donnez un .yaml ou un .csv")]


def _read_yaml(path: Path) -> tuple[list[Row], list[Problem]]:
    document, problems = read_document(path)
    if document is None:
        return [], problems
    words, fields = curated_words(), document.value
    found = (
        [name for name in fields if words.is_list_of_aids(name)] if isinstance(fields, dict) else []
    )
    if not found or not isinstance(aids := fields[found[0]], tuple) or not aids:
        how = "une liste « aides: » ; écrivez « aides: », puis chaque aide, précédée de « - »"
        return [], [*problems, document.problem(tuple(found[:1]), f"il faut {how}")]
    problems += [
        document.problem((name,), f"champ inconnu ; gardez « {found[0]} » seul")
        for name in fields
        if name != found[0]
    ]
    rows = []
    for i, aid in enumerate(aids):
        place = (found[0], i)
        if not isinstance(aid, dict):
            problems.append(
                document.problem(
                    place, "il faut des champs ; écrivez « nom: valeur », un par ligne, en retrait"
                )
            )
            continue
        row, wrong = _row(path, aid.items(), document.line(place), (document, place))
        rows.append(row)
        problems += wrong
    return rows, problems


def _row(
    path: Path, values: Iterable[tuple[str, Any]], line: int, at: tuple[Document, Location]
) -> tuple[Row, list[Problem]]:
    """Return an aid with its fields by our names, and what is wrong with them.

    There is a problem for each field that has no name of ours, or comes twice.
    """
    words, row, problems = curated_words(), Row(path, {}, {}, line, at), []
    for name, value in values:
        field = words.field(name)
        if field is None:
            problems.append(
                row.problem((name,), f"champ inconnu{nearest(name, words.names, _every_name())}")
            )
        elif field in row.values:
            problems.append(
                row.problem(
                    (name,),
                    f"« {row.names[field]} » et « {name} » disent la même chose ; gardez-en un",
                )
            )
        else:
            row.values[field], row.names[field] = value, name
    return row, problems


def _every_name() -> str:
    return f"écrivez l’un de : {', '.join(names[0] for names in curated_words().fields.values())}"


def _read_csv(path: Path, lists: frozenset[str]) -> tuple[list[Row], list[Problem]]:
    """Read the rows of a CSV file, in UTF-8 or as Excel saves it.

    Its columns are apart by commas, semicolons or tabulations.
    """
    text, problems = _csv_text(path)
    if problems:
        return [], problems
    told = _SEPARATOR_LINE.match(text)
    text = text[told.end() :] if told else text
    head = next((line for line in text.split("\n") if line.strip(" ,;\t\r")), "")
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=told[1] if told else max(";,\t", key=head.count),
        strict=True,
    )
    try:
        cells = [
            (reader.line_num + bool(told), [cell.strip() for cell in row])
            for row in reader
            if any(map(str.strip, row))
        ]
    except csv.Error:
        return [], [
            Problem(
                path, reader.line_num + bool(told), "", "ligne illisible ; vérifiez ses guillemets"
            )
        ]
    if len(cells) < 2:
        return [], [
            Problem(
                path, 1, "", "aucune aide ; écrivez-en une par ligne, sous les noms des colonnes"
            )
        ]
    (first, header), *rows = cells
    columns, problems = _columns(path, first, header, [row for _, row in rows])
    names = {field: name for field, name in zip(columns, header, strict=True) if field}
    return [
        _cells(Row(path, {}, names, line), columns, row, lists, problems) for line, row in rows
    ], problems


def _columns(
    path: Path, line: int, header: list[str], rows: list[list[str]]
) -> tuple[list[str], list[Problem]]:
    """Return the field of each column, and those that are unknown.

    It is "" for one to pass over, empty as Excel leaves some.
    """
    words, problems = curated_words(), []
    fields: list[str] = []
    for i, name in enumerate(header):
        field = words.field(name) or ""
        if not any(i < len(row) and row[i] for row in rows):
            field = ""
        elif not name:
            problems.append(
                Problem(
                    path,
                    line,
                    "",
                    f"la colonne {i + 1} n’a pas de nom ; donnez-lui en un, ou videz-la",
                )
            )
        elif not field:
            problems.append(
                Problem(
                    path, line, name, f"colonne inconnue{nearest(name, words.names, _every_name())}"
                )
            )
        elif field in fields:
            problems.append(
                Problem(
                    path,
                    line,
                    name,
                    f"cette colonne et « {header[fields.index(field)]} » disent la même chose",
                )
            )
        fields.append(field)
    return fields, problems


def _cells(
    empty: Row, columns: list[str], cells: list[str], lists: frozenset[str], problems: list[Problem]
) -> Row:
    """Return a row with the values of its cells.

    What is wrong with them is added to the problems.
    """
    if any(cells[len(columns) :]):
        problems.append(
            empty.problem(
                (), "trop de cases ; mettez entre guillemets droits un texte qui en contient"
            )
        )
    values: dict[str, Any] = {
        field: cell for field, cell in zip(columns, cells, strict=False) if field and cell
    }
    for field, cell in list(values.items()):
        if _EXCEL_ERROR.fullmatch(cell):
            problems.append(
                empty.problem((field,), f"« {cell} » est une erreur du tableur ; écrivez la valeur")
            )
            del values[field]
        elif field in lists:
            values[field] = tuple(
                item.strip() for item in re.split(_SEPARATORS, cell) if item.strip()
            )
    return replace(empty, values=values)


def _csv_text(path: Path) -> tuple[str, list[Problem]]:
    """Return the text of a file in UTF-8, or in Windows-1252 or UTF-16 as Excel also saves it."""
    try:
        raw = path.read_bytes()
    except OSError:
        return "", [
            Problem(path, 1, "", "fichier absent ou illisible ; vérifiez son nom et ses droits")
        ]
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if len(raw) > _NOT_MORE_THAN or (b"\x00" in raw and not wide):
        return "", [
            Problem(
                path,
                1,
                "",
                "ce n’est pas un fichier CSV ; enregistrez le classeur au format « CSV UTF-8 »",
            )
        ]
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return sound(path, re.sub("\r\n?", "\n", raw.decode(encoding)))
        except UnicodeDecodeError:
            continue
    return "", [
        Problem(
            path, 1, "", "caractères illisibles ; enregistrez le fichier au format « CSV UTF-8 »"
        )
    ]
