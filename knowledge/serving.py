"""Whom a card serves.

Some help is for one département only, and of little use to people of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from knowledge.place_names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.gazetteer import Places
    from knowledge.model import Card

_ARTICLES = ("le", "la", "l")


def served_only(card: Card) -> str:
    """Return the code of the one département that a card serves, "" for any other card.

    An aid of a département serves it alone where all its contacts do or, for want of contacts, all
    its partners. A practice is an example for everyone, wherever it was done.
    """
    if card.kind != "aid" or card.place is None or len(card.place.departments) != 1:
        return ""
    helping = [who.departments for who in card.contacts] or [
        who.departments for who in card.partners
    ]
    return (
        card.place.departments[0]
        if helping and all(codes == card.place.departments for codes in helping)
        else ""
    )


def departments_of(code: str, places: Places) -> frozenset[str]:
    """Return the codes of the départements that a place lies in; none for an unknown place."""
    if code in places.communes:
        return frozenset((places.communes[code].department,))
    if code in places.departments:
        return frozenset((code,))
    area = places.area(code)
    return places.epci_departments.get(code, frozenset(area.departments if area else ()))


def site_serves(url: str, departments: Iterable[str], places: Places) -> bool:
    """Tell whether a site serves one of some départements.

    One whose address names another does not. "https://www.pas-de-calais.gouv.fr",
    "https://lenord.fr" and "https://udccas62.fr" name theirs; most name none.
    """
    named = {
        code for code, each in places.departments.items() if _names(url, code, plain(each.name))
    }
    return not named or not named.isdisjoint(departments)


def _names(url: str, code: str, name: str) -> bool:
    """Tell whether the host of an address names a département.

    It does by its name, with its article or not, or by its code.
    """
    host = urlsplit(url if "://" in url else f"https://{url}").hostname or ""
    written = name.replace(" ", "")
    for part in host.split("."):
        squeezed = part.replace("-", "")
        if squeezed in (
            written,
            *(f"{article}{written}" for article in _ARTICLES),
        ) or written in part.split("-"):
            return True
        if squeezed.endswith(code) and not squeezed[: -len(code)][-1:].isdigit():
            return True
    return False
