"""What is strange in cards that can be used all the same.

It is told to a curator, who knows whether it was meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.place_names import plain
from knowledge.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from knowledge.gazetteer import Commune, Epci
    from knowledge.problems import Location
    from knowledge.reading import Document

_FILE = re.compile(r"[A-Za-z0-9]+(-[a-z0-9]+)*\.yaml")
_LINKS = ("links.*.url", "videos.*.url", "contacts.*.urls.*", "partners.*.urls.*")


def remarks(
    cards: Iterable[Document], communes: Mapping[str, Commune], epcis: Mapping[str, Epci]
) -> list[Problem]:
    """Return what is strange in the names of cards' files, their numbers, links and places."""
    cards = list(cards)
    found = list(_skipped(cards))
    for card in cards:
        found += [
            card.problem(location, message)
            for location, message in (*_links(card), *_place(card, communes, epcis))
        ]
        if not _FILE.fullmatch(card.path.name):
            number, _, words = card.path.stem.partition("-")
            good = "-".join([number.strip(), *plain(words).split()])
            found.append(
                Problem(
                    card.path,
                    1,
                    "",
                    f"nom de fichier avec accent, espace ou signe ; renommez-le « {good}.yaml »",
                )
            )
    return found


def _links(card: Document) -> Iterator[tuple[Location, str]]:
    for path in _LINKS:
        for location, link in card.ids(path):
            if not re.match("https?://", link, re.IGNORECASE):
                yield location, f"« {link} » n’a pas de https:// ; écrivez « https://{link} »"


def _place(
    card: Document, communes: Mapping[str, Commune], epcis: Mapping[str, Epci]
) -> Iterator[tuple[Location, str]]:
    """Yield the name of a place that is not the one of its code."""
    codes = [str(code) for _, code in card.ids("place.code")]
    known = communes.get(codes[0]) or epcis.get(codes[0]) if codes else None
    for location, name in card.ids("place.name"):
        if known and not f"{plain(known.name)} ".startswith(f"{plain(name)} "):
            yield (
                location,
                (
                    f"le code {codes[0]} est celui de « {known.name} » ; écrivez ce nom, "
                    "ou le bon code"
                ),
            )


def _skipped(cards: list[Document]) -> Iterator[Problem]:
    """Yield the practices that come after a number that no card has."""
    numbers = {
        int(value): card
        for card in cards
        for _, value in card.ids("id")
        if re.fullmatch("[1-9][0-9]{0,2}", value)
    }
    for number, card in sorted(numbers.items()):
        if number > 1 and number - 1 not in numbers:
            before = max((each for each in numbers if each < number), default=0)
            skipped = (
                f"{before + 1}" if before + 1 == number - 1 else f"{before + 1} à {number - 1}"
            )
            yield card.problem(
                ("id",), f"aucune fiche ne porte le numéro {skipped} ; le suivant est-il le bon ?"
            )
