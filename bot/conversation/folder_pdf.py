"""The folder as a PDF.

It has a cover, contents with their pages, each card whole on its own page with its note, and who
can help.

It is made by fpdf2 rather than by a browser: one press gives it on a phone that has no printer, and
only a program that lays the pages out itself can print their numbers in the contents. The 14
standard fonts of PDF are used, so that nothing has to be embedded; their Windows-1252 letters write
French whole, œ and € included.
"""

from __future__ import annotations

import html
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace, TextStyle
from fpdf.outline import TableOfContents
from typing_extensions import override

from bot.conversation.exports import called
from bot.conversation.labels import label
from bot.conversation.texts import say

if TYPE_CHECKING:
    from fpdf.outline import OutlineSection

    from bot.conversation.exports import FolderToPrint
    from knowledge.collection import Collection
    from knowledge.model import Card

_FONT, _SIZE = "Helvetica", 10
_MARGIN, _LINE = 18, 5.2  # millimetres
_INK, _BLUE, _NOTE = (17, 17, 17), (18, 48, 79), (255, 248, 220)
_TAGS = {
    "h3": TextStyle(_FONT, "B", 11, _BLUE, t_margin=3, b_margin=1),
    "a": FontFace(color=(11, 61, 145)),
    "li": TextStyle(_FONT, "", _SIZE, l_margin=3, b_margin=0.6),
}
# What Windows-1252 lacks and texts may hold.
_WRITTEN_ELSE = str.maketrans(
    {"\u202f": "\xa0", "\u2009": "\xa0", "→": ">", "✎": "", "⚠": "!", "−": "-", "\u2011": "-"}
)


class _Page(FPDF):
    """A page with its number at the foot; none on the cover."""

    @override
    def footer(self) -> None:
        """Print the number of the page, and of how many."""
        if self.page_no() > 1:
            self.set_y(-14)
            self.set_font(_FONT, "", 8)
            self.cell(0, 8, label("printed_page", number=self.page_no(), total="{nb}"), align="R")


class _Contents(TableOfContents):
    """The contents with the title of each card only, not those of its parts."""

    @override
    def render_toc(self, pdf: FPDF, outline: list[OutlineSection]) -> None:
        """Print the titles with their pages."""
        super().render_toc(pdf, [section for section in outline if section.level == 0])


def printed(folder: FolderToPrint, collection: Collection) -> bytes:
    """Return a folder as a PDF."""
    told = folder.filled_in(collection)
    page = _begun(told["title"], folder)
    _cover(page, told["title"], say("folder_pdf_cover", **told))
    page.add_page()
    _title(page, label("contents"))
    contents = _Contents(TextStyle(_FONT, "", _SIZE, _INK))
    page.insert_toc_placeholder(contents.render_toc, allow_extra_pages=True)
    for number, card in enumerate(folder.cards):
        if number:
            page.add_page()
        _print_card(
            page, card, folder.notes.get(card.id, ""), say("folder_pdf_card", card=card, **told)
        )
    if told["helpers"]:
        page.add_page()
        _heading(page, label("all_helpers"))
        _write(page, say("folder_pdf_helpers", called=called, **told))
    return bytes(page.output())


def _begun(title: str, folder: FolderToPrint) -> _Page:
    """Return an empty document that knows its language, its title and its day."""
    page = _Page(format="A4")
    page.core_fonts_encoding = "cp1252"
    page.set_creation_date(datetime.combine(folder.day, time(), UTC))
    page.set_lang("fr")
    page.set_title(_letters(title))
    page.set_margins(_MARGIN, _MARGIN, _MARGIN)
    page.set_auto_page_break(True, 20)
    page.set_text_color(*_INK)
    page.set_font(_FONT, "", _SIZE)
    return page


def _cover(page: _Page, title: str, about: str) -> None:
    page.add_page()
    page.set_y(70)
    page.set_font(_FONT, "B", 26)
    page.set_text_color(*_BLUE)
    page.multi_cell(0, 11, _letters(title), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.ln(6)
    page.set_text_color(*_INK)
    _write(page, about)


def _print_card(page: _Page, card: Card, note: str, text: str) -> None:
    _heading(page, f"{called(card)}. {card.title}")
    if note:
        page.set_fill_color(*_NOTE)
        page.set_font(_FONT, "", _SIZE)
        page.multi_cell(
            0,
            _LINE,
            _letters(f"{label('note')} : {note}"),
            border=1,
            fill=True,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )
        page.ln(2)
    _write(page, text)


def _heading(page: _Page, title: str) -> None:
    page.start_section(_letters(title))
    _title(page, title)


def _title(page: _Page, title: str) -> None:
    page.set_font(_FONT, "B", 16)
    page.set_text_color(*_BLUE)
    page.multi_cell(0, 7.5, _letters(title), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    page.set_text_color(*_INK)
    page.ln(1)


def _write(page: _Page, text: str) -> None:
    page.set_font(_FONT, "", _SIZE)
    page.write_html(_letters(text), tag_styles=_TAGS, li_prefix_color=_BLUE, ul_bullet_char="•")


def _letters(text: str) -> str:
    """Return a text in the letters of Windows-1252.

    A sign that it does not have is written as near as can be.
    """
    text = (
        html.unescape(text).translate(_WRITTEN_ELSE)
        if "<" not in text
        else text.translate(_WRITTEN_ELSE)
    )
    return text.encode("cp1252", "ignore").decode("cp1252")
