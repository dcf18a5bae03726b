"""Whom a card serves: some help is for one département only, and of little use to people of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.gazetteer import Places
    from knowledge.model import Card


def served_only(card: Card) -> str:
    """Return the code of the one département that a card serves, "" for any other card.

    An aid of a département serves it alone where all its contacts do or, for want of contacts, all its partners. A practice is
    an example for everyone, wherever it was done."""
    if card.kind != "aid" or card.place is None or len(card.place.departments) != 1:
        return ""
    helping = [who.departments for who in card.contacts] or [who.departments for who in card.partners]
    return card.place.departments[0] if helping and all(codes == card.place.departments for codes in helping) else ""


def departments_of(code: str, places: Places) -> frozenset[str]:
    """Return the codes of the départements that a place lies in; none for an unknown place."""
    if code in places.communes:
        return frozenset((places.communes[code].department,))
    if code in places.departments:
        return frozenset((code,))
    area = places.area(code)
    return places.epci_departments.get(code, frozenset(area.departments if area else ()))
