"""Texts that an encoding has broken are refused with what they must have been.

What only looks strange is read.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from knowledge.damage import Damage, damages
from knowledge.files import read_text
from knowledge.loading import check_paths
from tests.knowledge.changes import replaced
from tests.knowledge.mistakes import NAVETTE

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = [  # a line, its broken word, what it must have been
    ("MobilitÃ© des jeunes", "MobilitÃ©", "Mobilité"),
    ("Ã‰cole rurale", "Ã‰cole", "École"),
    ("Ã la mairie", "Ã", "à"),
    ("Å“uvre sociale", "Å“uvre", "œuvre"),
    ("lâ€™eau du village", "lâ€™eau", "l’eau"),
    ("Les Â« aides Â»", "Â«", "«"),
    ("MobilitÃƒÂ©", "MobilitÃƒÂ©", "Mobilité"),  # twice
    ("MobilitÃ\x83Â©", "MobilitÃ\x83Â©", "Mobilité"),
    ("Mobilit√© des jeunes", "Mobilit√©", "Mobilité"),
    ("Mobilit├® des jeunes", "Mobilit├®", "Mobilité"),
    ("Mobilit\ufffd des jeunes", "Mobilit\ufffd", "Mobilité"),
    ("Un pr\ufffdt", "pr\ufffdt", "prêt"),
    ("l\ufffdeau", "l\ufffdeau", "l’eau"),
    ("zzz\ufffdzzz", "zzz\ufffdzzz", ""),
    ("MobilitŽ des jeunes", "MobilitŽ", "Mobilité"),
    ("Žcole", "Žcole", "école"),
    ("tr\x8fs rural", "tr\x8fs", "très"),
    ("Mobilit‚ des jeunes", "Mobilit‚", "Mobilité"),
    ("fran‡ais", "fran‡ais", "français"),
    ("MobilitÈ des jeunes", "MobilitÈ", "Mobilité"),
    ("franÁais", "franÁais", "français"),
    ("MobilitÚ des jeunes", "MobilitÚ", "Mobilité"),
    ("Mobilitй des jeunes", "Mobilitй", "Mobilité"),
    ("Mobilit&eacute;", "Mobilit&eacute;", "Mobilité"),
    ("Mobilit&#233;", "Mobilit&#233;", "Mobilité"),
    ("Mobilit? des jeunes", "Mobilit?", "Mobilité"),
    ("Un pr?t", "pr?t", "prêt"),
]


@pytest.mark.parametrize(("line", "found", "meant"), BROKEN)
def test_a_text_that_an_encoding_has_broken_is_refused_with_its_line(
    line: str, found: str, meant: str
) -> None:
    assert damages(f"id: a\ntitle: {line}\n") == [Damage(2, found, meant)]


SOUND = [
    "L’ÉTÉ À L’ÎLE : GRÂCE, PÂQUES, CHÂTEAU, NOËL, ÇA, ÔTER, OÙ, ŒUVRE",
    "« naïve » — œuvre 50 € – ½, n° 3, m², 10\u202f000\u00a0€, « été »…",
    "Qui paie ? Et quoi ? https://exemple.fr/page?id=3&nom=b&eacute",
    "Slavoj Žižek, Kovačević, Ångström, Müller, Peña",
    "R&D, P&L ; 5 ‰ ; Tambour™",
]


@pytest.mark.parametrize("line", SOUND)
def test_what_french_writes_is_not_broken(line: str) -> None:
    assert damages(line) == []


def test_a_broken_card_is_refused_with_the_line_and_what_to_write(folder: Path) -> None:
    replaced("title: Une navette pour le marché", "title: Une navette pour le marchÃ©")(
        folder / NAVETTE
    )
    assert [
        str(each).partition("navette-du-marche.yaml:")[2] for each in check_paths((folder,))[0]
    ] == [
        (
            "3: « marchÃ© » est abîmé par un changement d’encodage ; écrivez « marché », "
            "et enregistrez en « UTF-8 »"
        )
    ]


@pytest.mark.parametrize("text", ["Mobilité", "Un prêt à l’été", "Ça, où, Noël"])
def test_accents_apart_from_their_letters_are_read_as_one_sign(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    assert read_text(path) == (text, [])


CUT = [
    ("title: Une navette pour le marché", "title: Le bus # 12 pour le marché", True),
    ("title: Une navette pour le marché", "title: Navette #12", True),
    ("  - Emprunter le minibus de la mairie", "  - Emprunter le minibus #2", True),
    ("title: Une navette pour le marché", "title: Une navette pour le marché  # à relire", False),
    ("title: Une navette pour le marché", 'title: "Le bus # 12"', False),
    ("kind: practice", "kind: practice # une pratique", False),
]


@pytest.mark.parametrize(("old", "new", "is_told"), CUT)
def test_a_text_cut_by_a_sharp_is_told(folder: Path, old: str, new: str, is_told: bool) -> None:
    replaced(old, new)(folder / NAVETTE)
    told = [each for each in check_paths((folder,))[0] if "« # » coupe ce texte" in each.message]
    assert bool(told) is is_told, check_paths((folder,))[0]
