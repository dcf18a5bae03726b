"""The order of the folder: by buttons that move each card, or as it is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Button, Reply
from bot.conversation.screens.folder import (
    TO_FOLDER,
    cards_of,
    empty,
    notes_but,
    page_asked,
    page_of,
    paging,
    tidied,
    without,
)
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.folder_acts import Arrange


def edit(turn: Turn, written: str = "") -> Outcome:
    """Show a page of the folder with a button for each card, to move it or take it out."""
    turn, gone = tidied(turn)
    cards = cards_of(turn)
    if not cards:
        return empty(turn, gone)
    page, numbered = page_asked(cards, written)
    text = say("folder_edit", cards=numbered, count=len(cards), gone=gone, moved=0)
    doors = [
        buttons.press("folder-move", label("arrange_number", number=number), card.id)
        for number, card in numbered
    ]
    ways = (*paging("folder-edit", page, len(cards)), _done(page))
    shown, behind = buttons.few(doors, f"folder-edit:{page}", MOST_BUTTONS - len(ways))
    reply = Reply(text, (*buttons.in_rows(shown, 3), ways), replaces=True, behind=behind)
    return turn.says(reply, offered=turn.session.folder, shown=0, sight=Sight.FOLDER)


def move(turn: Turn, card_id: str) -> Outcome:
    """Show where a card of the folder stands, with buttons that move it or take it out."""
    turn, gone = tidied(turn)
    folder, cards = turn.session.folder, cards_of(turn)
    if card_id not in folder:
        return edit(turn)
    number, page = folder.index(card_id) + 1, page_of(folder, card_id)
    _, numbered = page_asked(cards, page)
    text = say("folder_edit", cards=numbered, count=len(cards), gone=gone, moved=number)
    higher = (buttons.press("up", label("move_up", number=number), card_id),)
    lower = (buttons.press("down", label("move_down", number=number), card_id),)
    out = buttons.press("folder-remove", label("take_out", number=number), card_id)
    rows = (
        (*(higher if number > 1 else ()), *(lower if number < len(cards) else ()), out),
        (buttons.press("folder-edit", label("another_card"), page), _done(page)),
    )
    return turn.says(Reply(text, rows, replaces=True), offered=folder, shown=0, sight=Sight.FOLDER)


def up(turn: Turn, card_id: str) -> Outcome:
    """Move a card one place up, and show where it now stands."""
    return _move(turn, card_id, -1)


def down(turn: Turn, card_id: str) -> Outcome:
    """Move a card one place down, and show where it now stands."""
    return _move(turn, card_id, 1)


def remove(turn: Turn, card_id: str) -> Outcome:
    """Take a card out of the folder, and show the page where it stood."""
    folder = turn.session.folder
    page, notes = page_of(folder, card_id), notes_but(turn, card_id)
    left = replace(turn.session, folder=without(folder, card_id), folder_notes=notes)
    return edit(replace(turn, session=left), page)


def arrange(turn: Turn, act: Arrange) -> Outcome:
    """Move cards of the folder as it was said, and show the new order."""
    turn, gone = tidied(turn)
    folder, cards = turn.session.folder, turn.world.collection.cards
    if not folder:
        return empty(turn, gone)
    absent = [
        cards[each] for each in (*act.ids, act.beside) if each in cards and each not in folder
    ]
    if absent:
        doors = (
            buttons.press("keep", label("keep_card", id=absent[0].id), absent[0].id),
            TO_FOLDER,
        )
        return turn.says(Reply(say("folder_unkept", card=absent[0], was_kept=False), (doors,)))
    moved = _arranged(folder, act)
    text = say(
        "folder_arranged", cards=list(enumerate((cards[each] for each in moved), 1)), gone=gone
    )
    rows = ((TO_FOLDER, buttons.press("folder-export", label("export_folder"))),)
    return turn.says(
        Reply(text, rows), folder=moved, offered=moved, shown=0, card="", sight=Sight.FOLDER
    )


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


def _move(turn: Turn, card_id: str, by: int) -> Outcome:
    turn, gone = tidied(turn)
    folder = list(turn.session.folder)
    if card_id in folder:
        place = folder.index(card_id)
        folder.insert(max(place + by, 0), folder.pop(place))
    return move(replace(turn, session=replace(turn.session, folder=(*folder, *gone))), card_id)


def _done(page: int | str) -> Button:
    return buttons.press("folder", label("done"), str(page))


DOORS = Doors(
    presses={
        "folder-edit": edit,
        "folder-move": move,
        "up": up,
        "down": down,
        "folder-remove": remove,
    }
)
