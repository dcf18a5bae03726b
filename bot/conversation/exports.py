"""The cards of a folder as files to keep.

They are one document to print and contacts for a phone; `spreadsheet` makes the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.conversation.days import in_words
from bot.conversation.labels import label
from bot.conversation.spreadsheet import ROLES
from bot.conversation.texts import say
from bot.conversation.vcards import vcard
from knowledge.model import Contact
from knowledge.serving import site_serves

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from knowledge.collection import Collection
    from knowledge.model import Card, CardPartner, Role
    from knowledge.vocabulary import Partner


@dataclass(frozen=True)
class FolderToPrint:
    """What is printed of a folder.

    It is its cards, the title and the notes that a person gave it, where they are, and the day.
    """

    cards: tuple[Card, ...]
    title: str
    place: str
    day: date
    notes: Mapping[str, str]

    def filled_in(self, collection: Collection) -> dict[str, Any]:
        """Return what the templates of a folder need."""
        return {
            "cards": self.cards,
            "collection": collection,
            "title": self.title or label("my_folder"),
            "place": self.place,
            "notes": self.notes,
            "day": in_words(self.day, weekday=False),
            "contacts": known_contacts(self.cards),
            "helpers": known_helpers(self.cards, collection),
        }


def called(card: Card) -> str:
    """Return what a card is called where it is printed: "Fiche 45", "Aide T"."""
    return label("an_aid" if card.kind == "aid" else "a_card", id=card.id)


@dataclass(frozen=True)
class Known:
    """A contact, the cards that give it, and what each finds doubtful in it."""

    contact: Contact
    cards: tuple[Card, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Helper:
    """A partner, its roles in some cards, and each address that they give for it.

    An address stands with the cards that give it. `sites` are its own that serve their
    départements.
    """

    partner: Partner
    roles: tuple[Role, ...]
    addressed: tuple[tuple[CardPartner, tuple[Card, ...]], ...]
    cards: tuple[Card, ...]
    sites: tuple[str, ...]


def document(folder: FolderToPrint, collection: Collection) -> bytes:
    """Return one HTML page to print.

    It has a cover, each card whole with its note, then every contact and every partner.
    """
    return say("print", called=called, **folder.filled_in(collection)).encode()


def address_book(cards: Sequence[Card], collection: Collection) -> bytes:
    """Return the contacts and the partners that have an address as vCards 3.0.

    It is the version that every telephone reads.
    """
    known = [*known_contacts(cards), *_partners_as_contacts(cards, collection)]
    reached = [each for each in known if has_address(each.contact)]
    return "".join(vcard(each.contact, _note(each, collection)) for each in reached).encode()


def _partners_as_contacts(cards: Sequence[Card], collection: Collection) -> Iterable[Known]:
    """Yield each address that cards give for a partner, as a contact of that body.

    One of a contact given too is left to it.
    """
    given = {
        where
        for each in known_contacts(cards)
        for where in (*each.contact.emails, *each.contact.phones)
    }
    for helper in known_helpers(cards, collection):
        for address, of in helper.addressed:
            emails = tuple(each for each in address.emails if each not in given)
            phones = tuple(each for each in address.phones if each not in given)
            if not (emails or phones or address.urls):
                continue
            contact = Contact(
                name=address.person,
                organisation=helper.partner.name,
                emails=emails,
                phones=phones,
                urls=address.urls,
                departments=address.departments,
            )
            yield Known(contact, of, (address.to_check,) if address.to_check else ())


def has_address(who: Contact | CardPartner) -> bool:
    """Tell whether someone can be written to, called, or found on the web."""
    return bool(who.emails or who.phones or who.urls)


def known_contacts(cards: Iterable[Card]) -> list[Known]:
    """Return every contact of these cards once, in their order.

    Two are the same where only doubts differ.
    """
    found: dict[Contact, list[tuple[Card, str | None]]] = {}
    for card in cards:
        for contact in card.contacts:
            found.setdefault(contact.model_copy(update={"to_check": None}), []).append(
                (card, contact.to_check)
            )
    return [
        Known(
            contact,
            _once(card for card, _ in given),
            tuple(dict.fromkeys(doubt for _, doubt in given if doubt)),
        )
        for contact, given in found.items()
    ]


def known_helpers(cards: Iterable[Card], collection: Collection) -> list[Helper]:
    """Return every partner of these cards once, by name."""
    found: dict[str, list[tuple[Card, CardPartner]]] = {}
    for card in cards:
        for partner in card.partners:
            found.setdefault(partner.id, []).append((card, partner))
    helpers = [
        Helper(
            collection.partners[partner],
            tuple(role for role in ROLES if any(role in each.roles for _, each in given)),
            _addressed(given),
            _once(card for card, _ in given),
            _sites(collection.partners[partner], [card for card, _ in given], collection),
        )
        for partner, given in found.items()
    ]
    return sorted(helpers, key=lambda helper: helper.partner.name.casefold())


def _sites(partner: Partner, cards: Iterable[Card], collection: Collection) -> tuple[str, ...]:
    """Return the sites of a partner that serve the départements of some cards.

    They are all its sites where one of the cards lies in none.
    """
    places = [card.place.departments if card.place else () for card in cards]
    if not all(places):
        return tuple(partner.links)
    here = {code for codes in places for code in codes}
    return tuple(link for link in partner.links if site_serves(link, here, collection.places))


def _addressed(
    given: Iterable[tuple[Card, CardPartner]],
) -> tuple[tuple[CardPartner, tuple[Card, ...]], ...]:
    """Return the different addresses of a partner and the cards that give each.

    Whatever else the cards say of it counts for nothing.
    """
    found: dict[CardPartner, list[Card]] = {}
    for card, partner in given:
        if has_address(partner):
            found.setdefault(partner.model_copy(update={"roles": (), "detail": None}), []).append(
                card
            )
    return tuple((address, _once(cards)) for address, cards in found.items())


def _once(cards: Iterable[Card]) -> tuple[Card, ...]:
    return tuple({card.id: card for card in cards}.values())


def _note(known: Known, collection: Collection) -> str:
    lines = [label("note_card", id=card.id, title=card.title) for card in known.cards]
    if known.contact.departments:
        names = ", ".join(map(collection.places.named, known.contact.departments))
        lines.append(label("note_departments", names=names))
    return "\n".join(lines + [label("note_doubt", doubt=doubt) for doubt in known.doubts])
