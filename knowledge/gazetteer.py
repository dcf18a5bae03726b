"""The communes, EPCI, départements and historic areas of the region, from the INSEE and Etalab tables and areas.yaml."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.files import read_text
from knowledge.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.vocabulary import Area, Areas


@dataclass(frozen=True)
class Commune:
    """A commune; `insee` is its code, `epci` the SIREN of its intercommunality (may be empty), `population` inhabitants."""

    insee: str
    name: str
    department: str
    epci: str
    population: int
    postcodes: tuple[str, ...]


@dataclass(frozen=True)
class Epci:
    """An intercommunality; `kind` is CC, CA, CU or METRO."""

    siren: str
    name: str
    kind: str
    population: int


@dataclass(frozen=True)
class Places:
    """Every place of the region, by code."""

    region: str
    departments: dict[str, Area]
    areas: tuple[Area, ...]
    nicknames: dict[str, tuple[str, ...]]
    communes: dict[str, Commune]
    epcis: dict[str, Epci]
    elsewhere: tuple[str, ...] = ()

    def named(self, written: str) -> str:
        """Return the name of a place from its code; what is no code is a name already."""
        held = self.departments.get(written) or self.epcis.get(written) or self.communes.get(written)
        return held.name if held else written

    @cached_property
    def commune_names(self) -> frozenset[str]:
        """The exact names of the communes."""
        return frozenset(commune.name for commune in self.communes.values())

    @cached_property
    def epci_departments(self) -> dict[str, frozenset[str]]:
        """The départements in which each EPCI has communes, by SIREN."""
        found: dict[str, set[str]] = {}
        for commune in self.communes.values():
            found.setdefault(commune.epci, set()).add(commune.department)
        return {siren: frozenset(departments) for siren, departments in found.items()}

    @cached_property
    def communes_of(self) -> dict[str, frozenset[str]]:
        """The codes of the communes of each EPCI, by SIREN, and of each département, by code."""
        found: dict[str, set[str]] = {}
        for commune in self.communes.values():
            for whole in (commune.epci, commune.department):
                found.setdefault(whole, set()).add(commune.insee)
        return {whole: frozenset(communes) for whole, communes in found.items() if whole}


def join_places(areas: Areas, communes: dict[str, Commune], epcis: dict[str, Epci]) -> Places:
    """Return the places of the region from its three files."""
    return Places(
        region=areas.region,
        departments={area.departments[0]: area for area in areas.departments},
        areas=areas.areas,
        nicknames={name.commune: name.names for name in areas.nicknames},
        communes=communes,
        epcis=epcis,
        elsewhere=areas.elsewhere,
    )


def read_communes(path: Path) -> tuple[dict[str, Commune], list[Problem]]:
    """Return the communes of a CSV file by code, and what is wrong in it."""
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
        for row in rows
    }, problems


def read_epcis(path: Path) -> tuple[dict[str, Epci], list[Problem]]:
    """Return the EPCI of a CSV file by SIREN, and what is wrong in it."""
    rows, problems = _rows(path, _EPCI)
    return {row["siren"]: Epci(row["siren"], row["name"], row["kind"], int(row["population"])) for row in rows}, problems


_Columns = dict[str, tuple[str, str]]  # for each column, the form of its cells, and what to write where one has another
_NUMBER = ("[0-9]{1,9}", "écrivez un nombre entier, sans espace")
_TEXT = ("(?s).+", "écrivez-y un texte")
_ANYTHING = ("(?s).*", "")
_COMMUNE: _Columns = {
    "insee": ("([0-9]{2}|2[AB])[0-9]{3}", "écrivez un code INSEE de cinq caractères, avec son zéro : 02168"),
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


def _rows(path: Path, columns: _Columns) -> tuple[list[dict[str, str]], list[Problem]]:
    """Return the rows of a CSV file, or a problem for each column or cell that is not what it should be."""
    text, problems = read_text(path)
    if problems:
        return [], problems
    lines = csv.DictReader(io.StringIO(text, newline=""), restval="", strict=True)
    rows = []
    try:
        absent = [name for name in columns if name not in (lines.fieldnames or ())]
        if absent and ";" in text.partition("\n")[0]:
            return [], [Problem(path, 1, "", "colonnes séparées par « ; » ; enregistrez en CSV séparé par des virgules")]
        if absent:
            return [], [
                Problem(path, 1, name, "colonne manquante ; ajoutez-la, avec ce nom en première ligne") for name in absent
            ]
        for row in lines:
            rows.append(row)
            problems += [
                Problem(
                    path,
                    lines.line_num,
                    name,
                    f"« {row[name]} » ne convient pas ; {wanted}" if row[name] else f"case vide ; {wanted}",
                )
                for name, (form, wanted) in columns.items()
                if not re.fullmatch(form, row[name])
            ]
    except csv.Error:
        problems.append(Problem(path, lines.line_num + 1, "", "ligne illisible ; vérifiez ses guillemets et ses virgules"))
    return ([] if problems else rows), problems
