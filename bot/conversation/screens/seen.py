"""What is asked of the cards and aids in sight, by one table for both.

It holds what is said where none is meant, too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.hearing.context import Sight, context_of
from bot.conversation.labels import label
from bot.conversation.personal import without_personal
from bot.conversation.replies import Reply
from bot.conversation.screens import (
    aid_calendar,
    answer,
    card,
    contacts,
    feedback,
    folder,
    kept_aids,
    live_aid,
    parts,
)
from bot.conversation.session import Note
from bot.conversation.texts import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.acts import NotThere, OfSeen, Puzzled, WhichOne
    from bot.conversation.turn import Handler, Outcome, Turn

_OF_A_CARD: Mapping[str, Handler] = {
    "open": card.open_card,
    "contact": contacts.show,
    "payment": contacts.show_helpers,
    "write": contacts.write_first,
    "keep": folder.keep,
    "unkeep": folder.unkeep,
    "share": card.share,
    "alike": card.show_alike,
    "error": feedback.ask_error,
    **parts.OF_A_CARD,
}
# These heed the words they were asked in.
_ASKED_OF: Mapping[str, Callable[[Turn, str, str], Outcome]] = {
    "contact": contacts.show,
    "payment": contacts.show_helpers,
}
_OF_AN_AID: Mapping[str, Handler] = {
    **dict.fromkeys(("open", "write"), live_aid.open_aid),
    "keep": kept_aids.keep,
    "unkeep": kept_aids.unkeep,
    "share": live_aid.share,
    "alike": live_aid.show_cards,
    "calendar": aid_calendar.give,
    "error": feedback.ask_error,
    **parts.OF_AN_AID,
}
_VERBS = {
    "keep": ("keep", "keepaid"),
    "share": ("share", "shareaid"),
    "alike": ("alike", "aidcards"),
    "error": ("error", "error"),
    "contact": ("contacts", "contacts"),
    "payment": ("helpers", "helpers"),
}
# Asked again of another: "et la 3 ?".
_REMEMBERED = frozenset(("contact", "payment", "keep", "error", *parts.OF_A_CARD))


def do(turn: Turn, act: OfSeen) -> Outcome:
    """Do something with each of the cards or aids meant."""
    records, before = turn.world.live.records, turn.session.asked
    if not act.ids:
        return feedback.ask_error_here(turn, "")
    if act.what == "error" and act.text:
        session, said = feedback.tell_error(turn, act.ids[0], act.text)
        return replace(session, asked=act.what), said
    if act.what == "keep" and len(act.ids) > 1 and not any(each in records for each in act.ids):
        session, said = folder.keep_all(turn, act.ids)
        return replace(session, asked=act.what), said
    replies: tuple[Reply, ...] = ()
    for each in act.ids:
        handler = (_OF_AN_AID if each in records else _OF_A_CARD)[act.what]
        asked_of = _ASKED_OF.get(act.what) if each not in records else None
        session, said = asked_of(turn, each, act.text) if asked_of else handler(turn, each)
        turn, replies = replace(turn, session=session), (*replies, *said)
    kept = act.what == "open" and before == "keep"  # "idem" keeps the card opened next
    asked = act.what if act.what in _REMEMBERED else before if kept else ""
    opened = act.ids[:-1] if act.what == "open" else ()  # "garde les deux" means them too
    trail = tuple(dict.fromkeys((*turn.session.trail, *opened)))
    return replace(turn.session, asked=asked, trail=trail), replies


def ask_which(turn: Turn, act: WhichOne) -> Outcome:
    """Ask which of the list in sight is meant."""
    context = context_of(turn.world, turn.session)
    if act.what not in _VERBS or not context.listed:
        text = say("which_card", compare=act.what == "compare", listed=bool(context.listed))
        return turn.says(Reply(text, ((buttons.THEMES,),)))
    verb = _VERBS[act.what][context.listed[0] in turn.world.live.records]
    doors = (
        buttons.press(verb, label("the_number", number=i), each)
        for i, each in enumerate(context.listed, context.first)
    )
    return turn.says(
        Reply(say("which_card", compare=False, listed=True), buttons.in_rows(doors, 3))
    )


def say_not_there(turn: Turn, act: NotThere) -> Outcome:
    """Say that nothing is numbered so, or that nothing is in sight."""
    context = context_of(turn.world, turn.session)
    cards = turn.world.collection.cards
    meant = cards.get(act.named) if not context.listed else None
    text = say(
        "no_such_number",
        named=act.named if act.explicit or context.listed or act.named not in cards else "",
        rank=act.rank and bool(context.listed),
        meant=meant.id if meant else "",
        count=len(context.listed),
        last=max(int(i) for i in cards if i.isdigit()),
    )
    open_it = (buttons.to_card(meant.id, label("a_card", id=meant.id)),) if meant else ()
    return turn.says(Reply(text, () if context.listed else ((*open_it, buttons.THEMES),)))


def puzzle(turn: Turn, act: Puzzled) -> Outcome:
    """Leave what is in sight where a message about it is not understood.

    Say what can be asked.
    """
    search = buttons.to_need(" ".join(act.text.split()), label("was_a_need"))
    reply = Reply(
        say("puzzled", written=act.text, asked=turn.session.sight == Sight.QUESTION),
        (*((search,) if search else ()), (buttons.THEMES, buttons.HELP)),
    )
    asked = without_personal(act.text, turn.world.contact_names)
    return (turn.session.noting(Note("unmatched", asked)) if asked else turn.session), (reply,)


def back(turn: Turn, _: str = "") -> Outcome:
    """Go back to the list that was shown: the folder, a later page of cards, the answer."""
    from bot.conversation.screens import live_aids

    session, context = turn.session, context_of(turn.world, turn.session)
    if session.offered and not session.shown and set(session.offered) <= set(session.folder):
        return folder.show(turn)
    if live_aids.are_asked(turn) and session.offered:
        return live_aids.show_again(turn)
    page = session.offered[max(session.shown - answer.SHOWN, 0) :]
    if session.offered and (page != session.offered or not session.need):
        listed, replies = answer.list_cards(turn, ",".join(page))
        return replace(listed, offered=session.offered, shown=session.shown), replies
    if session.need:
        answered, replies = answer.answer_session(turn)
        return replace(answered, uses=()), replies  # seen again, not asked again
    if context.trail:
        return card.open_card(turn, context.trail[-1])
    return turn.says(Reply(say("ask_again"), ((buttons.THEMES,),)))
