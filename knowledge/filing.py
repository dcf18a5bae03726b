"""Whether the file of each card stands where one looks for it, under its id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.fields import CARD_ID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.problems import Location
    from knowledge.reading import Document


def folders_of_themes(themes: Document | None) -> dict[str, str]:
    """Return the folder in which the cards of each theme belong.

    There are only those that can be read in themes.yaml.
    """
    if themes is None:
        return {}
    folder_at = {location[1]: folder for location, folder in themes.ids("challenges.*.folder")}
    folder_of = {
        number: folder_at.get(location[1], "")
        for location, number in themes.ids("challenges.*.number")
    }
    challenge_at = {
        location[1]: folder_of.get(number, "")
        for location, number in themes.ids("themes.*.challenge")
    }
    return {
        theme: challenge_at.get(location[1], "") for location, theme in themes.ids("themes.*.id")
    }


def filing_problems(
    card: Document, folders: dict[str, str], seen: dict[str, Path]
) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong with the id and the place of a card's file.

    `seen` gathers the files of the ids met so far.
    """
    path = card.path
    for location, theme in card.ids("theme"):
        folder = folders.get(theme)
        if folder and path.parent.name != folder:
            yield (
                location,
                (
                    f"le thème « {theme} » se range dans {folder}/ ; déplacez le fichier ou "
                    "changez le thème"
                ),
            )
    for location, value in card.ids("id"):
        if value in seen:
            yield (
                location,
                (
                    f"la fiche « {value} » existe déjà dans {seen[value].name} ; "
                    "choisissez un autre id"
                ),
            )
        seen.setdefault(value, path)
        if re.fullmatch(CARD_ID, value) and not path.stem.startswith(f"{value}-"):
            name = f"{value}-{re.sub('^([0-9]+|[A-Z]+)-', '', path.stem)}.yaml"
            yield location, f"le nom du fichier ne commence pas par l’id ; renommez-le « {name} »"
