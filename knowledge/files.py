"""The text of a data file, or why it can't be read."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from knowledge.damage import damages
from knowledge.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


def read_text(path: Path) -> tuple[str, list[Problem]]:
    """Read a text file, and return it with what is wrong with it.

    One that can't be read, or that a change of encoding has broken, gives an empty text and
    problems.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return "", [Problem(path, 1, "", "fichier absent ; vérifiez son nom, ou créez-le")]
    except IsADirectoryError:
        return "", [Problem(path, 1, "", "c’est un dossier ; mettez un fichier à sa place")]
    except OSError:
        return "", [Problem(path, 1, "", "fichier illisible ; vérifiez son nom et ses droits")]
    try:
        return sound(path, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return "", [
            Problem(path, line, "", "caractères illisibles ; enregistrez le fichier en « UTF-8 »")
        ]


def sound(path: Path, text: str) -> tuple[str, list[Problem]]:
    """Return a text with each accent and its letter as one sign, as Macs do not write them.

    It is None where the text is broken.
    """
    problems = [Problem(path, damage.line, "", str(damage)) for damage in damages(text)]
    return ("", problems) if problems else (unicodedata.normalize("NFC", text), [])
