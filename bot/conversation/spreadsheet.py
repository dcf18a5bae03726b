"""The cards of a folder as a table for a spreadsheet.

It is CSV, as a spreadsheet reads it in French, and no cell of it is a formula.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from bot.conversation.labels import label
from bot.conversation.texts import link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.collection import Collection
    from knowledge.model import Card, CardPartner, Contact, Role

ROLES: dict[Role, str] = {
    "funder": label("role_funder"),
    "engineering": label("role_engineering"),
    "operator": label("role_operator"),
}
_COLUMNS = tuple(
    label(f"column_{name}")
    for name in (
        "card",
        "title",
        "challenge",
        "theme",
        "place",
        "departments",
        "population",
        "poverty",
        "summary",
        "contact",
        "role",
        "organisation",
        "email",
        "phone",
        "site",
        "contact_departments",
        "contact_doubt",
        "helpers",
        "doubt",
        "page",
    )
)


def spreadsheet(cards: Iterable[Card], collection: Collection) -> bytes:
    """Return a CSV table that a French Excel opens as it is: a line for each card and contact."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";")
    table.writerow(_COLUMNS)
    for card in cards:
        table.writerows(
            map(defused, _row(card, contact, collection)) for contact in card.contacts or (None,)
        )
    return out.getvalue().encode("utf-8-sig")


def defused(cell: str) -> str:
    """Return a cell on one line that no spreadsheet takes for a formula."""
    line = " ".join(cell.split())
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line


def _row(card: Card, contact: Contact | None, collection: Collection) -> list[str]:
    return [
        card.id,
        card.title,
        collection.challenge_of(card).title,
        collection.themes[card.theme].title,
        *_place_cells(card, collection),
        card.summary,
        *_contact_cells(contact, collection),
        " / ".join(_helper(partner, collection) for partner in card.partners),
        " / ".join(card.to_check),
        str(card.source_page),
    ]


def _place_cells(card: Card, collection: Collection) -> list[str]:
    place = card.place
    if place is None:
        return [""] * 4
    rate = "" if place.poverty_rate is None else str(place.poverty_rate).replace(".", ",")
    name = (
        label("doubtful", what=place.name, doubt=place.to_check) if place.to_check else place.name
    )
    return [
        name,
        ", ".join(map(collection.places.named, place.departments)),
        str(place.population or ""),
        rate,
    ]


def _contact_cells(contact: Contact | None, collection: Collection) -> list[str]:
    if contact is None:
        return [""] * 8
    return [
        contact.name or "",
        contact.role or "",
        contact.organisation or "",
        ", ".join(contact.emails),
        ", ".join(contact.phones),
        ", ".join(map(link, contact.urls)),
        ", ".join(map(collection.places.named, contact.departments)),
        contact.to_check or "",
    ]


def _helper(partner: CardPartner, collection: Collection) -> str:
    addresses = [*partner.emails, *partner.phones, *map(link, partner.urls)]
    roles = ", ".join(ROLES[role] for role in partner.roles)
    told = " ".join([f"{collection.partners[partner.id].name} ({roles})", *addresses])
    return label("doubtful", what=told, doubt=partner.to_check) if partner.to_check else told
