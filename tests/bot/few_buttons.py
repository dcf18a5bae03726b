"""How many buttons a screen may have: six, four under an answer from a card.

All count, those that open an address or copy one too. The result of the self-assessment, three
messages that come together, has at most eight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.conversation.acts import AskFact, OfSeen
from bot.conversation.screens.parts import OF_A_CARD as OF_CARDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.conversation.replies import Button, Reply
    from bot.conversation.session import Session

MOST, OF_A_CARD, OF_THE_RESULT = 6, 4, 8
PARTS = frozenset(("contact", "payment", *OF_CARDS))


class Seen(NamedTuple):
    """A button pressed or a text said, what came of it, and the session after it."""

    asked: str
    after: Session
    replies: tuple[Reply, ...]


def shown(replies: Iterable[Reply]) -> list[Button]:
    return [button for reply in replies for row in reply.rows for button in row]


def too_many(seen: Seen) -> str:
    """Return what a screen has too many of, "" where it has few."""
    if any(reply.attachment for reply in seen.replies) and len(seen.replies) > 1:
        counts, most = [len(shown(seen.replies))], OF_THE_RESULT
    else:
        counts = [len(shown([reply])) for reply in seen.replies]
        of_a_part = seen.after.act == OfSeen.__name__ and seen.after.sight in PARTS
        pressed = seen.asked.startswith(("contacts:", "helpers:"))
        of_a_card = seen.after.act == AskFact.__name__ or of_a_part or pressed
        most = OF_A_CARD if of_a_card else MOST
    return f"{max(counts)} under {seen.asked}" if max(counts, default=0) > most else ""
