"""The folder ("mon dossier"): the cards a person keeps, in their order.

It shows what to do of them, and gives them back as files.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from bot.conversation import buttons, exports
from bot.conversation.days import day_of
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import Attachment, Button, Reply, Rows
from bot.conversation.screens.card import open_card
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.acts import Arrange
    from knowledge.model import Card

PAGE = 8  # cards on a page
_ROW = 4
_MOST_IN_PDF = 30  # cards: a page of it takes some 30 ms, during which nobody else is answered
_FOLDER = buttons.press("folder", label("my_folder"))
_EXPORTS = tuple(
    buttons.press("export", label(f"export_{kind}"), kind) for kind in ("pdf", "html", "vcf", "csv")
)


def keep(turn: Turn, card_id: str) -> Outcome:
    """Add a card to the folder, once, and say so."""
    card = turn.world.collection.cards.get(card_id)
    if card is None:
        return open_card(turn, card_id)
    folder = turn.session.folder
    kept = card_id in folder
    rows = (
        (buttons.press("unkeep", label("leave_folder"), card_id), _FOLDER),
        (
            buttons.press("folder-note", label("write_note"), card_id),
            buttons.to_card(card_id, label("back_to_card")),
        ),
    )
    text = say("folder_kept", card=card, already=kept)
    return turn.says(Reply(text, rows), folder=folder if kept else (*folder, card_id), card=card_id)


def keep_all(turn: Turn, ids: Sequence[str]) -> Outcome:
    """Add several cards to the folder, each once, and say so."""
    cards = [
        turn.world.collection.cards[each] for each in ids if each in turn.world.collection.cards
    ]
    folder = tuple(dict.fromkeys((*turn.session.folder, *(card.id for card in cards))))
    text = say("folder_kept_all", cards=cards, added=folder != turn.session.folder)
    return turn.says(Reply(text, ((_FOLDER, buttons.THEMES),)), folder=folder)


def unkeep(turn: Turn, card_id: str) -> Outcome:
    """Take a card out of the folder, and say so."""
    folder = turn.session.folder
    card = turn.world.collection.cards.get(card_id)
    text = say("folder_unkept", written=card_id, card=card, was_kept=card_id in folder)
    back = (
        buttons.press("keep", label("put_back_in_folder"), card_id),
        buttons.to_card(card_id, label("back_to_card")),
    )
    rows = ((back,) if card else ()) + ((_FOLDER,),)
    return turn.says(
        Reply(text, rows), folder=_without(folder, card_id), folder_notes=_notes_but(turn, card_id)
    )


def show(turn: Turn, _: str = "") -> Outcome:
    """Show the first page of the folder."""
    return show_page(turn, "")


def show_page(turn: Turn, written: str) -> Outcome:
    """Show a page of the folder.

    It has each card with its place and whom to call, and buttons to open it.
    """
    turn, gone = _tidied(turn)
    cards = _cards(turn)
    if not cards:
        return _empty(turn, gone)
    page, numbered = _page(cards, written)
    text = say(
        "folder", cards=numbered, count=len(cards), gone=gone, collection=turn.world.collection
    )
    opening = [
        buttons.to_card(card.id, label("open_in_folder", number=number))
        for number, card in numbered
    ]
    rows = (
        *buttons.in_rows(opening, _ROW),
        *_paging("folder", page, len(cards)),
        (
            buttons.press("folder-edit", label("arrange_folder"), str(page)),
            buttons.press("folder-export", label("export_folder")),
        ),
        (
            buttons.press("folder-notes", label("folder_notes")),
            buttons.press("folder-clear", label("empty_folder")),
        ),
    )
    return turn.says(
        Reply(text, rows, replaces=bool(written)), offered=turn.session.folder, shown=0, card=""
    )


def edit(turn: Turn, written: str = "") -> Outcome:
    """Show a page of the folder with buttons that move each card up or down, or take it out."""
    turn, gone = _tidied(turn)
    cards = _cards(turn)
    if not cards:
        return _empty(turn, gone)
    page, numbered = _page(cards, written)
    text = say("folder_edit", cards=numbered, count=len(cards), gone=gone)
    rows = (
        *(_moving(number, card.id, len(cards)) for number, card in numbered),
        *_paging("folder-edit", page, len(cards)),
        (buttons.press("folder", label("done"), str(page)),),
    )
    return turn.says(Reply(text, rows, replaces=True), offered=turn.session.folder, shown=0)


def up(turn: Turn, card_id: str) -> Outcome:
    """Move a card one place up, and show the page where it now stands."""
    return _move(turn, card_id, -1)


def down(turn: Turn, card_id: str) -> Outcome:
    """Move a card one place down, and show the page where it now stands."""
    return _move(turn, card_id, 1)


def remove(turn: Turn, card_id: str) -> Outcome:
    """Take a card out of the folder, and show the page where it stood."""
    folder = turn.session.folder
    page, notes = _page_of(folder, card_id), _notes_but(turn, card_id)
    left = replace(turn.session, folder=_without(folder, card_id), folder_notes=notes)
    return edit(replace(turn, session=left), page)


def arrange(turn: Turn, act: Arrange) -> Outcome:
    """Move cards of the folder as it was said, and show the new order."""
    turn, gone = _tidied(turn)
    folder, cards = turn.session.folder, turn.world.collection.cards
    if not folder:
        return _empty(turn, gone)
    absent = [
        cards[each] for each in (*act.ids, act.beside) if each in cards and each not in folder
    ]
    if absent:
        doors = (buttons.press("keep", label("keep_card", id=absent[0].id), absent[0].id), _FOLDER)
        return turn.says(Reply(say("folder_unkept", card=absent[0], was_kept=False), (doors,)))
    moved = _arranged(folder, act)
    text = say(
        "folder_arranged", cards=list(enumerate((cards[each] for each in moved), 1)), gone=gone
    )
    rows = ((_FOLDER, buttons.press("folder-export", label("export_folder"))),)
    return turn.says(Reply(text, rows), folder=moved, offered=moved, shown=0, card="")


def _arranged(folder: Sequence[str], act: Arrange) -> tuple[str, ...]:
    """Return a folder with the cards of an act moved."""
    if act.where == "swap":
        other = dict(zip(act.ids, reversed(act.ids), strict=True))
        return tuple(other.get(each, each) for each in folder)
    rest = [each for each in folder if each not in act.ids]
    where = {"first": 0, "last": len(rest)}.get(act.where, 0)
    if act.beside in rest:
        where = rest.index(act.beside) + (act.where == "after")
    elif act.where in ("up", "down"):
        where = max(folder.index(act.ids[0]) + (1 if act.where == "down" else -1), 0)
    return (*rest[:where], *act.ids, *rest[where:])


def clear(turn: Turn, confirmed: str = "") -> Outcome:
    """Ask before emptying the folder.

    A confirmation counts only for the folder that it was asked for.
    """
    turn, gone = _tidied(turn)
    folder = turn.session.folder
    if not folder:
        return _empty(turn, gone)
    stamp = f"{crc32(','.join(folder).encode()):08x}"
    if confirmed == stamp:
        return turn.says(
            Reply(say("folder_cleared"), ((buttons.THEMES,),), replaces=True),
            folder=(),
            folder_title="",
            folder_notes={},
        )
    choice = (
        buttons.press("folder-clear", label("yes_empty"), stamp),
        buttons.press("folder", label("no_keep_folder")),
    )
    return turn.says(
        Reply(say("folder_clear", count=len(folder), gone=gone), (choice,)), sight=Sight.CLEARING
    )


def choose_export(turn: Turn, _: str = "") -> Outcome:
    """Ask as what the folder is wanted."""
    turn, gone = _tidied(turn)
    if not turn.session.folder:
        return _empty(turn, gone)
    title = turn.session.folder_title
    naming = buttons.press("folder-title", label("change_title" if title else "folder_title"))
    text = say("folder_export", count=len(turn.session.folder), title=title, gone=gone)
    return turn.says(
        Reply(text, (*buttons.in_rows(_EXPORTS, 2), (naming, _FOLDER))), sight=Sight.EXPORT
    )


def export(turn: Turn, kind: str) -> Outcome:
    """Give the folder back as a file.

    It is "pdf" or "html" to print, "vcf" for a telephone, "csv" for a spreadsheet.
    """
    turn, gone = _tidied(turn)
    cards, collection = _cards(turn), turn.world.collection
    if not cards:
        return _empty(turn, gone)
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
        content = exports.spreadsheet(cards, collection)
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
    return turn.says(Reply(text, (others, (_FOLDER,)), file), sight=Sight.EXPORT)


def _to_print(turn: Turn, cards: Sequence[Card]) -> exports.FolderToPrint:
    session = turn.session
    place = turn.world.place_name(session.place)
    return exports.FolderToPrint(
        tuple(cards), session.folder_title, place, day_of(turn.now), session.folder_notes
    )


def _tidied(turn: Turn) -> tuple[Turn, tuple[str, ...]]:
    """Return the turn with only cards that still exist in its folder, and the ids of the others.

    Those are told once.
    """
    folder, cards = turn.session.folder, turn.world.collection.cards
    kept = tuple(card for card in folder if card in cards)
    return replace(turn, session=replace(turn.session, folder=kept)), tuple(
        card for card in folder if card not in cards
    )


def _cards(turn: Turn) -> list[Card]:
    return [turn.world.collection.cards[card] for card in turn.session.folder]


def _empty(turn: Turn, gone: Sequence[str]) -> Outcome:
    return turn.says(Reply(say("folder_empty", gone=gone), ((buttons.THEMES,),)))


def _move(turn: Turn, card_id: str, by: int) -> Outcome:
    turn, gone = _tidied(turn)
    folder = list(turn.session.folder)
    if card_id in folder:
        place = folder.index(card_id)
        folder.insert(max(place + by, 0), folder.pop(place))
    return edit(
        replace(turn, session=replace(turn.session, folder=(*folder, *gone))),
        _page_of(folder, card_id),
    )


def _without(folder: Sequence[str], card_id: str) -> tuple[str, ...]:
    return tuple(card for card in folder if card != card_id)


def _notes_but(turn: Turn, card_id: str) -> dict[str, str]:
    """Return the notes of the folder but that on a card."""
    return {card: note for card, note in turn.session.folder_notes.items() if card != card_id}


def _page_of(folder: Sequence[str], card_id: str) -> str:
    return str(folder.index(card_id) // PAGE + 1) if card_id in folder else ""


def _page(cards: Sequence[Card], written: str) -> tuple[int, list[tuple[int, Card]]]:
    """Return the number of the page asked for, or of the nearest.

    With it go its cards with their numbers.
    """
    asked = int(written) if re.fullmatch("[0-9]{1,3}", written) else 1
    page = min(max(asked, 1), -(-len(cards) // PAGE))
    first = (page - 1) * PAGE
    return page, list(enumerate(cards[first : first + PAGE], first + 1))


def _paging(verb: str, page: int, count: int) -> Rows:
    before = (buttons.press(verb, label("page_before"), str(page - 1)),) if page > 1 else ()
    after = (
        (buttons.press(verb, label("page_after"), str(page + 1)),) if page * PAGE < count else ()
    )
    return ((*before, *after),) if before or after else ()


def _moving(number: int, card_id: str, count: int) -> tuple[Button, ...]:
    higher = (buttons.press("up", label("move_up", number=number), card_id),) if number > 1 else ()
    lower = (
        (buttons.press("down", label("move_down", number=number), card_id),)
        if number < count
        else ()
    )
    return (
        *higher,
        *lower,
        buttons.press("folder-remove", label("take_out", number=number), card_id),
    )


DOORS = Doors(
    presses={
        "keep": keep,
        "unkeep": unkeep,
        "folder": show_page,
        "folder-edit": edit,
        "up": up,
        "down": down,
        "folder-remove": remove,
        "folder-clear": clear,
        "folder-export": choose_export,
        "export": export,
    },
    commands={"folder": show},
)
