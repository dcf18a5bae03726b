"""Labels: what a source's words mean here, and what a curator reads of a mistake in them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge.live_aids.labels import LABELS, Labels, examine_labels
from knowledge.live_aids.model import AidKind
from knowledge.loading import check_paths

if TYPE_CHECKING:
    from knowledge.collection import Collection

SMALL = Path(__file__).parent.parent / "knowledge" / "small"


@pytest.mark.parametrize(
    ("category", "themes"),
    [
        ("Solidarités / lien social / Alimentation", ("alimentation",)),
        ("Eau et milieux aquatiques / Cours d'eau / canaux / plans d'eau", ("eau",)),
        (
            "Énergies / Déchets / Economie d’énergie et rénovation énergétique",
            ("precarite-energetique",),
        ),
        ("Énergies / Déchets / Recyclage et valorisation des déchets", ()),
        ("Nature / environnement / risques / Milieux humides", ("eau",)),
        ("Nature / environnement / Licornes", None),
        ("", None),
    ],
)
def test_a_category_gives_our_themes(
    labels: Labels, category: str, themes: tuple[str, ...] | None
) -> None:
    assert labels.themes_of(category) == themes


def test_types_give_kinds_each_once(labels: Labels) -> None:
    assert labels.kinds_of(
        ["Prêt", "Avance récupérable", "Ingénierie Juridique / administrative", "Tombola"]
    ) == (
        AidKind.LOAN,
        AidKind.ENGINEERING,
        AidKind.OTHER,
    )


def test_mistakes_are_told_with_their_line(tmp_path: Path, collection: Collection) -> None:
    path = tmp_path / "labels.yaml"
    path.write_text(
        "categories:\n  Eau:\n    Eau potable: [eaux]\ntypes:\n  Prêt: loan\n", encoding="utf-8"
    )
    (problem,) = examine_labels(collection.themes, path)[1]
    assert (problem.line, problem.field) == (3, "categories.Eau.Eau potable.0")
    assert "thème inconnu ; vouliez-vous « eau » ?" in problem.message
    path.write_text("categories: {}\ntypes:\n  Prêt: pret\n", encoding="utf-8")
    (problem,) = examine_labels(collection.themes, path)[1]
    assert (problem.line, problem.field) == (3, "types.Prêt")
    assert problem.message == "« pret » n’est pas admis ; écrivez grant, loan, engineering ou other"


def test_the_check_of_a_data_folder_reads_its_labels(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / LABELS).parent.mkdir(exist_ok=True)
    (tmp_path / LABELS).write_text(
        "categories:\n  Eau:\n    Eau potable: [eaux]\ntypes: {}\n", encoding="utf-8"
    )
    problems, _ = check_paths((tmp_path,))
    assert [(problem.file, problem.line) for problem in problems] == [(tmp_path / LABELS, 3)]
