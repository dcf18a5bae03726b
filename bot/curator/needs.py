"""The needs that found nothing, one at a time.

One press teaches it to a card, says it is not covered, or sets it aside.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import date
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.notices import notice
from bot.conversation.replies import Reply
from bot.conversation.texts import say
from bot.curator.working_copy import teach, trouble_with, unteach, usable
from bot.errors import NotTaughtError
from knowledge.plain_values import cut
from matching.learning import nearest_cards, unknown_words

if TYPE_CHECKING:
    from bot.conversation.replies import Button, Rows
    from bot.curator.office import Office
    from bot.storage.curators_list import Decision, Unmatched

HOME = buttons.press("cur", notice("curator_home"))
_MOST_LISTED = 12
_LONGEST_LABEL = 60
_DECISIONS: tuple[Decision, ...] = ("aside", "uncovered")
_log = logging.getLogger("tambour.curator")


def show(office: Office, mark: str = "") -> tuple[Reply, ...]:
    """Show a need, or the first where it is no longer in the list."""
    listed = office.store.unmatched()
    marks = [mark_of(each.need) for each in listed]
    return _first(office, listed[marks.index(mark) if mark in marks else 0 :])


def show_next(office: Office, mark: str) -> tuple[Reply, ...]:
    """Show the need that comes after another in the list, or the first where that one is gone."""
    listed = office.store.unmatched()
    marks = [mark_of(each.need) for each in listed]
    return _first(office, listed[marks.index(mark) + 1 if mark in marks else 0 :])


def add(office: Office, argument: str) -> tuple[Reply, ...]:
    """Teach a need to a card of the working copy, and show what changed in its file."""
    mark, _, card = argument.partition(":")
    need = _find(office, mark)
    if need is None:
        return _gone()
    again = (buttons.press("cur-need", notice("curator_back"), mark), HOME)
    try:
        diff = teach(usable(office.working_copy), card, need.need)
    except NotTaughtError as error:
        _log.info("admin %s: need %s refused for card %s", office.person, mark, card)
        return (Reply(say("curator_refused", why=str(error)), (again,)),)
    office.store.forget_need(need.need)
    if office.reload:
        office.reload()
    _log.info("admin %s: need %s taught to card %s", office.person, mark, card)
    changed = [line for line in diff.splitlines() if not line.startswith(("---", "+++", "@@"))]
    title = (
        office.world.collection.cards[card].title if card in office.world.collection.cards else ""
    )
    text = say(
        "curator_taught",
        need=need.need,
        card=card,
        title=title,
        changed=changed,
        learns=bool(office.reload),
    )
    undoing = (
        buttons.press("cur-undo", notice("curator_undo"), f"{mark}:{card}:{need.times}")
        if changed
        else None
    )
    return (Reply(text, _onward(undoing), replaces=True),)


def choose_theme(office: Office, mark: str) -> tuple[Reply, ...]:
    """Offer the themes, to choose among all the cards the one that a need is taught to."""
    need = _find(office, mark)
    if need is None:
        return _gone()
    pressed = [
        buttons.press("cur-theme", each.short, f"{mark}:{each.id}")
        for each in office.world.collection.themes.values()
    ]
    rows = [tuple(pressed[i : i + 2]) for i in range(0, len(pressed), 2)]
    back = buttons.press("cur-need", notice("curator_back"), mark)
    return (Reply(say("curator_choose", need=need.need, theme=""), (*rows, (back, HOME))),)


def choose_card(office: Office, argument: str) -> tuple[Reply, ...]:
    """Offer the cards of a theme, to teach a need to one of them."""
    mark, _, theme = argument.partition(":")
    need, collection = _find(office, mark), office.world.collection
    if need is None or theme not in collection.themes:
        return _gone()
    rows = [
        (
            buttons.press(
                "cur-add", cut(f"{card.id}. {card.title}", _LONGEST_LABEL), f"{mark}:{card.id}"
            ),
        )
        for card in collection.cards_of_theme.get(theme, ())
    ]
    others = buttons.press("cur-pick", notice("curator_other_theme"), mark)
    return (
        Reply(
            say("curator_choose", need=need.need, theme=collection.themes[theme].title),
            (*rows, (others, HOME)),
        ),
    )


def undo(office: Office, argument: str) -> tuple[Reply, ...]:
    """Undo what was last decided on a need.

    It is in the list again, and no more in the card that it was taught to.
    """
    mark, card, times = (*argument.split(":"), "", "")[:3]
    decided = [
        each
        for decision in _DECISIONS
        for each in office.store.unmatched(decision)
        if mark_of(each.need) == mark
    ]
    if decided:
        need = decided[0].need
        office.store.put_back(need, decided[0].times, date.fromisoformat(decided[0].last_day))
    else:
        try:
            need = (
                unteach(usable(office.working_copy), card, lambda each: mark_of(each) == mark)
                if card
                else ""
            )
        except NotTaughtError as error:
            return (Reply(say("curator_refused", why=str(error)), (_onward()[0],)),)
        if not need:
            return _gone()
        office.store.put_back(need, int(times) if times.isdecimal() else 1, office.now.date())
        if office.reload:
            office.reload()
    _log.info("admin %s: need %s is back in the list", office.person, mark)
    again = (buttons.press("cur-need", notice("curator_back"), mark), HOME)
    return (Reply(say("curator_undone", need=need, card=card), (again,), replaces=True),)


def set_aside(office: Office, mark: str) -> tuple[Reply, ...]:
    """Take a need out of the list: it teaches nothing."""
    return _decide(office, mark, "aside")


def say_uncovered(office: Office, mark: str) -> tuple[Reply, ...]:
    """Note that a need asks for what the collection does not cover.

    It is for those who write its next edition.
    """
    return _decide(office, mark, "uncovered")


def list_uncovered(office: Office, _: str = "") -> tuple[Reply, ...]:
    """List what was said not to be covered, most asked first."""
    return (
        Reply(
            say("curator_uncovered", needs=office.store.unmatched("uncovered")[:_MOST_LISTED]),
            ((HOME,),),
        ),
    )


def mark_of(need: str) -> str:
    """Return what stands for a need in a button, which can't carry it whole."""
    return hashlib.sha256(need.encode()).hexdigest()[:12]


