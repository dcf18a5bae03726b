"""What a message means after another: "la 2", "contact ?", "c'est où ?", "garde tout", "retour"; and two needs in one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.replies import Reply
from bot.conversation.screens import answer, card, contacts, feedback, folder, kept_aids, live_aid, live_aids, parts
from bot.conversation.texts import say
from bot.conversation.turn import Doors, Handler, Outcome, Turn
from bot.conversation.wishes import LAST, Wish, questions, wished
from matching.verdict import Outcome as Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TWO_NEEDS = re.compile(r"\s*(?:;|\bet aussi\b|\bet puis\b|\bet par ailleurs\b|\bainsi que\b|\bet sinon\b)\s*", re.IGNORECASE)
_OF_A_CARD: Mapping[str, Handler] = {
    "open": card.open_card,
    "contact": contacts.show,
    "payment": contacts.show_helpers,
    "keep": folder.keep,
    "unkeep": folder.unkeep,
    "share": card.share,
    "alike": card.show_alike,
    "error": feedback.ask_error,
    **parts.OF_A_CARD,
}
_OF_AN_AID: Mapping[str, Handler] = {
    **dict.fromkeys(("open", "contact", "payment"), live_aid.open_aid),
    "keep": kept_aids.keep,
    "unkeep": kept_aids.unkeep,
    "share": live_aid.share,
    "alike": live_aid.show_cards,
    "error": feedback.ask_error,
    **parts.OF_AN_AID,
}
# What is asked of the card that is open only, not of the first in sight; the verbs of its buttons, for a card and for an aid.
_ONLY_OF_THE_OPEN = frozenset(("keep", "unkeep", "share", "alike", "error"))
_VERBS = {"keep": ("keep", "keepaid"), "share": ("share", "shareaid"), "alike": ("alike", "aidcards")}
_LONGEST_LIST = 80  # characters of "garde la 2 et la 3": a longer message tells a need
_BETWEEN = re.compile(r"\s*,\s*|\s+et\s+", re.IGNORECASE)
_BY_ITS_NUMBER = frozenset(("contact", "payment"))
# With no card in sight, words of a need.
_OF_A_NEED_TOO = frozenset(("payment", "cost", "figures", "population", "link", "alike", "share", "amount", "apply"))
_FIGURES_OF_A_CARD = 10  # a number from here is a card's, where no list in sight is so long


def go_on(turn: Turn, text: str) -> Outcome | None:
    """Return the outcome of a message that asks something of what is in sight, or None where it is a need of its own."""
    wish = wished(text)
    if wish is None:
        return _of_several(turn, text)
    if wish.kind == "keep_all":
        return _keep_all(turn)
    if wish.kind == "remove":
        return _remove(turn, wish)
    if wish.kind not in _OF_A_CARD:
        return None
    kind = turn.last if _asks_on(turn, wish) else wish.kind
    if wish.points:
        named = _named(turn, wish)
        return _do(turn, kind, named) if named else _not_there(turn)
    opened, first = turn.session.card, next(iter(turn.session.offered), "")
    if seen := opened or (first if kind not in _ONLY_OF_THE_OPEN else ""):
        return _do(turn, kind, seen)
    if first and kind in _VERBS:
        return _which(turn, kind)
    return None if kind in _OF_A_NEED_TOO else _none_in_sight(turn)


def _asks_on(turn: Turn, wish: Wish) -> bool:
    """Tell whether a number asks of its card what was just asked of another: whom to call, who pays; a part, after an "et"."""
    return wish.bare and bool(wish.number) and (turn.last in _BY_ITS_NUMBER or (wish.goes_on and turn.last in parts.OF_A_CARD))


def puzzled(turn: Turn, text: str) -> Outcome | None:
    """Leave what is in sight where a short question about it is not understood, and say what can be asked."""
    seen = turn.session.card or next(iter(turn.session.offered), "")
    if not seen or not questions(text):
        return None
    found = turn.world.matcher.search(text, 1)
    if found.outcome is Verdict.FOUND or any(unit.meanings for unit in found.need.units):
        return None
    search = buttons.to_need(" ".join(text.split()), "C’était un besoin : chercher")
    rows = (*((search,) if search else ()), (buttons.THEMES, buttons.HELP))
    return turn.says(Reply(say("puzzled", written=text), rows), sight=turn.last)


def back(turn: Turn, _: str = "") -> Outcome:
    """Go back to the list that was shown: the folder, a later page of cards, the answer."""
    session = turn.session
    if session.offered and not session.shown:
        return folder.show(turn)
    if live_aids.are_asked(turn) and session.offered:
        return live_aids.show_again(turn)
    if session.card and session.offered and (_first_seen(turn) or not session.need):
        listed, replies = answer.list_cards(turn, ",".join(session.offered[_first_seen(turn) :]))
        return replace(listed, offered=session.offered, shown=session.shown), replies
    if session.need:
        answered, replies = answer.answer_session(turn)
        return replace(answered, uses=()), replies  # seen again, not asked again
    return turn.says(Reply(say("ask_again"), ((buttons.THEMES,),)))


def ask_each(turn: Turn, text: str) -> Outcome:
    """Answer a need, or one after the other the two that a sentence holds."""
    needs = [part for part in _TWO_NEEDS.split(text, maxsplit=1) if part.strip()]
    if len(needs) == 2 and all(_has_subject(turn, part) for part in needs):
        session, first = answer.ask(turn, needs[0])
        session, second = answer.ask(replace(turn, session=session), needs[1])
        return session, (*first, *second)
    return answer.ask(turn, text)


def _has_subject(turn: Turn, text: str) -> bool:
    return bool(turn.world.matcher.search(text, 1).matches) and bool(turn.world.matcher.parser.parse(text).subject)


def _do(turn: Turn, kind: str, seen: str) -> Outcome:
    handlers = _OF_AN_AID if seen in turn.world.live.records else _OF_A_CARD
    return handlers[kind](turn, seen)


def _named(turn: Turn, wish: Wish) -> str:
    """Return the id that a wish points at: of a card by its own number, else by its rank in the list in sight."""
    if wish.card:
        found = turn.world.card(wish.card)
        return found.id if found else wish.card
    ranked = _seen(turn, wish.number)
    listed = live_aids.are_asked(turn) and wish.number <= len(turn.session.offered)
    return ranked or (str(wish.number) if wish.number >= _FIGURES_OF_A_CARD and not listed else "")


def _seen(turn: Turn, number: int) -> str:
    """Return the card or the aid in sight that bears a number, or nothing; aids are numbered on from page to page."""
    seen, first = _in_sight(turn), _first_seen(turn)
    if number == LAST:
        return seen[-1] if seen else ""
    if live_aids.are_asked(turn) and number > first:
        number -= first
    return seen[number - 1] if 1 <= number <= len(seen) else ""


def _in_sight(turn: Turn) -> Sequence[str]:
    """Return the ids of the list that was shown last, as far as it was shown; the folder counts none as shown, and is whole."""
    offered, shown = turn.session.offered, turn.session.shown
    return offered[_first_seen(turn) : shown] if shown else offered


def _first_seen(turn: Turn) -> int:
    return max(turn.session.shown - (live_aids.SHOWN if live_aids.are_asked(turn) else answer.SHOWN), 0)


def _not_there(turn: Turn) -> Outcome:
    seen = _in_sight(turn)
    return turn.says(Reply(say("no_such_number", count=len(seen)))) if seen else _none_in_sight(turn)


def _none_in_sight(turn: Turn) -> Outcome:
    return turn.says(Reply(say("no_such_number", count=0), ((buttons.THEMES,),)))


def _of_several(turn: Turn, text: str) -> Outcome | None:
    """Do the same to several of the list in sight: "garde la 2 et la 3"."""
    pieces = _BETWEEN.split(text) if len(text) <= _LONGEST_LIST else []
    wishes = [wished(piece) for piece in pieces] if len(pieces) > 1 else []
    pointing = [wish for wish in wishes if wish and wish.number]
    if not 1 < len(pointing) == len(wishes) or any(wish.kind != "open" for wish in pointing[1:]):
        return None
    replies: tuple[Reply, ...] = ()
    for wish in pointing:
        if not (named := _named(turn, wish)) or pointing[0].kind not in _OF_A_CARD:
            return _not_there(turn)
        session, said = _do(turn, pointing[0].kind, named)
        turn, replies = replace(turn, session=session), (*replies, *said)
    return turn.session, replies


def _which(turn: Turn, kind: str) -> Outcome:
    """Ask which of the list in sight is meant."""
    verb = _VERBS[kind][live_aids.are_asked(turn)]
    doors = (buttons.press(verb, f"La {i}", each) for i, each in enumerate(_in_sight(turn), _first_number(turn)))
    return turn.says(Reply(say("which_card"), buttons.in_rows(doors, 3)))


def _first_number(turn: Turn) -> int:
    return _first_seen(turn) + 1 if live_aids.are_asked(turn) else 1


def _keep_all(turn: Turn) -> Outcome:
    """Keep all that are in sight; the card that is open where there is no list."""
    seen = _in_sight(turn)
    if not seen:
        return _do(turn, "keep", turn.session.card) if turn.session.card else _none_in_sight(turn)
    if not live_aids.are_asked(turn):
        return folder.keep_all(turn, seen)
    for each in seen:
        turn = replace(turn, session=kept_aids.keep(turn, each)[0])
    return kept_aids.show(turn)


def _remove(turn: Turn, wish: Wish) -> Outcome | None:
    """No longer keep what is named, or open, where it is kept; "enlève la mobilité" is said of a need."""
    named = _named(turn, wish) if wish.points else turn.session.card
    if named in turn.session.subscription.kept:
        return kept_aids.unkeep(turn, named)
    return folder.unkeep(turn, named) if named in turn.session.folder else None


DOORS = Doors(wishes={"back": back}, readers=(go_on,))
AFTER_ALL = Doors(readers=(puzzled,))
