"""Reading the tables of places.

They are communes, EPCI, former communes, where communes lie, and towns of other regions.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from knowledge.files import read_text
from knowledge.gazetteer import Commune, Epci, Point, Tables
from knowledge.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

# For each column, the form of its cells, and what to write where one has another.
_Columns = dict[str, tuple[str, str]]
_NUMBER = ("[0-9]{1,9}", "écrivez un nombre entier, sans espace")
_DEGREES = ("-?[0-9]{1,3}([.][0-9]+)?", "écrivez des degrés avec un point : 49.5992")
_TEXT = ("(?s).+", "écrivez-y un texte")
_ANYTHING = ("(?s).*", "")
_INSEE = (
    "([0-9]{2}|2[AB])[0-9]{3}",
    "écrivez un code INSEE de cinq caractères, avec son zéro : 02168",
)
_COMMUNE: _Columns = {
    "insee": _INSEE,
    "name": _TEXT,
    "department": ("[0-9]{2}|2[AB]|97[0-9]", "écrivez un code de département, avec son zéro : 02"),
    "epci": ("([0-9]{9})?", "écrivez un code SIREN de neuf chiffres"),
    "population": _NUMBER,
    "postcodes": _ANYTHING,
}
_EPCI: _Columns = {
    "siren": ("[0-9]{9}", "écrivez un code SIREN de neuf chiffres"),
    "name": _TEXT,
    "kind": _ANYTHING,
    "population": _NUMBER,
}
_FORMER: _Columns = {"name": _TEXT, "insee": _INSEE}
_COORDINATES: _Columns = {"insee": _INSEE, "latitude": _DEGREES, "longitude": _DEGREES}
_ELSEWHERE: _Columns = {"name": _TEXT, "department": _TEXT}
_UNKNOWN = "code INSEE inconnu ; cherchez-le dans places/communes.csv"
FILES = ("communes.csv", "epci.csv", "former_communes.csv", "coordinates.csv", "elsewhere.csv")

_Row = tuple[int, dict[str, str]]


def read_tables(folder: Path) -> tuple[Tables, list[Problem]]:
    """Return the tables of a folder of places, and what is wrong in them.

    A region may do without the last three.
    """
    (communes, unread_communes), (epcis, unread_epcis) = (
        _communes(folder / "communes.csv"),
        _epcis(folder / "epci.csv"),
    )
    former, unread_former = _optional_rows(folder / "former_communes.csv", _FORMER, communes)
    points, unread_points = _optional_rows(folder / "coordinates.csv", _COORDINATES, communes)
    elsewhere, unread_elsewhere = _optional_rows(folder / "elsewhere.csv", _ELSEWHERE, ())
    names: dict[str, dict[str, None]] = {}
    for _, row in former:
        names.setdefault(row["name"], {})[row["insee"]] = None
    tables = Tables(
        communes=communes,
        epcis=epcis,
        former={name: tuple(codes) for name, codes in names.items()},
        points={
            row["insee"]: Point(float(row["latitude"]), float(row["longitude"]))
            for _, row in points
        },
        elsewhere={row["name"]: row["department"] for _, row in elsewhere},
    )
    return tables, [
        *unread_communes,
        *unread_epcis,
        *unread_former,
        *unread_points,
        *unread_elsewhere,
    ]


def _communes(path: Path) -> tuple[dict[str, Commune], list[Problem]]:
    rows, problems = _rows(path, _COMMUNE)
    return {
        row["insee"]: Commune(
            row["insee"],
            row["name"],
            row["department"],
            row["epci"],
            int(row["population"]),
            tuple(row["postcodes"].split()),
        )
        for _, row in rows
    }, problems


def _epcis(path: Path) -> tuple[dict[str, Epci], list[Problem]]:
    rows, problems = _rows(path, _EPCI)
    return {
        row["siren"]: Epci(row["siren"], row["name"], row["kind"], int(row["population"]))
        for _, row in rows
    }, problems


def _optional_rows(
    path: Path, columns: _Columns, communes: Container[str]
) -> tuple[list[_Row], list[Problem]]:
    """Return the rows of a table that may be missing, and what is wrong in it.

    Communes that are not known are wrong too.
    """
    if not path.exists():
        return [], []
    rows, problems = _rows(path, columns)
    if communes:
        problems += [
            Problem(path, line, "insee", _UNKNOWN)
            for line, row in rows
            if row.get("insee") not in communes
        ]
    return rows, problems


def _rows(path: Path, columns: _Columns) -> tuple[list[_Row], list[Problem]]:
    """Return the rows of a CSV file with their lines, and what is wrong in it.

    There is a problem for each column or cell that is not what it should be; then there are no
    rows.
    """
    text, problems = read_text(path)
    if problems:
        return [], problems
    lines = csv.DictReader(io.StringIO(text, newline=""), restval="", strict=True)
    rows = []
    try:
        absent = [name for name in columns if name not in (lines.fieldnames or ())]
        if absent and ";" in text.partition("\n")[0]:
            return [], [
                Problem(
                    path,
                    1,
                    "",
                    "colonnes séparées par « ; » ; enregistrez en CSV séparé par des virgules",
                )
            ]
        if absent:
            return [], [
                Problem(
                    path, 1, name, "colonne manquante ; ajoutez-la, avec ce nom en première ligne"
                )
                for name in absent
            ]
        for row in lines:
            rows.append((lines.line_num, row))
            problems += _cell_problems(path, lines.line_num, row, columns)
    except csv.Error:
        problems.append(
            Problem(
                path,
                lines.line_num + 1,
                "",
                "ligne illisible ; vérifiez ses guillemets et ses virgules",
            )
        )
    return ([] if problems else rows), problems


def _cell_problems(
    path: Path, line: int, row: dict[str, str], columns: _Columns
) -> Iterable[Problem]:
    return (
        Problem(
            path,
            line,
            name,
            f"« {row[name]} » ne convient pas ; {wanted}" if row[name] else f"case vide ; {wanted}",
        )
        for name, (form, wanted) in columns.items()
        if not re.fullmatch(form, row[name])
    )
