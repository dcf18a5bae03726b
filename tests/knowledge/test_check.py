"""What a curator reads of mistakes in the data files.

For each, one line with its place, what is wrong and what to write.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loading import check_paths
from tests.knowledge.changes import Change, encoded, replaced, summary_of, whole
from tests.knowledge.mistakes import ABSENT, AIDE, FETE, MISTAKES, NAVETTE


@pytest.mark.parametrize(
    ("file", "change", "lines"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES]
)
def test_a_mistake_is_told(folder: Path, file: str, change: Change, lines: list[str]) -> None:
    change(folder / file)
    assert told(folder) == sorted(lines)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(encoded("utf-8-sig"), id="a_byte_order_mark"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")),
            id="lines_of_windows",
        ),
        pytest.param(replaced("poverty_rate: 12.5", "poverty_rate: 12"), id="a_whole_rate"),
        pytest.param(
            replaced("03 99 00 00 01", "+33 3 99 00 00 01"), id="a_phone_seen_from_abroad"
        ),
        pytest.param(
            replaced("example/navette", "example?page=navette"), id="a_link_with_a_question_mark"
        ),
        pytest.param(
            replaced('departments: ["99"]', 'departments: ["29"]'), id="towns_of_another_region"
        ),
        pytest.param(
            lambda path: (path.parent / "._1-navette.yaml").write_bytes(b"\xff"),
            id="a_hidden_file_of_a_mac",
        ),
    ],
)
def test_what_does_no_harm_is_accepted(folder: Path, change: Change) -> None:
    change(folder / NAVETTE)
    assert told(folder) == []


def test_every_problem_is_told_in_one_run(folder: Path) -> None:
    whole("partners: [mairie\n")(folder / "partners.yaml")
    replaced("challenge: 1", "challenges: 1")(folder / "themes.yaml")
    replaced("title: Financer une navette", "titre: Financer une navette")(folder / AIDE)
    summary_of(3)(folder / AIDE)
    replaced("[jeunes, anciens]", "[jeunes, ancien]")(folder / AIDE)
    replaced("- Bois-le-Moulin", "- Bois-du-Moulin")(folder / FETE)
    replaced('["2"]', '["B"]')(folder / "assessment.yaml")
    assert told(folder) == [
        "assessment.yaml:23: items.1.cards.0: fiche inconnue ; écrivez l’un de : 1, 2, A",
        (
            f"{FETE}:12: place.communes.1: commune inconnue dans la région ; "
            "vouliez-vous « Bois-le-Moulin » ?"
        ),
        f"{AIDE}:1: title: champ manquant ; ajoutez-le",
        f"{AIDE}:3: titre: champ inconnu ; vouliez-vous « title » ?",
        f"{AIDE}:5: summary: le résumé compte 3 mots ; écrivez-en de 40 à 90",
        f"{AIDE}:9: audiences.1: public inconnu ; vouliez-vous « anciens » ?",
        "partners.yaml:1: crochet ouvert ici et mal refermé ; écrivez [un, deux]",
        "themes.yaml:8: themes.0.challenge: champ manquant ; ajoutez-le",
        "themes.yaml:11: themes.0.challenges: champ inconnu ; vouliez-vous « challenge » ?",
    ]


def test_a_folder_without_cards_is_told(folder: Path) -> None:
    for card in (NAVETTE, FETE, AIDE):
        (folder / card).unlink()
    assert told(folder) == ["cards:1: aucune fiche ; ajoutez un fichier par fiche"]


def test_a_long_value_is_cut_and_stays_on_one_line(folder: Path) -> None:
    replaced("kind: practice", 'kind: "une\\n' + "longue " * 20 + '"')(folder / NAVETTE)
    shown = ("une " + "longue " * 20)[:59]
    assert told(folder) == [
        f"{NAVETTE}:2: kind: « {shown}… » n’est pas admis ; écrivez practice ou aid"
    ]


def test_a_single_file_tells_its_own_problems(folder: Path) -> None:
    replaced("keywords:", "keyword:")(folder / NAVETTE)
    replaced("theme: voisinage", "theme: voisins")(folder / FETE)
    problems, files = check_paths((folder / FETE,))
    assert [str(problem) for problem in problems] == [
        f"{FETE}:4: theme: thème inconnu ; vouliez-vous « voisinage » ?"
    ]
    assert files == 1


def test_a_folder_of_cards_is_held_against_its_collection(folder: Path) -> None:
    replaced("keywords:", "keyword:")(folder / NAVETTE)
    (folder / "guides" / "voisinage.yaml").unlink()
    problems, files = check_paths((folder / "cards" / "1-vivre",))
    assert [problem.field for problem in problems] == ["keyword"]
    assert files == 3


def test_a_draft_beside_the_collection_is_held_against_it(folder: Path) -> None:
    draft = folder / "drafts" / "1-vivre" / "B-autre-aide.yaml"
    draft.parent.mkdir(parents=True)
    draft.write_text(
        (folder / AIDE).read_text().replace("id: A", "id: B").replace("transports", "transport")
    )
    problems, _ = check_paths((draft,))
    assert [str(problem) for problem in problems] == [
        "drafts/1-vivre/B-autre-aide.yaml:4: theme: thème inconnu ; vouliez-vous « transports » ?"
    ]


def test_a_path_that_does_not_exist_is_told(folder: Path) -> None:
    problems, _ = check_paths((folder / "nulle-part.yaml",))
    assert [str(problem) for problem in problems] == [f"nulle-part.yaml:1: {ABSENT}"]


def told(folder: Path) -> list[str]:
    """Return the lines that `tambour check` prints for a data folder."""
    return [str(problem) for problem in check_paths((folder,))[0]]
