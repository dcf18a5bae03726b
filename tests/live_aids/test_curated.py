"""A curator's file is read as Excel or an editor saves it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.live_aids.curated import read_curated
from knowledge.live_aids.model import AidKind
from knowledge.problems import BrokenCollectionError

if TYPE_CHECKING:
    from knowledge.collection import Collection

EXAMPLE = Path(__file__).parent / "curated" / "aides.yaml"
HEAD = "id;name;funders;what;kinds;themes;places;deadline;permanent;rate_high;url\n"
ROW = (
    "cafe;Café associatif;Région|Europe, "
    "fonds social;Une aide;grant|loan;lien-social;02;15/12/2026;non;50 %;https://x.fr\n"
)


def test_the_example_is_read(collection: Collection) -> None:
    cafe, navette = read_curated(EXAMPLE, collection)
    assert (cafe.id, cafe.source, cafe.funders) == (
        "cur-fonds-cafe-2026",
        "Tambour",
        ("Fondation d'exemple",),
    )
    assert cafe.places == {"02", "240200444", "02722"}
    assert (cafe.opens, cafe.deadline, cafe.url) == (
        date(2026, 9, 1),
        date(2026, 12, 15),
        "https://www.exemple.fr/cafes",
    )
    assert (navette.permanent, navette.places, navette.territory) == (
        True,
        frozenset(),
        "Hauts-de-France",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize(("separator", "end"), [(";", "\n"), (";", "\r\n"), ("\t", "\r\n")])
def test_a_csv_is_read_as_excel_saves_it(
    tmp_path: Path, collection: Collection, encoding: str, separator: str, end: str
) -> None:
    path = tmp_path / "aides.csv"
    empty = ";" * HEAD.count(";") + "\n"
    path.write_bytes(
        (HEAD + empty + ROW).replace(";", separator).replace("\n", end).encode(encoding)
    )
    (aid,) = read_curated(path, collection)
    assert (aid.name, aid.funders, aid.kinds) == (
        "Café associatif",
        ("Région", "Europe, fonds social"),
        (AidKind.GRANT, AidKind.LOAN),
    )
    assert (aid.deadline, aid.rate_high, aid.permanent, aid.places) == (
        date(2026, 12, 15),
        50,
        False,
        frozenset(("02",)),
    )


@pytest.mark.parametrize(
    ("places", "territory"),
    [
        ("02", "Aisne"),
        ("60|80", "Oise, Somme"),
        ("240200444|02722", "CC de la Thiérache du Centre, Soissons"),
        ("Laon", "Laon"),
    ],
)
def test_people_read_names_and_no_codes(
    tmp_path: Path, collection: Collection, places: str, territory: str
) -> None:
    path = tmp_path / "aides.csv"
    path.write_text(HEAD + ROW.replace(";02;", f";{places};"), encoding="utf-8")
    (aid,) = read_curated(path, collection)
    assert aid.territory == territory


FRENCH = [  # names of fields, as curators write them
    {},
    {
        "id": "Identifiant",
        "name": "Nom",
        "what": "Quoi",
        "deadline": "Date limite",
        "rate_high": "Taux max",
        "url": "Lien",
    },
    {
        "name": "intitulé",
        "funders": "QUI PAIE",
        "kinds": "types",
        "themes": "thèmes",
        "places": "territoires",
    },
    {
        "name": "titre",
        "funders": "financeurs",
        "kinds": "Nature",
        "permanent": "permanente",
        "url": "adresse_web",
    },
]


@pytest.mark.parametrize("names", FRENCH)
def test_the_fields_have_french_names(
    tmp_path: Path, collection: Collection, names: dict[str, str]
) -> None:
    head = ";".join(names.get(name, name) for name in HEAD.strip().split(";"))
    path = tmp_path / "aides.csv"
    path.write_text(f"{head}\n{ROW.replace('grant|loan', 'subvention|prêt')}", encoding="utf-8")
    (from_csv,) = read_curated(path, collection)
    fields = [
        line.partition(": ")[::2] for line in EXAMPLE.read_text(encoding="utf-8").splitlines()
    ]
    path = tmp_path / "aides.yaml"
    written = [
        f"{key[:4]}{names.get(key[4:], key[4:])}: {value}" if value else "aides:"
        for key, value in fields
    ]
    path.write_text("\n".join(written), encoding="utf-8")
    assert from_csv.kinds == (AidKind.GRANT, AidKind.LOAN)
    assert read_curated(path, collection) == read_curated(EXAMPLE, collection)


EXCEL = [
    ("sep=;\n", "", ""),
    ('"sep=;"\r\n', "", ""),
    ("sep=;;;;\n", ";;", ";;"),
    ("\n;;;;\n", "", ""),
    ("", ";;;", ";;;"),
    ("", ";Colonne1", ";"),
    ("", "", ";;;;;"),
]


@pytest.mark.parametrize(("before", "more_columns", "more_cells"), EXCEL)
def test_what_a_spreadsheet_adds_is_passed_over(
    tmp_path: Path, collection: Collection, before: str, more_columns: str, more_cells: str
) -> None:
    path = tmp_path / "aides.csv"
    lines = [
        line + more for line, more in ((HEAD.strip(), more_columns), (ROW.strip(), more_cells))
    ]
    path.write_text(before + "\n".join(lines) + "\n;;;;;\n", encoding="utf-8", newline="")
    assert [aid.id for aid in read_curated(path, collection)] == ["cur-cafe"]
    path.write_text(
        before + "\n".join(lines).replace("15/12/2026", "demain"), encoding="utf-8", newline=""
    )
    line = 2 + before.count("\n")
    assert f":{line}: deadline: « demain » n’est pas une date" in _problems(path, collection)


def test_a_sheet_of_unicode_text_is_read(tmp_path: Path, collection: Collection) -> None:
    path = tmp_path / "aides.csv"
    path.write_text((HEAD + ROW).replace(";", "\t"), encoding="utf-16")
    assert [aid.name for aid in read_curated(path, collection)] == ["Café associatif"]


PLACES = [
    ("Hauts-de-France", frozenset()),
    ("région Hauts-de-France", frozenset()),
    ("toute la région", frozenset()),
    ("Aisne|Hauts-de-France", frozenset()),
    ("", frozenset()),
    ("Aisne", {"02"}),
    ("l'Aisne", {"02"}),
    ("département de l’Aisne", {"02"}),
    ("Aisne (02)", {"02"}),
    ("2", {"02"}),
    ("2722", {"02722"}),
    ("la Somme|PAS DE CALAIS", {"80", "62"}),
    ("commune de Soissons", {"02722"}),
    ("Thièvres (80756)", {"80756"}),
    ("80756", {"80756"}),
]


@pytest.mark.parametrize(("written", "codes"), PLACES)
def test_places_are_read_as_people_write_them(
    tmp_path: Path, collection: Collection, written: str, codes: frozenset[str]
) -> None:
    path = tmp_path / "aides.csv"
    path.write_text(HEAD + ROW.replace(";02;", f";{written};"), encoding="utf-8")
    (aid,) = read_curated(path, collection)
    assert aid.places == codes
    assert (aid.territory == "Hauts-de-France") == (not codes)


def _problems(path: Path, collection: Collection) -> str:
    with pytest.raises(BrokenCollectionError) as caught:
        read_curated(path, collection)
    return str(caught.value)
