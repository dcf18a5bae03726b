"""What is strange in cards is told, and keeps none from being used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.loading import check_paths, remark_paths
from tests.knowledge.changes import Change, moved, replaced
from tests.knowledge.mistakes import AIDE, FETE, NAVETTE

if TYPE_CHECKING:
    from pathlib import Path


def renumbered(number: int) -> Change:
    """Give a card another number, and its file the name that goes with it."""

    def change(path: Path) -> None:
        replaced('id: "2"', f'id: "{number}"')(path)
        path.rename(path.with_name(path.name.replace("2-", f"{number}-", 1)))

    return change


STRANGE = [
    (
        NAVETTE,
        moved("1-navette du marché.yaml"),
        "1: nom de fichier avec accent, espace ou signe ; renommez-le « 1-navette-du-marche.yaml »",
    ),
    (NAVETTE, moved("1-Navette.yaml"), "renommez-le « 1-navette.yaml »"),
    (NAVETTE, moved("1-l’été.yaml"), "renommez-le « 1-l-ete.yaml »"),
    (NAVETTE, replaced("https://", ""), "n’a pas de https:// ; écrivez « https://"),
    (
        NAVETTE,
        replaced("url: https://ambreville.example", "url: www.ambreville.fr"),
        "« www.ambreville.fr/navette » n’a pas de https:// ; écrivez « https://www.ambreville.fr",
    ),
    (AIDE, replaced("https://onde.example", "onde.fr"), "« onde.fr » n’a pas de https://"),
    (FETE, renumbered(4), "id: aucune fiche ne porte le numéro 2 à 3 ; le suivant est-il le bon ?"),
    (FETE, renumbered(3), "id: aucune fiche ne porte le numéro 2 ; le suivant est-il le bon ?"),
    (FETE, renumbered(12), "aucune fiche ne porte le numéro 2 à 11"),
]


@pytest.mark.parametrize(("file", "change", "said"), STRANGE)
def test_what_is_strange_is_told_and_refuses_nothing(
    folder: Path, file: str, change: Change, said: str
) -> None:
    change(folder / file)
    (remark, *_) = remark_paths((folder,))
    assert said in str(remark)
    assert [each for each in check_paths((folder,))[0] if file in str(each.file)] == []


WRONG_PLACES = [
    (NAVETTE, "Ambreville", "Ailleurs-sur-Onde"),
    (NAVETTE, "Ambreville", "Ambrevile"),
    (NAVETTE, "Ambreville", "Bois-le-Moulin"),
    (NAVETTE, "Ambreville", "Ambre"),
    (FETE, "CC du Val d'Onde", "CC du Val d'Ombre"),
]


@pytest.mark.parametrize(("file", "right", "wrong"), WRONG_PLACES)
def test_the_name_of_a_place_is_that_of_its_code(
    folder: Path, file: str, right: str, wrong: str
) -> None:
    replaced(f"  name: {right}", f"  name: {wrong}")(folder / file)
    (remark,) = remark_paths((folder,))
    assert f"est celui de « {right} » ; écrivez ce nom, ou le bon code" in str(remark)


def test_nothing_is_strange_in_the_published_collection(folder: Path) -> None:
    assert (remark_paths(()), remark_paths((folder,))) == ([], [])
