"""What people think of an answer, and the errors they see in a card.

They are notes for the curator, without who wrote them.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import buttons
from bot.conversation.hearing.context import Sight
from bot.conversation.labels import label
from bot.conversation.personal import without_personal
from bot.conversation.replies import Button, Reply
from bot.conversation.screens.card import open_card
from bot.conversation.session import Note, Session
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Outcome, Turn
from bot.conversation.usage import FEEDBACK, Use

# Characters kept of what someone writes: enough for an error, too little for a life story.
LONGEST = 500
_OTHER = "other"
_ERROR, _REMARK = "error", "remark"  # what was asked last
_REASONS = {code: label(f"reason_{code}") for code in ("subject", "far", "tried", "vague", _OTHER)}


def useful(turn: Turn, _: str = "") -> Outcome:
    """Note that the last answer helped."""
    return _noted(
        turn,
        Note("useful", asked(turn.session), turn.session.card),
        Reply(say("useful"), ((buttons.THEMES,),)),
    )


def useless(turn: Turn, _: str = "") -> Outcome:
    """Note that the last answer did not help, and ask why."""
    return _noted(turn, Note("useless", asked(turn.session), turn.session.card), _ask_why())


def give_reason(turn: Turn, code: str) -> Outcome:
    """Note why an answer did not help, and offer a way on.

    Where no button says it, ask for it in words.
    """
    if code not in _REASONS:
        return turn.says(_ask_why())
    if code == _OTHER:
        return turn.says(
            Reply(say("reason_ask", longest=LONGEST), ((buttons.THEMES,),)), waiting="reason"
        )
    text = say(
        "reason_kept", code=code, has_place=bool(turn.session.place), cut=False, longest=LONGEST
    )
    return _noted(
        turn, _reason(turn.session, _REASONS[code]), Reply(text, (_way_on(turn.session, code),))
    )


def write_reason(turn: Turn, text: str) -> Outcome:
    """Note a reason given in words."""
    if not text.strip():
        return give_reason(turn, _OTHER)
    kept, cut = _shortened(without_personal(text))
    search = (
        buttons.to_need(" ".join(text.split()), label("search_this"))
        if _tells_a_need(turn, text)
        else ()
    )
    told = say("reason_kept", code=_OTHER, has_place=False, cut=cut, longest=LONGEST)
    if search:
        told = f"{told}\n{say('reason_need')}"
    reply = Reply(told, ((*search, buttons.THEMES),))
    return _noted(turn, _reason(turn.session, f"{_REASONS[_OTHER]}, {kept}"), reply)


def _tells_a_need(turn: Turn, text: str) -> bool:
    """Tell whether a remark names a subject that the question did not.

    "en fait je cherche une crèche" does.
    """
    parser = turn.world.matcher.parser
    asked = {
        name
        for each in turn.session.said
        for unit in parser.parse(each).units
        for name in unit.names
    }
    return any(
        unit.meanings and asked.isdisjoint(unit.names) for unit in parser.parse(text).subject
    )


def ask_error(turn: Turn, seen: str) -> Outcome:
    """Ask which error was seen in a card or a live aid: the next text is it."""
    card, record = turn.world.collection.cards.get(seen), turn.world.live.records.get(seen)
    if card is None and record is None:
        return open_card(turn, seen)
    title = (
        label("this_card", title=card.title, id=card.id)
        if card
        else label("this_aid", name=record.aid.name)
        if record
        else ""
    )
    reply = Reply(
        say("error_ask", title=title, longest=LONGEST),
        ((_back(turn, seen, label("report_nothing")),),),
    )
    return turn.says(reply, waiting=f"error:{seen}", card=seen, asked=_ERROR)


def tell_error(turn: Turn, seen: str, text: str) -> Outcome:
    """Note at once the error of a card or a live aid that a message tells.

    Say that it is passed on.
    """
    turn = replace(turn, session=replace(turn.session, waiting=f"error:{seen}", card=seen))
    return write_error(turn, text)


def ask_remark(turn: Turn, told: str = "") -> Outcome:
    """Ask what is to be said to those who keep the collection: the next text is it.

    Where it was told already, it is noted.
    """
    if told.strip():
        return write_remark(turn, told)
    return turn.says(
        Reply(say("remark_ask", longest=LONGEST), ((buttons.THEMES,),)),
        waiting="remark",
        asked=_REMARK,
    )


def write_remark(turn: Turn, text: str) -> Outcome:
    """Note a remark to those who keep the collection."""
    if not text.strip():
        return ask_remark(turn)
    kept, cut = _shortened(without_personal(text))
    return _noted(
        replace(turn, session=replace(turn.session, asked=_REMARK)),
        Note("reason", kept),
        Reply(say("remark_kept", cut=cut, longest=LONGEST), ((buttons.THEMES,),)),
    )


def ask_error_here(turn: Turn, _: str) -> Outcome:
    """Ask which error was seen in the card last opened, or which card it is."""
    if (
        turn.session.card in turn.world.collection.cards
        or turn.session.card in turn.world.live.records
    ):
        return ask_error(turn, turn.session.card)
    return turn.says(Reply(say("error_which"), ((buttons.THEMES,),)), sight=Sight.WHICH_ERROR)


def write_error(turn: Turn, text: str) -> Outcome:
    """Note the error of a card or a live aid."""
    card = turn.session.waiting.partition(":")[2]
    if not text.strip():
        return ask_error(turn, card)
    kept, cut = _shortened(text)
    row = (
        _back(
            turn, card, label("back_to_aid" if card in turn.world.live.records else "back_to_card")
        ),
        buttons.THEMES,
    )
    return _noted(
        replace(turn, session=replace(turn.session, asked=_ERROR)),
        Note("error", kept, card),
        Reply(
            say(
                "error_kept",
                cut=cut,
                longest=LONGEST,
                card=card,
                is_aid=card in turn.world.live.records,
            ),
            (row,),
        ),
    )


def asked(session: Session) -> str:
    """Return the last need in the person's words, with what was added to it.

    Names and coordinates are left out.
    """
    return " ; ".join(filter(None, map(without_personal, session.said)))[:LONGEST]


def _back(turn: Turn, seen: str, words: str) -> Button:
    return (
        buttons.press("aid", words, seen)
        if seen in turn.world.live.records
        else buttons.to_card(seen, words)
    )


def _noted(turn: Turn, note: Note, reply: Reply) -> Outcome:
    session, replies = turn.says(reply, waiting="")
    return session.noting(note).using(Use(FEEDBACK, note.kind)), replies


def _reason(session: Session, reason: str) -> Note:
    return Note("reason", f"{reason} : {asked(session)}".removesuffix(" : "), session.card)


def _shortened(text: str) -> tuple[str, bool]:
    """Return what is kept of a text, and whether some was cut."""
    return text.strip()[:LONGEST], len(text.strip()) > LONGEST


def _ask_why() -> Reply:
    doors = [buttons.press("reason", reason, code) for code, reason in _REASONS.items()]
    return Reply(say("useless"), buttons.in_rows(doors, 2))


def _way_on(session: Session, code: str) -> tuple[Button, ...]:
    """Return the buttons that mend what was wrong."""
    subject = session.card or next(iter(session.offered), "")
    if code == "far":
        place = (
            buttons.press("nearme", label("near_me"))
            if session.place
            else buttons.press("place", label("my_place"))
        )
        return (place, buttons.THEMES)
    if code == "tried":
        return (buttons.press("next", label("following_cards")), buttons.THEMES)
    if code == "vague" and subject:
        return (buttons.press("contacts", label("whom_to_call"), subject), buttons.THEMES)
    return (buttons.THEMES,)


DOORS = Doors(
    presses={
        "useful": useful,
        "useless": useless,
        "reason": give_reason,
        "error": ask_error,
        "remark": ask_remark,
    },
    waiting={"reason": write_reason, "error": write_error, "remark": write_remark},
)
