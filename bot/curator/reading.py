"""What the curator reads besides needs, page by page.

It is errors, opinions, unanswered questions, contacts « à vérifier ».
"""

from __future__ import annotations

import hashlib
import logging
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from bot.conversation import buttons
from bot.conversation.labels import label
from bot.conversation.notices import notice
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.curator.needs import HOME
from knowledge.doubts import doubts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.replies import Button
    from bot.curator.office import Office
    from bot.storage.curators_list import KeptNote

T = TypeVar("T")
_PAGE = 5
ERRORS, UNHELPFUL, UNANSWERED = ("error",), ("useless", "reason"), ("unanswered",)
_LISTS = {"cur-errors": ERRORS, "cur-useless": UNHELPFUL, "cur-unanswered": UNANSWERED}
_log = logging.getLogger("tambour.curator")


def errors(office: Office, page: str = "") -> tuple[Reply, ...]:
    """Show the errors that were reported, latest first."""
    return _notes(office, "cur-errors", page)


def unhelpful(office: Office, page: str = "") -> tuple[Reply, ...]:
    """Show the answers that did not help and why, latest first."""
    return _notes(office, "cur-useless", page)


def unanswered(office: Office, page: str = "") -> tuple[Reply, ...]:
    """Show the questions about a card that its answers do not tell, latest first."""
    return _notes(office, "cur-unanswered", page)


def settle(office: Office, mark: str) -> tuple[Reply, ...]:
    """Erase a note that was dealt with."""
    note = next((each for each in office.store.notes() if _mark(each) == mark), None)
    if note is None or not office.store.forget_note(note):
        return (Reply(say("curator_note_gone"), ((HOME,),)),)
    _log.info("admin %s: note %s settled", office.person, mark)
    return _notes(office, next(verb for verb, kinds in _LISTS.items() if note.kind in kinds), "")


def to_check(office: Office, page: str = "") -> tuple[Reply, ...]:
    """Show the contacts that the collection prints doubtfully, in the order of the cards."""
    found = [
        each for each in doubts(office.world.collection.cards.values()) if each.about == "contact"
    ]
    shown, turning = _page(found, "cur-check", page)
    opening = tuple(
        buttons.to_card(card, label("card", id=card))
        for card in dict.fromkeys(each.card for each in shown)
    )
    text = say("curator_to_check", doubts=shown, count=len(found))
    return (Reply(text, tuple(row for row in (opening, (*turning, HOME)) if row)),)


def count(office: Office, kinds: tuple[str, ...]) -> int:
    """Return how many notes of some kinds wait to be read."""
    return sum(each.kind in kinds for each in office.store.notes())


def _notes(office: Office, verb: str, page: str) -> tuple[Reply, ...]:
    found = [each for each in office.store.notes() if each.kind in _LISTS[verb]]
    shown, turning = _page(found, verb, page)
    cards = office.world.collection.cards
    rows = [
        (
            *(
                (
                    buttons.to_card(
                        each.card, notice("curator_note_card", number=number, card=each.card)
                    ),
                )
                if each.card in cards
                else ()
            ),
            buttons.press("cur-done", notice("curator_note_done", number=number), _mark(each)),
        )
        for number, each in enumerate(shown, 1)
    ]
    dated = [(date.fromisoformat(each.day), each) for each in shown]
    text = say("curator_notes", notes=dated, count=len(found), listed=verb)
    return (Reply(text, (*rows, (*turning, HOME))),)


def _page(found: Sequence[T], verb: str, written: str) -> tuple[Sequence[T], tuple[Button, ...]]:
    """Return what one page shows, and the button of the next one, if any."""
    page = int(written) if written.isascii() and written.isdecimal() and len(written) < 4 else 0
    start = page * _PAGE
    more = (
        (buttons.press(verb, notice("curator_more"), str(page + 1)),)
        if start + _PAGE < len(found)
        else ()
    )
    return found[start : start + _PAGE], more


def _mark(note: KeptNote) -> str:
    """Return what stands for a note in a button."""
    return hashlib.sha256(
        "\n".join((note.kind, note.text, note.card, note.day)).encode()
    ).hexdigest()[:12]
