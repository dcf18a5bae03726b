"""The contacts of a folder as an address book.

It is read back by another reader, and nothing in it is lost or cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.exports import address_book
from bot.conversation.vcards import escaped, folded

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.model import Card, CardPartner, Contact


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


def _cards_read(book: bytes) -> list[list[tuple[str, str]]]:
    """Read vCards: unfold lines, then cut each at its first colon."""
    entries: list[list[tuple[str, str]]] = []
    for line in book.decode().replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VCARD":
            entries.append([])
        elif line and line != "END:VCARD":
            entries[-1].append((name.partition(";")[0], value))
    return entries


def test_every_contact_with_an_address_is_in_the_address_book_once(
    everything: list[Card], collection: Collection
) -> None:
    entries = _cards_read(address_book(everything, collection))
    wanted = {
        (
            contact.name,
            contact.role,
            contact.organisation,
            contact.emails,
            contact.phones,
            contact.urls,
            contact.departments,
        )
        for card in everything
        for contact in card.contacts
        if contact.emails or contact.phones or contact.urls
    }
    assert len(entries) == len({tuple(entry) for entry in entries})
    assert sum(_is_a_contact(entry, wanted) for entry in entries) >= len(wanted)
    assert all(entry[0] == ("VERSION", "3.0") for entry in entries)
    assert all({"FN", "N", "NOTE"} <= dict(entry).keys() for entry in entries)
    people: list[Contact | CardPartner] = []
    for card in everything:
        people += [*card.contacts, *card.partners]
    emails = {email for who in people for email in who.emails}
    assert {value for entry in entries for name, value in entry if name == "EMAIL"} == emails
    phones = {phone for who in people for phone in who.phones}
    assert {value for entry in entries for name, value in entry if name == "TEL"} == phones


def _is_a_contact(entry: list[tuple[str, str]], wanted: set[tuple[Any, ...]]) -> bool:
    shown = _unescaped(dict(entry)["FN"])
    return any(
        shown in (name, organisation, *emails, *phones, *urls)
        for name, _, organisation, emails, phones, urls, _ in wanted
    )


def test_a_partner_with_an_address_is_a_contact_of_its_body(collection: Collection) -> None:
    card = next(
        card
        for card in collection.cards.values()
        if any(
            each.emails and not any(each.emails[0] in who.emails for who in card.contacts)
            for each in card.partners
        )
    )
    partner = next(
        each
        for each in card.partners
        if each.emails and not any(each.emails[0] in who.emails for who in card.contacts)
    )
    entries = [
        entry
        for entry in _cards_read(address_book([card], collection))
        if ("EMAIL", partner.emails[0]) in entry
    ]
    assert len(entries) == 1
    assert _unescaped(dict(entries[0])["ORG"]) == collection.partners[partner.id].name


def test_a_vcard_tells_its_card_and_its_doubt(collection: Collection) -> None:
    entry = dict(_cards_read(address_book([collection.cards["1"]], collection))[0])
    assert entry["FN"] == "Jérôme IBANEZ"
    assert entry["N"] == "IBANEZ;Jérôme;;;"
    note = _unescaped(entry["NOTE"]).split("\n")
    assert note[0] == "Tambour, fiche 1 : Regrouper plusieurs CCAS"
    assert note[1].startswith("À vérifier : L'adresse porte deux « j »")


def test_a_contact_of_two_cards_is_one_entry_that_names_both(collection: Collection) -> None:
    first, second = collection.cards["31"], collection.cards["57"]
    given = _cards_read(
        address_book([first, second.model_copy(update={"contacts": first.contacts})], collection)
    )
    entries = [entry for entry in given if ("FN", first.contacts[0].name) in entry]
    assert len(entries) == 1
    assert "fiche 31" in dict(entries[0])["NOTE"]
    assert "fiche 57" in dict(entries[0])["NOTE"]


def test_every_line_of_the_address_book_is_folded(
    everything: list[Card], collection: Collection
) -> None:
    book = address_book(everything, collection)
    assert all(len(line) <= 75 for line in book.split(b"\r\n"))
    assert b"\n" not in book.replace(b"\r\n", b"")


@given(st.text())
def test_folding_keeps_each_character_whole_and_each_line_short(line: str) -> None:
    line = line.replace("\r", "").replace("\n", "")
    lines = folded(line).split("\r\n")
    assert all(len(each.encode()) <= 75 for each in lines)
    assert all(each.startswith(" ") for each in lines[1:])
    assert lines[0] + "".join(each[1:] for each in lines[1:]) == line


@given(st.text())
def test_an_escaped_value_is_one_line_and_reads_back(text: str) -> None:
    value = escaped(text)
    assert len(value.splitlines()) <= 1
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value)
    kept = "".join(text.replace("\r\n", "\n").splitlines())
    printable = "".join(character for character in _unescaped(value) if character != "\n")
    assert [a for a in printable if a > " "] == [a for a in kept if a > " " and a != "\x7f"]
