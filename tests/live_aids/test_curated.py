"""A curator's file is read as Excel or an editor saves it.

Each mistake is told with its line, its field and what to write.
"""

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
        (
            "rate_high: 50",
            "rate_high: 5000",
            "12: aids.0.rate_high: « 5000 » dépasse 100 % ; un taux, pas un montant",
        ),
        (
            "[lien-social]",
            "[lien-sociale]",
            "8: aids.0.themes.0: thème inconnu ; vouliez-vous « lien-social » ?",
        ),
        (
            "[grant]",
            "[don]",
            (
                "21: aids.1.kinds.0: « don » n’est pas admis ; écrivez grant, loan, "
                "engineering ou other"
            ),
        ),
        (
            "Soissons]",
            "Toulouse]",
            (
                "9: aids.0.places.2: « Toulouse » est inconnu dans la région ; "
                "écrivez un code INSEE, SIREN ou de département"
            ),
        ),
        ("name: Ouvrir", "nam: Ouvrir", "3: aids.0.nam: champ inconnu ; vouliez-vous « name » ?"),
        (
            "id: navette",
            "id: fonds-cafe-2026",
            (
                "17: aids.1.id: « fonds-cafe-2026 » est déjà pris plus haut ; "
                "donnez à chaque aide le sien"
            ),
        ),
        (
            "opens: 2026-09-01",
            "opens: 2027-09-01",
            "2: aids.0: elle ferme avant d’ouvrir ; vérifiez opens et deadline",
        ),
        (
            "permanent: true",
            "permanent: jamais",
            "23: aids.1.permanent: « jamais » n’est ni oui ni non ; écrivez oui ou non",
        ),
        ("contact@exemple.fr", "03 22 00 00 00", "14: aids.0.contact:"),
        ("aids:", "aids: [", "2: ce signe"),
    ],
)
def test_a_mistake_in_yaml_is_told(
    tmp_path: Path, collection: Collection, old: str, new: str, said: str
) -> None:
    path = tmp_path / "aides.yaml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert f"{path}:{said}" in _problems(path, collection)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD + ROW + ROW, "3: id: « cafe » est déjà pris plus haut"),
        (
            HEAD + ROW.replace("15/12/2026", "demain"),
            "2: deadline: « demain » n’est pas une date ; écrivez 15/12/2026",
        ),
        (HEAD + ROW.replace("grant|loan", "grant|don"), "2: kinds.1: « don » n’est pas admis"),
        (HEAD + ROW.replace("https://x.fr", ""), "2: url: champ manquant ; ajoutez-le"),
        (HEAD + ROW.replace("\n", ";surplus\n"), "2: trop de cases"),
        (HEAD + ROW.replace("Une aide", '"Une aide'), "ligne illisible ; vérifiez ses guillemets"),
        (
            HEAD.replace("deadline", "date limit") + ROW,
            "1: date limit: colonne inconnue ; vouliez-vous « date limite » ?",
        ),
        (HEAD, "1: aucune aide"),
        ("", "1: aucune aide"),
        ("PK\x03\x04\x00\x00", "1: ce n’est pas un fichier CSV"),
    ],
)
def test_a_mistake_in_csv_is_told(
    tmp_path: Path, collection: Collection, content: str, said: str
) -> None:
    path = tmp_path / "aides.csv"
    path.write_text(content, encoding="utf-8")
    assert said in _problems(path, collection)


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


WRONG_PLACES = [
    (
        "Thièvres",
        (
            "« Thièvres » est le nom de 2 communes ; écrivez le code de la bonne : "
            "62814 (Pas-de-Calais) ou 80756 (Somme)"
        ),
    ),
    ("la flamengrie", "est le nom de 2 communes ; écrivez le code de la bonne : "),
    ("Aisne|Rouvroy", "places.1: « Rouvroy » est le nom de"),
    ("Soisons", "« Soisons » est inconnu dans la région ; vouliez-vous « Soissons » ?"),
    ("Thiérach", "vouliez-vous « Thiérache » ?"),
    (
        "Toulouse",
        "« Toulouse » est inconnu dans la région ; écrivez un code INSEE, SIREN ou de département",
    ),
    ("59000", "« 59000 » est un code postal ; écrivez un code INSEE : 59350 (Lille)"),
    ("75", "« 75 » est inconnu dans la région"),
]


