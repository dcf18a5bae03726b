"""Where the curator's week begins: what waits, and the doors to each.

The table of what administrators may press is here too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.notices import notice
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.curator import needs, reading
from bot.curator.working_copy import trouble_with
from knowledge.doubts import doubts

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.curator.office import Office


def show(office: Office, _: str = "") -> tuple[Reply, ...]:
    """Show how many needs, errors, opinions and doubts wait."""
    text = say(
        "curator",
        needs=len(office.store.unmatched()),
        uncovered=len(office.store.unmatched("uncovered")),
        errors=reading.count(office, reading.ERRORS),
        unhelpful=reading.count(office, reading.UNHELPFUL),
        unanswered=reading.count(office, reading.UNANSWERED),
        to_check=sum(
            each.about == "contact" for each in doubts(office.world.collection.cards.values())
        ),
        trouble=trouble_with(office.working_copy),
        refused=office.condition.collection,
    )
    rows = (
        (
            buttons.press("cur-need", notice("curator_needs")),
            buttons.press("cur-unanswered", notice("curator_unanswered")),
        ),
        (
            buttons.press("cur-errors", notice("curator_errors")),
            buttons.press("cur-useless", notice("curator_unhelpful")),
        ),
        (
            buttons.press("cur-check", notice("curator_to_check")),
            buttons.press("cur-outs", notice("curator_uncovered")),
        ),
    )
    return (Reply(text, rows),)


PRESSES: dict[str, Callable[[Office, str], tuple[Reply, ...]]] = {
    "cur": show,
    "cur-need": needs.show,
    "cur-next": needs.show_next,
    "cur-add": needs.add,
    "cur-pick": needs.choose_theme,
    "cur-theme": needs.choose_card,
    "cur-undo": needs.undo,
    "cur-aside": needs.set_aside,
    "cur-out": needs.say_uncovered,
    "cur-outs": needs.list_uncovered,
    "cur-errors": reading.errors,
    "cur-useless": reading.unhelpful,
    "cur-unanswered": reading.unanswered,
    "cur-done": reading.settle,
    "cur-check": reading.to_check,
}
