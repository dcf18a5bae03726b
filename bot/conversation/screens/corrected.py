"""The last need asked again.

It is for another audience or place, without something, or with something more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import buttons
from bot.conversation.acts import Correct
from bot.conversation.replies import Reply
from bot.conversation.screens import answer, live_aids
from bot.conversation.texts import say
from bot.conversation.understood import understood
from matching.need import Facet

if TYPE_CHECKING:
    from bot.conversation.acts import AskInstead
    from bot.conversation.turn import Outcome, Turn
    from matching.need import Need


def ask(turn: Turn, act: Correct) -> Outcome:
    """Answer the need of the session without some units and with some texts.

    Where nothing is left, ask what is wanted.
    """
    turn = _of_the_card(turn)
    session, parser = turn.session, turn.world.matcher.parser
    back = {name for text in act.added for unit in parser.parse(text).units for name in unit.names}
    dropped = tuple(name for name in (*session.dropped, *act.gone) if name not in back)
    said = tuple(dict.fromkeys((*session.added, *act.added)))
    if not parser.refine(session.need, dropped, said).units:
        return ask_instead(turn)
    turn = replace(turn, session=replace(session, dropped=dropped, added=said))
    if live_aids.are_asked(turn):
        return live_aids.answer_session(turn)
    return answer.answer_session(turn, act.named)


def ask_instead(turn: Turn, act: AskInstead | None = None) -> Outcome:
    """Ask what is wanted in place of the last need.

    Where it does not hold what was to be left out, say so.
    """
    if not turn.session.need:
        return turn.says(Reply(say("only_without"), ((buttons.THEMES, buttons.HELP),)))
    need = _need(turn)
    if act is None or not act.named:
        return turn.says(
            Reply(
                say("what_instead", need=_in_words(turn, need)), ((buttons.THEMES, buttons.HELP),)
            )
        )
    named = _in_words(turn, turn.world.matcher.parser.parse(act.named)) or act.named
    text = say("not_in_need", named=named, need=_in_words(turn, need))
    return turn.says(Reply(text, ((buttons.THEMES, buttons.HELP),)))


def adding(text: str) -> Correct:
    """Return what adds a text to the last need."""
    return Correct(added=(text,))


def in_words(turn: Turn) -> str:
    """Return the last need as it was understood, in a few words."""
    return _in_words(turn, _need(turn))


def _of_the_card(turn: Turn) -> Turn:
    """Return the turn with the open card's subject as its need, where no need was asked.

    "et dans la Somme ?" is then about it.
    """
    card = turn.world.collection.cards.get(turn.session.card)
    if turn.session.need or card is None:
        return turn
    places = [
        unit.names[-1]
        for unit in turn.world.matcher.parser.parse(card.title).units
        if unit.about(Facet.PLACE)
    ]
    return replace(
        turn,
        session=replace(turn.session, need=card.title, dropped=tuple(places), added=(), aids=False),
    )


def _need(turn: Turn) -> Need:
    session = turn.session
    return turn.world.matcher.parser.refine(session.need, session.dropped, session.added)


def _in_words(turn: Turn, need: Need) -> str:
    return " · ".join(each.label for each in understood(need, turn.world)) or turn.session.need
