"""What a folder becomes as a page to print and as a table.

Each is read back by another reader, and nothing in it is lost, cut or run.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from bot.conversation.days import in_words
from bot.conversation.exports import FolderToPrint, document
from bot.conversation.spreadsheet import defused, spreadsheet

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.model import Card, CardPartner, Contact

DAY = date(2026, 11, 23)


def _to_print(
    *cards: Card, title: str = "", place: str = "", notes: dict[str, str] | None = None
) -> FolderToPrint:
    return FolderToPrint(cards, title, place, DAY, notes or {})


_VOID = {"meta", "br"}


class _Page(HTMLParser):
    """Reads a page strictly: every tag closed in order.

    Keeps its headings, its words and what it points to.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.levels: list[int] = []
        self.words: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(page)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module")
def page(everything: list[Card], collection: Collection) -> _Page:
    return _Page(document(_to_print(*everything, place="Vervins"), collection).decode())


def _plain(text: str) -> str:
    """Return a text with plain spaces and apostrophes, whatever typography made of it."""
    return re.sub(r"\s", "", text).replace("’", "'")


def test_the_document_is_one_whole_page_in_french(page: _Page) -> None:
    assert page.open == []
    assert ("html", "lang", "fr") in page.attributes
    assert "23 novembre 2026" in page.text
    assert "Vervins" in page.text


def test_the_document_needs_nothing_from_outside(page: _Page) -> None:
    assert {name for _, name, _ in page.attributes} <= {
        *("lang", "charset", "name", "content", "class", "id", "href", "aria-label", "scope")
    }
    assert {tag for tag, name, _ in page.attributes if name == "href"} == {"a"}


def test_headings_never_skip_a_level(page: _Page) -> None:
    assert page.levels[0] == 1
    assert page.levels.count(1) == 1
    assert all(
        after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False)
    )


def test_every_link_inside_the_document_leads_somewhere(page: _Page) -> None:
    ids = {value for _, name, value in page.attributes if name == "id"}
    inside = {
        value[1:] for _, name, value in page.attributes if name == "href" and value.startswith("#")
    }
    assert inside == ids


def test_the_document_holds_every_word_of_every_card(
    page: _Page, everything: list[Card], collection: Collection
) -> None:
    text = _plain(page.text)
    for card in everything:
        given = [card.title, card.summary, *card.steps, *card.key_figures, *card.to_check]
        people: tuple[Contact | CardPartner, ...] = (*card.contacts, *card.partners)
        for who in people:
            given += [*who.emails, *who.phones, *who.urls, who.to_check or ""]
        given += [collection.partners[partner.id].name for partner in card.partners]
        given += [
            words
            for each in (*card.links, *card.videos)
            for words in (each.title, each.url or "", each.email or "")
        ]
        assert [words for words in given if _plain(words) not in text] == []


@pytest.mark.parametrize(("card", "called"), [("W", "Aide W"), ("A", "Aide A"), ("45", "Fiche 45")])
def test_an_aid_is_called_so_in_the_contents_and_above_its_text(
    collection: Collection, card: str, called: str
) -> None:
    printed = _Page(document(_to_print(collection.cards[card]), collection).decode()).text
    assert printed.count(f"{called}. ") == 2
    assert (f"Fiche {card}" in printed) is (called == f"Fiche {card}")


def test_nothing_in_the_document_is_taken_for_a_tag(collection: Collection) -> None:
    hostile = '<script>alert("x")</script> & <b>'
    card = collection.cards["45"].model_copy(update={"title": hostile, "steps": (hostile, hostile)})
    written = document(
        _to_print(card, title=hostile, place=hostile, notes={"45": hostile}), collection
    ).decode()
    assert "<script" not in written
    assert "<b>" not in written
    assert hostile in _Page(written).text


def test_an_empty_place_is_not_written(collection: Collection) -> None:
    assert 'class="place"' not in document(_to_print(collection.cards["45"]), collection).decode()


@pytest.mark.parametrize(
    ("day", "written"), [(DAY, "23 novembre 2026"), (date(2026, 3, 1), "1er mars 2026")]
)
def test_days_are_written_the_french_way(day: date, written: str) -> None:
    assert in_words(day, weekday=False) == written


def _rows(table: bytes) -> list[dict[str, str]]:
    return list(
        csv.DictReader(
            io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";", strict=True
        )
    )


def test_the_table_opens_in_a_french_excel(everything: list[Card], collection: Collection) -> None:
    table = spreadsheet(everything, collection)
    assert table.startswith(b"\xef\xbb\xbfFiche;Titre;")
    assert b"\n" not in table.replace(b"\r\n", b"")


def test_the_table_has_a_line_for_each_card_and_contact(
    everything: list[Card], collection: Collection
) -> None:
    rows = _rows(spreadsheet(everything, collection))
    assert [row["Fiche"] for row in rows] == [
        card.id for card in everything for _ in card.contacts or (None,)
    ]
    emails = {email for card in everything for contact in card.contacts for email in contact.emails}
    assert {email for row in rows for email in row["E-mail"].split(", ") if email} == emails
    assert all(None not in row and None not in row.values() for row in rows)


def test_a_line_of_the_table_has_figures_a_spreadsheet_counts(collection: Collection) -> None:
    row = _rows(spreadsheet([collection.cards["45"]], collection))[0]
    assert (row["Habitants"], row["Taux de pauvreté (%)"], row["Contact"]) == (
        "54283",
        "15,4",
        "Laurence LOITS",
    )


@given(st.text())
def test_no_cell_is_run_as_a_formula_nor_breaks_its_line(text: str) -> None:
    cell = defused(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert len(cell.splitlines()) <= 1


@pytest.mark.parametrize("formula", ["=1+1", "+33 3 22", "-2", "@SUM(A1)", "\t=1", " =1", "\n@x"])
def test_a_formula_is_shown_as_text(formula: str) -> None:
    assert defused(formula) == f"'{formula.strip()}"
