"""Each mistake of a curator's file is told with its line, its field and what to write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.live_aids.test_curated import EXAMPLE, HEAD, ROW, _problems

if TYPE_CHECKING:
    from knowledge.collection import Collection


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