@pytest.mark.parametrize(("written", "said"), WRONG_PLACES)
def test_a_place_that_is_not_one_is_told(
    tmp_path: Path, collection: Collection, written: str, said: str
) -> None:
    path = tmp_path / "aides.csv"
    path.write_text(HEAD + ROW.replace(";02;", f";{written};"), encoding="utf-8")
    assert said in _problems(path, collection)
    yaml = tmp_path / "aides.yaml"
    places = ", ".join(f'"{each}"' for each in written.split("|"))
    text = EXAMPLE.read_text(encoding="utf-8").replace(
        '[Aisne, "240200444", Soissons]', f"[{places}]"
    )
    yaml.write_text(text, encoding="utf-8")
    assert f":9: aids.0.places.{written.count('|')}: " in _problems(yaml, collection)
    assert said.removeprefix("places.1: ") in _problems(yaml, collection)


REFUSED = [  # in the CSV file: what is written, by what it is replaced, what is told
    (
        "Café associatif",
        "CafÃ© associatif",
        "2: « CafÃ© » est abîmé par un changement d’encodage ; écrivez « Café »",
    ),
    ("Café associatif", "Caf\ufffd associatif", "2: « Caf� » est abîmé"),
    ("Café associatif", "CafŽ associatif", "écrivez « Café »"),
    ("50 %", "#REF!", "2: rate_high: « #REF! » est une erreur du tableur ; écrivez la valeur"),
    ("15/12/2026", "#N/A", "2: deadline: « #N/A » est une erreur du tableur"),
    ("50 %", "0,5", "2: rate_high: « 0,5 » n’est pas un nombre entier"),
    ("lien-social", "lien sociable", "2: themes.0: thème inconnu ; vouliez-vous « lien-social » ?"),
    (
        "lien-social",
        "zzz",
        "écrivez l’un de : mutualiser, impliquer-former, ingenierie, financements, parentalite, ",
    ),
    (
        "grant|loan",
        "don",
        (
            "« don » n’est pas admis ; écrivez grant, loan, engineering ou other (subvention, "
            "prêt, ingénierie ou"
        ),
    ),
    (";url\n", ";nom\n", "1: nom: cette colonne et « name » disent la même chose"),
    (";url\n", ";\n", "1: la colonne 11 n’a pas de nom"),
    (
        ";url\n",
        ";zzz\n",
        "1: zzz: colonne inconnue ; écrivez l’un de : identifiant, nom, financeurs, ",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), REFUSED)
def test_what_a_spreadsheet_breaks_is_told(
    tmp_path: Path, collection: Collection, old: str, new: str, said: str
) -> None:
    path = tmp_path / "aides.csv"
    path.write_text((HEAD + ROW).replace(old, new), encoding="utf-8")
    told = _problems(path, collection)
    assert said in told
    assert "…" not in told.replace("cafe;Café associatif", "")


CONTRADICTIONS = [
    (
        "rate_high: 50",
        "rate_high: 40\n    rate_low: 60",
        "2: aids.0: son taux le plus bas dépasse le plus haut",
    ),
    ("opens: 2026-09-01", "opens: 16/12/2026", "2: aids.0: elle ferme avant d’ouvrir"),
    (
        "permanent: true",
        "permanent: true\n    deadline: 15/12/2026",
        "aids.1: une aide permanente n’a pas de date limite",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), CONTRADICTIONS)
def test_fields_that_contradict_each_other_are_refused(
    tmp_path: Path, collection: Collection, old: str, new: str, said: str
) -> None:
    path = tmp_path / "aides.yaml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert said in _problems(path, collection)


SHAPES = [
    (
        "name: Ouvrir",
        "nom: Un autre\n    name: Ouvrir",
        "« nom » et « name » disent la même chose ; gardez-en un",
    ),
    ("aids:\n", "aide:\n", "1: il faut une liste « aides: »"),
    ("aids:\n", "version: 1\naids:\n", "1: version: champ inconnu ; gardez « aids » seul"),
    ("  - id: navette", "  - navette\n  - id: navette", "17: aids.1: il faut des champs"),
    ("Ouvrir un café associatif", "Ouvrir un café # 2", "3: aids.0.name: « # » coupe ce texte"),
]


@pytest.mark.parametrize(("old", "new", "said"), SHAPES)
def test_a_file_of_another_shape_is_told(
    tmp_path: Path, collection: Collection, old: str, new: str, said: str
) -> None:
    path = tmp_path / "aides.yaml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert said in _problems(path, collection)


@pytest.mark.parametrize("name", ["absent.csv", "absent.yaml", "aides.xlsx"])
def test_a_file_that_cannot_be_used_is_told(
    tmp_path: Path, collection: Collection, name: str
) -> None:
    assert f"{name}:1:" in _problems(tmp_path / name, collection)


def _problems(path: Path, collection: Collection) -> str:
    with pytest.raises(BrokenCollectionError) as caught:
        read_curated(path, collection)
    return str(caught.value)
