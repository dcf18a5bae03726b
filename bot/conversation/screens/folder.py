"""The folder ("mon dossier"): the cards a person keeps, in their order.

What is done of their order is in `folder_order`, as files they are given by `folder_export`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from bot.conversation import buttons
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import LONGEST_DATA, MOST_BUTTONS, Button, Reply
from bot.conversation.screens.card import open_card
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.model import Card

PAGE = 8  # cards on a page
TO_FOLDER = buttons.press("folder", label("my_folder"))


def keep(turn: Turn, card_id: str) -> Outcome:
    """Add a card to the folder, once, and say so."""
    card = turn.world.collection.cards.get(card_id)
    if card is None:
        return open_card(turn, card_id)
    folder = turn.session.folder
    kept = card_id in folder
    rows = (
        (buttons.press("unkeep", label("leave_folder"), card_id), TO_FOLDER),
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
    return turn.says(
        Reply(text, ((TO_FOLDER, buttons.THEMES),)),
        folder=folder,
        sight=turn.session.sight or Sight.FOLDER,
    )


def unkeep(turn: Turn, card_id: str) -> Outcome:
    """Take a card out of the folder, and say so."""
    folder = turn.session.folder
    card = turn.world.collection.cards.get(card_id)
    text = say("folder_unkept", written=card_id, card=card, was_kept=card_id in folder)
    back = (
        buttons.press("keep", label("put_back_in_folder"), card_id),
        buttons.to_card(card_id, label("back_to_card")),
    )
    rows = ((back,) if card else ()) + ((TO_FOLDER,),)
    return turn.says(
        Reply(text, rows), folder=without(folder, card_id), folder_notes=notes_but(turn, card_id)
    )


def show(turn: Turn, _: str = "") -> Outcome:
    """Show the first page of the folder."""
    return show_page(turn, "")


def show_page(turn: Turn, written: str) -> Outcome:
    """Show a page of the folder.

    It has each card with its place and whom to call, and buttons to open it.
    """
    turn, gone = tidied(turn)
    cards = cards_of(turn)
    if not cards:
        return empty(turn, gone)
    page, numbered = page_asked(cards, written)
    text = say(
        "folder", cards=numbered, count=len(cards), gone=gone, collection=turn.world.collection
    )
    opening = [
        buttons.to_card(card.id, label("open_in_folder", number=number))
        for number, card in numbered
    ]
    doors, behind = buttons.few(
        (
            buttons.press("folder-export", label("export_folder")),
            buttons.press("folder-edit", label("arrange_folder"), str(page)),
            *paging("folder", page, len(cards)),
            *opening,
            buttons.press("folder-notes", label("folder_notes")),
            buttons.press("folder-clear", label("empty_folder")),
        ),
        f"folder:{page}",
        MOST_BUTTONS - 1,  # Telegram adds one, to share it
    )
    reply = Reply(text, buttons.in_rows(doors, 2), replaces=bool(written), behind=behind)
    return turn.says(reply, offered=turn.session.folder, shown=0, card="", sight=Sight.FOLDER)


def clear(turn: Turn, confirmed: str = "") -> Outcome:
    """Ask before emptying the folder.

    A confirmation counts only for the folder that it was asked for.
    """
    turn, gone = tidied(turn)
    folder = turn.session.folder
    if not folder:
        return empty(turn, gone)
    stamp = f"{crc32(','.join(folder).encode()):08x}"
    if confirmed == stamp:
        return turn.says(
            Reply(say("folder_cleared"), (_refilling(folder), (buttons.THEMES,)), replaces=True),
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


def _refilling(folder: Sequence[str]) -> tuple[Button, ...]:
    """Return the button that puts back what the folder held, none where it held too much."""
    held = ",".join(folder)
    small = len(f"refill:{held}".encode()) <= LONGEST_DATA
    return (buttons.press("refill", label("refill_folder"), held),) if small else ()


def refill(turn: Turn, held: str) -> Outcome:
    """Put back the cards that the folder held before it was emptied; say so where it held none."""
    if not held:
        return turn.says(Reply(say("folder_empty", gone=(), nothing=True), ((buttons.THEMES,),)))
    return keep_all(turn, held.split(","))


def tidied(turn: Turn) -> tuple[Turn, tuple[str, ...]]:
    """Return the turn with only cards that still exist in its folder, and the ids of the others.

    Those are told once.
    """
    folder, cards = turn.session.folder, turn.world.collection.cards
    kept = tuple(card for card in folder if card in cards)
    return replace(turn, session=replace(turn.session, folder=kept)), tuple(
        card for card in folder if card not in cards
    )


def cards_of(turn: Turn) -> list[Card]:
    """Return the cards of the folder, in their order."""
    return [turn.world.collection.cards[card] for card in turn.session.folder]


def empty(turn: Turn, gone: Sequence[str]) -> Outcome:
    """Say that the folder is empty."""
    return turn.says(
        Reply(say("folder_empty", gone=gone, nothing=False), ((buttons.THEMES,),)),
        sight=turn.session.sight or Sight.FOLDER,
    )


def without(folder: Sequence[str], card_id: str) -> tuple[str, ...]:
    """Return a folder but for one card."""
    return tuple(card for card in folder if card != card_id)


def notes_but(turn: Turn, card_id: str) -> dict[str, str]:
    """Return the notes of the folder but that on a card."""
    return {card: note for card, note in turn.session.folder_notes.items() if card != card_id}


def page_of(folder: Sequence[str], card_id: str) -> str:
    """Return the number of the page where a card stands, "" where it is not in the folder."""
    return str(folder.index(card_id) // PAGE + 1) if card_id in folder else ""


def page_asked(cards: Sequence[Card], written: str) -> tuple[int, list[tuple[int, Card]]]:
    """Return the number of the page asked for, or of the nearest.

    With it go its cards with their numbers.
    """
    asked = int(written) if re.fullmatch("[0-9]{1,3}", written) else 1
    page = min(max(asked, 1), -(-len(cards) // PAGE))
    first = (page - 1) * PAGE
    return page, list(enumerate(cards[first : first + PAGE], first + 1))


def paging(verb: str, page: int, count: int) -> tuple[Button, ...]:
    """Return the buttons to the pages before and after, where there are some."""
    before = (buttons.press(verb, label("page_before"), str(page - 1)),) if page > 1 else ()
    after = (
        (buttons.press(verb, label("page_after"), str(page + 1)),) if page * PAGE < count else ()
    )
    return (*before, *after)


DOORS = Doors(
    presses={
        "keep": keep,
        "unkeep": unkeep,
        "folder": show_page,
        "folder-clear": clear,
        "refill": refill,
    },
    commands={"folder": show},
)
