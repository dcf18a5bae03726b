"""What may start soon of a self-assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.assessment import weak

if TYPE_CHECKING:
    from bot.conversation.session import Answered
    from knowledge.assessment import Question
    from knowledge.collection import Collection

QUICK_WINS = 5


def quick_wins(collection: Collection, answered: Answered) -> list[Question]:
    """Return what may start soon, at most one a theme.

    It is already thought about, or done elsewhere with figures and contacts; what is both comes
    first.
    """

    def reasons(question: Question) -> int:
        return int(answered.levels[question.id] > 0) * 2 + int(_is_documented(collection, question))

    first: dict[str, Question] = {}
    for question in sorted(weak(collection, answered), key=reasons, reverse=True):
        if reasons(question):
            first.setdefault(question.theme, question)
    return list(first.values())[:QUICK_WINS]


def _is_documented(collection: Collection, question: Question) -> bool:
    """Tell whether a practice that helps has figures to show and somebody to call."""
    cards = [collection.cards[card] for card in question.cards]
    return any(card.kind == "practice" and card.key_figures and card.contacts for card in cards)
