"""What a person writes in their folder: its title, and a note on each of its cards.

Both are printed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.replies import MOST_BUTTONS, Button, Reply
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from knowledge.model import Card

LONGEST_TITLE, LONGEST_NOTE = 80, 500
_ROW = 4
FOLDER = buttons.press("folder", label("my_folder"))
_EXPORT = buttons.press("folder-export", label("export_folder"))


def ask_title(turn: Turn, _: str = "") -> Outcome:
    """Ask what the folder is to be called."""
    text = say(
        "folder_title_ask", title=turn.session.folder_title, longest=LONGEST_TITLE, too_long=False
    )
    return turn.says(Reply(text, ((_EXPORT, FOLDER),)), waiting="foldertitle")


def keep_title(turn: Turn, written: str) -> Outcome:
    """Keep what was written as the title; ask again where it is too long."""
    title = " ".join(written.split())
    if len(title) > LONGEST_TITLE:
        text = say(
            "folder_title_ask",
            title=turn.session.folder_title,
            longest=LONGEST_TITLE,
            too_long=True,
        )
        return turn.says(Reply(text, ((_EXPORT, FOLDER),)), waiting="foldertitle")
    return turn.says(
        Reply(say("folder_title", title=title), ((_EXPORT, FOLDER),)),
        folder_title=title,
        waiting="",
    )


def show_notes(turn: Turn, _: str = "") -> Outcome:
    """Show the cards of the folder with the note on each, and a button to write it."""
    cards = turn.world.collection.cards
    kept = [cards[each] for each in turn.session.folder if each in cards]
    if not kept:
        return turn.says(Reply(say("folder_empty", gone=(), nothing=False), ((buttons.THEMES,),)))
    numbered = list(enumerate(kept, 1))
    doors = [
        buttons.press("folder-note", label("note_on", number=number), card.id)
        for number, card in numbered
    ]
    text = say("folder_notes", cards=numbered, notes=turn.session.folder_notes)
    shown, behind = buttons.few(doors, "folder-notes", MOST_BUTTONS - 2)
    return turn.says(Reply(text, (*buttons.in_rows(shown, _ROW), (_EXPORT, FOLDER)), behind=behind))


def ask_note(turn: Turn, card_id: str) -> Outcome:
    """Ask what is to be noted on a card of the folder."""
    card = turn.world.collection.cards.get(card_id)
    if card is None or card_id not in turn.session.folder:
        return show_notes(turn)
    return _asking(turn, card, too_long=False)


def keep_note(turn: Turn, written: str) -> Outcome:
    """Keep what was written as the note that was awaited; ask again where it is too long."""
    card = turn.world.collection.cards.get(turn.session.waiting.partition(":")[2])
    note = written.strip()
    if card is None or card.id not in turn.session.folder:
        return show_notes(replace(turn, session=replace(turn.session, waiting="")))
    return (
        _asking(turn, card, too_long=True) if len(note) > LONGEST_NOTE else _noted(turn, card, note)
    )


def erase_note(turn: Turn, card_id: str) -> Outcome:
    """Take the note on a card away."""
    card = turn.world.collection.cards.get(card_id)
    return _noted(turn, card, "") if card else show_notes(turn)


def _asking(turn: Turn, card: Card, *, too_long: bool) -> Outcome:
    note = turn.session.folder_notes.get(card.id, "")
    erase = (buttons.press("folder-unnote", label("erase_note"), card.id),) if note else ()
    text = say("folder_note_ask", card=card, note=note, longest=LONGEST_NOTE, too_long=too_long)
    return turn.says(Reply(text, ((*erase, _notes_door()),)), waiting=f"foldernote:{card.id}")


def _noted(turn: Turn, card: Card, note: str) -> Outcome:
    others = {each: kept for each, kept in turn.session.folder_notes.items() if each != card.id}
    notes = others | ({card.id: note} if note else {})
    rows = ((_notes_door(), _EXPORT, FOLDER),)
    return turn.says(
        Reply(say("folder_note", card=card, note=note), rows), folder_notes=notes, waiting=""
    )


def _notes_door() -> Button:
    return buttons.press("folder-notes", label("folder_notes"))


DOORS = Doors(
    presses={
        "folder-title": ask_title,
        "folder-notes": show_notes,
        "folder-note": ask_note,
        "folder-unnote": erase_note,
    },
    waiting={"foldertitle": keep_title, "foldernote": keep_note},
)
