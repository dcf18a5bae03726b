"""The folder as a PDF, read back by another library.

It has its cover, contents with their pages, cards and notes, and loses nothing.
"""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from bot.conversation.exports import FolderToPrint
from bot.conversation.folder_pdf import printed

if TYPE_CHECKING:
    from knowledge.collection import Collection
    from knowledge.model import Card

DAY = date(2026, 11, 23)


def _read(
    cards: list[Card], collection: Collection, title: str = "", place: str = "", **notes: str
) -> list[str]:
    """Return the words of each page, on one line."""
    content = printed(
        FolderToPrint(
            tuple(cards), title, place, DAY, {key.strip("_"): note for key, note in notes.items()}
        ),
        collection,
    )
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


COVERS = [  # the title that the person gives, "" for none, and their commune
    ("Mobilité, conseil du 12 mars", "Guise"),
    ("Pour l’école de Saint-Rémy-au-Bois", "Saint-Rémy-au-Bois"),
    ("Dossier n° 3 : l’eau", "CC du Ternois"),
    ("", "Hirson"),
]


@pytest.mark.parametrize(("title", "place"), COVERS)
def test_the_cover_bears_the_title_the_commune_and_the_day(
    collection: Collection, title: str, place: str
) -> None:
    cover = _read([collection.cards["45"]], collection, title, place)[0]
    assert all(
        _letters(each) in _letters(cover)
        for each in (title or "Mon dossier", place, "23 novembre 2026")
    )


def test_a_cover_without_a_commune_says_all_the_rest(collection: Collection) -> None:
    bare, placed = (_read([collection.cards["45"]], collection, "", each)[0] for each in ("", "Y"))
    assert "Mon dossier" in bare
    assert _letters(placed).replace("Y", "", 1) == _letters(bare)


def test_the_contents_give_the_page_where_each_card_begins(collection: Collection) -> None:
    cards = [collection.cards[each] for each in ("45", "T", "12", "3")]
    pages = _read(cards, collection)
    for card in cards:
        name = f"{'Aide' if card.kind == 'aid' else 'Fiche'} {card.id}. "
        first = next(
            number for number, text in enumerate(pages, 1) if number > 2 and text.startswith(name)
        )
        line = pages[1][pages[1].index(name) :]
        assert f" {first} " in f"{line} ".replace(card.title, "")


@pytest.mark.parametrize("card", ["45", "12", "T"])
def test_a_note_is_printed_with_its_card_and_no_other(collection: Collection, card: str) -> None:
    cards = [collection.cards[each] for each in ("45", "12", "T")]
    pages = _read(cards, collection, **{f"_{card}": "Appeler avant Noël"})
    called = f"{'Aide' if collection.cards[card].kind == 'aid' else 'Fiche'} {card}. "
    starts = [page for page, text in enumerate(pages) if page > 1 and text.startswith(called)]
    (noted,) = (page for page, text in enumerate(pages) if "Appeler avant Noël" in text)
    assert noted in range(starts[0], starts[0] + 3)
    between = pages[starts[0] + 1 : noted + 1]
    assert not [text for text in between if text.startswith(("Fiche ", "Aide "))]


@pytest.mark.parametrize(("card", "called"), [("T", "Aide T"), ("A", "Aide A"), ("45", "Fiche 45")])
def test_an_aid_is_called_so_in_the_contents_and_above_its_text(
    collection: Collection, card: str, called: str
) -> None:
    pages = _read([collection.cards[card]], collection)
    assert [f"{called}. " in pages[page] for page in (1, 2)] == [True, True]


@pytest.fixture(scope="module")
def whole(collection: Collection) -> list[str]:
    """The pages of a folder of every card."""
    return _read(list(collection.cards.values()), collection)


@pytest.mark.slow
def test_every_word_of_every_card_is_there(collection: Collection, whole: list[str]) -> None:
    text = _letters("".join(whole[2:]))
    for card in collection.cards.values():
        lost = [
            words
            for words in (card.title, card.summary, *card.steps, *card.key_figures)
            if _letters(words) not in text
        ]
        assert lost == [], card.id


@pytest.mark.slow
def test_a_long_folder_has_as_many_pages_of_contents_as_it_needs(
    collection: Collection, whole: list[str]
) -> None:
    cards = list(collection.cards.values())
    begin = next(
        number
        for number, text in enumerate(whole)
        if number and text.startswith(f"Fiche {cards[0].id}.")
    )
    assert begin == 3  # pages before it: a cover, two of contents
    assert all(f". {card.title[:20]}" in " ".join(whole[1:begin]) for card in cards)


@pytest.mark.parametrize(
    "title", ["😀 été", "<b>gras</b> & co", "漢字", "x" * 80, "Œuvre « d’art » — 20 €"]
)
def test_any_title_makes_a_file(collection: Collection, title: str) -> None:
    assert _read([collection.cards["45"]], collection, title, title, _45=title)


def _letters(text: str) -> str:
    """Return the letters and digits of a text: where lines are cut says nothing."""
    return "".join(sign for sign in text if sign.isalnum())