def _first(office: Office, needs: list[Unmatched]) -> tuple[Reply, ...]:
    """Show the first of some needs that still finds nothing.

    Those that are found by now leave the list.
    """
    for need in needs:
        nearest = nearest_cards(office.world.matcher, need.need)
        if nearest is not None:
            return (_shown(office, need, nearest),)
        office.store.forget_need(need.need)
    return (
        Reply(
            say("curator_no_more"),
            ((buttons.press("cur-need", notice("curator_from_start")), HOME),),
        ),
    )


def _shown(office: Office, need: Unmatched, nearest: tuple[str, ...]) -> Reply:
    mark = mark_of(need.need)
    trouble = trouble_with(office.working_copy)
    cards = [office.world.collection.cards[card] for card in nearest]
    unknown = unknown_words(office.world.matcher, need.need)
    adding = tuple(
        buttons.press("cur-add", notice("curator_add", card=card), f"{mark}:{card}")
        for card in nearest
        if not trouble
    )
    others = (buttons.press("cur-pick", notice("curator_add_other"), mark),) if not trouble else ()
    deciding = (
        buttons.press("cur-out", notice("curator_uncovered"), mark),
        buttons.press("cur-aside", notice("curator_aside"), mark),
    )
    onward = (buttons.press("cur-next", notice("curator_next"), mark), HOME)
    last = date.fromisoformat(need.last_day)
    text = say("curator_need", need=need, last=last, cards=cards, unknown=unknown, trouble=trouble)
    return Reply(text, tuple(row for row in (adding, others, deciding, onward) if row))


def _decide(office: Office, mark: str, decision: Decision) -> tuple[Reply, ...]:
    need = _find(office, mark)
    if need is None or not office.store.decide(need.need, decision):
        return _gone()
    _log.info("admin %s: need %s is %s", office.person, mark, decision)
    undoing = buttons.press("cur-undo", notice("curator_undo"), mark)
    return (
        Reply(
            say("curator_decided", need=need.need, decision=decision),
            _onward(undoing),
            replaces=True,
        ),
    )


def _find(office: Office, mark: str) -> Unmatched | None:
    return next((each for each in office.store.unmatched() if mark_of(each.need) == mark), None)


def _gone() -> tuple[Reply, ...]:
    return (Reply(say("curator_gone"), _onward()),)


def _onward(undoing: Button | None = None) -> Rows:
    onward = (buttons.press("cur-need", notice("curator_next_need")), HOME)
    return (onward, (undoing,)) if undoing else (onward,)
