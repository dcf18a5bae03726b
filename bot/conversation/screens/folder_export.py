"""The folder given back as a file: to print, for a telephone, for a spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons, exports
from bot.conversation.days import day_of
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import Attachment, Reply
from bot.conversation.screens.folder import TO_FOLDER, cards_of, empty, tidied
from bot.conversation.spreadsheet import spreadsheet
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.model import Card

_MOST_IN_PDF = 30  # cards: a page of it takes some 30 ms, during which nobody else is answered
_MOST_IN_A_NAME, _MOST_KEPT = 5, 3  # numbers in the name of a file, buttons that keep a card
_EXPORTS = tuple(
    buttons.press("export", label(f"export_{kind}"), kind) for kind in ("pdf", "html", "vcf", "csv")
)


def choose_export(turn: Turn, _: str = "") -> Outcome:
    """Ask as what the folder is wanted."""
    turn, gone = tidied(turn)
    if not turn.session.folder:
        return empty(turn, gone)
    title = turn.session.folder_title
    naming = buttons.press("folder-title", label("change_title" if title else "folder_title"))
    text = say("folder_export", count=len(turn.session.folder), title=title, gone=gone)
    return turn.says(
        Reply(text, (*buttons.in_rows(_EXPORTS, 2), (naming, TO_FOLDER))), sight=Sight.EXPORT
    )


def export(turn: Turn, kind: str) -> Outcome:
    """Give the folder back as a file.

    It is "pdf" or "html" to print, "vcf" for a telephone, "csv" for a spreadsheet.
    """
    turn, gone = tidied(turn)
    cards, collection = cards_of(turn), turn.world.collection
    if not cards:
        return empty(turn, gone)
    if kind == "html":
        content = exports.document(_to_print(turn, cards), collection)
    elif kind == "pdf" and len(cards) > _MOST_IN_PDF:
        return export(turn, "html")  # which is made at once
    elif kind == "pdf":
        # Fpdf2 takes a third of a second to load, and few ask for a PDF.
        from bot.conversation import folder_pdf

        content = folder_pdf.printed(_to_print(turn, cards), collection)
    elif kind == "vcf":
        content = exports.address_book(cards, collection)
    elif kind == "csv":
        content = spreadsheet(cards, collection)
    else:
        return choose_export(turn)
    text = say(
        "folder_exported",
        kind=kind,
        too_long=kind == "html" and len(cards) > _MOST_IN_PDF,
        count=len(cards),
        gone=gone,
        is_empty=not content,
    )
    described = next(each.label for each in _EXPORTS if each.data.endswith(kind))
    file = (
        Attachment(
            f"dossier-{turn.now:%Y-%m-%d}.{kind}", content, label("file_of_folder", kind=described)
        )
        if content
        else None
    )
    others = tuple(each for each in _EXPORTS if not each.data.endswith(kind))
    return turn.says(Reply(text, (others, (TO_FOLDER,)), file), sight=Sight.EXPORT)


def print_cards(turn: Turn, written: str) -> Outcome:
    """Give some cards as a PDF, kept or not; the choice of files where none is known."""
    known = turn.world.collection.cards
    cards = [known[each] for each in dict.fromkeys(written.split(",")) if each in known]
    cards = cards[:_MOST_IN_PDF]
    if not cards:
        return choose_export(turn)
    from bot.conversation import folder_pdf

    numbers = "-".join(card.id for card in cards[:_MOST_IN_A_NAME])
    printed = replace(_to_print(turn, cards), title=cards[0].title if len(cards) == 1 else "")
    file = Attachment(
        f"{label('file_of_cards')}-{numbers}.pdf",
        folder_pdf.printed(printed, turn.world.collection),
        label("printed_cards", numbers=numbers),
    )
    kept = {*turn.session.folder}
    keeping = tuple(
        buttons.press("keep", label("keep_card", id=card.id), card.id)
        for card in cards
        if card.id not in kept
    )
    opening = buttons.to_card(cards[0].id, label("back_to_card"))
    rows = (*buttons.in_rows(keeping[:_MOST_KEPT], _MOST_KEPT), (opening, TO_FOLDER))
    return turn.says(
        Reply(say("cards_printed", cards=cards), rows, file),
        card=cards[0].id if len(cards) == 1 else turn.session.card,
    )


def _to_print(turn: Turn, cards: Sequence[Card]) -> exports.FolderToPrint:
    session = turn.session
    place = turn.world.place_name(session.place)
    return exports.FolderToPrint(
        tuple(cards), session.folder_title, place, day_of(turn.now), session.folder_notes
    )


DOORS = Doors(
    presses={"folder-export": choose_export, "export": export, "print-cards": print_cards}
)
