"""Every web address and every mail domain that the collection prints, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.collection import Collection


class AddressKind(StrEnum):
    """What an address is for."""

    WEB = "web"
    MAIL = "mail"


@dataclass(frozen=True)
class CheckedAddress:
    """A web address, whole, or the domain of mail addresses.

    `places` say where it is printed, in words.
    """

    kind: AddressKind
    target: str
    places: tuple[str, ...]

    @property
    def host(self) -> str:
        """Return the site or domain that is asked about it."""
        try:
            return urlsplit(self.target).netloc or self.target
        except ValueError:
            return self.target


def addresses_of(collection: Collection) -> list[CheckedAddress]:
    """Return every address once, in the order of the collection."""
    found: dict[tuple[AddressKind, str], list[str]] = {}
    for place, record in _records(collection):
        for kind, target in _printed(record):
            found.setdefault((kind, target), []).append(place)
    return [
        CheckedAddress(kind, target, tuple(dict.fromkeys(places)))
        for (kind, target), places in found.items()
    ]


def _records(collection: Collection) -> Iterator[tuple[str, BaseModel]]:
    yield from ((f"fiche {card.id}", card) for card in collection.cards.values())
    yield from ((f"repères {guide.theme}", guide) for guide in collection.guides.values())
    yield from ((f"partenaire {partner.id}", partner) for partner in collection.partners.values())
    yield from (
        ("contexte", collection.context),
        ("présentation", collection.about),
        ("autodiagnostic", collection.assessment),
    )


def _printed(value: Any, field: str = "") -> Iterator[tuple[AddressKind, str]]:
    """Yield the addresses in a record, whatever it is made of.

    Its fields tell them from other texts.
    """
    if isinstance(value, BaseModel):
        for name, content in value:
            yield from _printed(content, name)
    elif isinstance(value, tuple):
        for each in value:
            yield from _printed(each, field)
    elif isinstance(value, str) and field in ("url", "urls", "links"):
        yield AddressKind.WEB, value if "://" in value else f"https://{value}"
    elif isinstance(value, str) and field in ("email", "emails"):
        yield AddressKind.MAIL, value.rpartition("@")[2].lower()
