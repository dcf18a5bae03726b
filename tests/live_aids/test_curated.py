"""A curator's file: read as Excel or an editor saves it, and each mistake told with its line, its field and what to write."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.live_aids.curated import read_curated
from knowledge.live_aids.model import Kind
from knowledge.problems import BrokenCollectionError

if TYPE_CHECKING:
    from knowledge.collection import Collection

EXAMPLE = Path(__file__).parent / "curated" / "aides.yaml"
HEAD = "id;name;funders;what;kinds;themes;places;deadline;permanent;rate_high;url\n"
ROW = "cafe;Café associatif;Région|Europe, fonds social;Une aide;grant|loan;lien-social;02;15/12/2026;non;50 %;https://x.fr\n"


def test_the_example_is_read(collection: Collection) -> None:
    cafe, navette = read_curated(EXAMPLE, collection)
    assert (cafe.id, cafe.source, cafe.funders) == ("cur-fonds-cafe-2026", "Tambour", ("Fondation d'exemple",))
    assert cafe.places == {"02", "240200444", "02722"}
    assert (cafe.opens, cafe.deadline, cafe.url) == (date(2026, 9, 1), date(2026, 12, 15), "https://www.exemple.fr/cafes")
    assert (navette.permanent, navette.places, navette.territory) == (True, frozenset(), "Hauts-de-France")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize(("separator", "end"), [(";", "\n"), (";", "\r\n"), ("\t", "\r\n")])
def test_a_csv_is_read_as_excel_saves_it(
    tmp_path: Path, collection: Collection, encoding: str, separator: str, end: str
) -> None:
    path = tmp_path / "aides.csv"
    empty = ";" * HEAD.count(";") + "\n"
    path.write_bytes((HEAD + empty + ROW).replace(";", separator).replace("\n", end).encode(encoding))
    (aid,) = read_curated(path, collection)
    assert (aid.name, aid.funders, aid.kinds) == (
        "Café associatif",
        ("Région", "Europe, fonds social"),
        (Kind.GRANT, Kind.LOAN),
    )
    assert (aid.deadline, aid.rate_high, aid.permanent, aid.places) == (date(2026, 12, 15), 50, False, frozenset(("02",)))


@pytest.mark.parametrize(
    ("places", "territory"),
    [
        ("02", "Aisne"),
        ("60|80", "Oise, Somme"),
        ("240200444|02722", "CC de la Thiérache du Centre, Soissons"),
        ("Laon", "Laon"),
    ],
)
def test_people_read_names_and_no_codes(tmp_path: Path, collection: Collection, places: str, territory: str) -> None:
    path = tmp_path / "aides.csv"
    path.write_text(HEAD + ROW.replace(";02;", f";{places};"), encoding="utf-8")
    (aid,) = read_curated(path, collection)
    assert aid.territory == territory


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "deadline: 15/12/2026",
            "deadline: 31/02/2026",
            "11: aids.0.deadline: « 31/02/2026 » n’est pas une date ; écrivez 15/12/2026",
        ),
        (
            "deadline: 15/12/2026",
            "deadline: bientôt",
            "11: aids.0.deadline: « bientôt » n’est pas une date ; écrivez 15/12/2026",
        ),
        ("rate_high: 50", "rate_high: 5000", "12: aids.0.rate_high: « 5000 » dépasse 100 % ; un taux, pas un montant"),
        ("[lien-social]", "[lien-sociale]", "8: aids.0.themes.0: thème inconnu ; vouliez-vous « lien-social » ?"),
        ("[grant]", "[don]", "21: aids.1.kinds.0: « don » n’est pas admis ; écrivez grant, loan, engineering ou other"),
        (
            "Soissons]",
            "Toulouse]",
            "9: aids.0.places.2: « Toulouse » est inconnu dans la région ; écrivez un code INSEE, SIREN ou de département",
        ),
        ("name: Ouvrir", "nam: Ouvrir", "3: aids.0.nam: champ inconnu ; vouliez-vous « name » ?"),
        (
            "id: navette",
            "id: fonds-cafe-2026",
            "17: aids.1.id: « fonds-cafe-2026 » est déjà pris plus haut ; donnez à chaque aide le sien",
        ),
        ("opens: 2026-09-01", "opens: 2027-09-01", "2: aids.0: elle ferme avant d’ouvrir ; vérifiez opens et deadline"),
        ("permanent: true", "permanent: jamais", "23: aids.1.permanent: « jamais » n’est ni oui ni non ; écrivez oui ou non"),
        ("contact@exemple.fr", "03 22 00 00 00", "14: aids.0.contact:"),
        ("aids:", "aids: [", "2: ce signe"),
    ],
)
def test_a_mistake_in_yaml_is_told(tmp_path: Path, collection: Collection, old: str, new: str, said: str) -> None:
    path = tmp_path / "aides.yaml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert f"{path}:{said}" in _problems(path, collection)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD + ROW + ROW, "3: id: « cafe » est déjà pris plus haut"),
        (HEAD + ROW.replace("15/12/2026", "demain"), "2: deadline: « demain » n’est pas une date ; écrivez 15/12/2026"),
        (HEAD + ROW.replace("grant|loan", "grant|prêt"), "2: kinds.1: « prêt » n’est pas admis"),
        (HEAD + ROW.replace("https://x.fr", ""), "2: url: champ manquant ; ajoutez-le"),
        (HEAD + ROW.replace("\n", ";surplus\n"), "2: trop de cases"),
        (HEAD + ROW.replace("Une aide", '"Une aide'), "ligne illisible ; vérifiez ses guillemets"),
        (HEAD.replace("deadline", "date limite") + ROW, "1: date limite: colonne inconnue"),
        (HEAD, "1: aucune aide"),
        ("", "1: aucune aide"),
        ("PK\x03\x04\x00\x00", "1: ce n’est pas un fichier CSV"),
    ],
)
def test_a_mistake_in_csv_is_told(tmp_path: Path, collection: Collection, content: str, said: str) -> None:
    path = tmp_path / "aides.csv"
    path.write_text(content, encoding="utf-8")
    assert said in _problems(path, collection)


@pytest.mark.parametrize("name", ["absent.csv", "absent.yaml", "aides.xlsx"])
def test_a_file_that_cannot_be_used_is_told(tmp_path: Path, collection: Collection, name: str) -> None:
    assert f"{name}:1:" in _problems(tmp_path / name, collection)


def _problems(path: Path, collection: Collection) -> str:
    with pytest.raises(BrokenCollectionError) as caught:
        read_curated(path, collection)
    return str(caught.value)
