"""What is done to the folder by a sentence: some cards alone kept, a note, a title."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.replies import Reply
from bot.conversation.screens.folder_words import FOLDER, keep_note, keep_title
from bot.conversation.texts import say

if TYPE_CHECKING:
    from bot.conversation.folder_acts import Annotate, KeepOnly, NameFolder
    from bot.conversation.turn import Outcome, Turn

_MOST_BACK = 3  # buttons that put a card back


def keep_only(turn: Turn, act: KeepOnly) -> Outcome:
    """Leave some cards in the folder, or put them there; say which went, to be put back."""
    cards = turn.world.collection.cards
    folder = tuple(each for each in turn.session.folder if each in cards)
    new = tuple(each for each in act.ids if each in cards and each not in folder)
    left = (*(each for each in folder if each in act.ids), *new)
    gone = [cards[each] for each in folder if each not in left]
    notes = {each: note for each, note in turn.session.folder_notes.items() if each in left}
    text = say("folder_only", cards=[cards[each] for each in left], gone=gone)
    back = [
        buttons.press("keep", label("put_back", id=card.id), card.id) for card in gone[:_MOST_BACK]
    ]
    return turn.says(
        Reply(text, (*buttons.in_rows(back, 3), (FOLDER,))),
        folder=left,
        folder_notes=notes,
        offered=left,
        shown=0,
        card="",
        sight=Sight.FOLDER,
    )


def annotate(turn: Turn, act: Annotate) -> Outcome:
    """Write a note beside a card, which is kept where it was not."""
    session = turn.session
    folder = session.folder if act.card in session.folder else (*session.folder, act.card)
    session = replace(session, folder=folder, waiting=f"foldernote:{act.card}")
    return keep_note(replace(turn, session=session), act.note)


def name(turn: Turn, act: NameFolder) -> Outcome:
    """Give the folder a title, or take it away."""
    return keep_title(turn, act.title)
