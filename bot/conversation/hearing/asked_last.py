"""What a message asks after a courtesy, a remark or a story told first.

"super, et je peux l'appeler quand ?" asks after thanks, "mon mari n'y croit pas. Qui paie ?" after
a story: what comes last is heard, where it plainly asks something of what is in sight.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.conversation.acts import AskFact, AskNeed, Courtesy, Heard, OfSeen, OpenAids, Show
from bot.conversation.hearing.balance import LEAST_OF_A_COURTESY
from bot.conversation.hearing.ear import ASK, NEED
from bot.conversation.hearing.exact import exactly
from bot.conversation.hearing.expressions import whole_words
from bot.conversation.hearing.intent import COURTESIES, FACTS
from bot.conversation.hearing.judging import judge
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from bot.conversation.known_acts import Define, HowFar, TellBody
from matching.verdict import Outcome

if TYPE_CHECKING:
    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

_ENDS = re.compile(r"[.!?…]+\s+|\s*\n+\s*")  # of a sentence
_PAUSE = re.compile(r"\s*[,;:.!…]+\s+")  # after a courtesy
_LONGEST, _FEWEST, _STORY = 14, 2, 12  # words of what is asked, and of a story before it
_LONGEST_COURTESY = 5  # words
_LEAST = -0.5  # the score from which what comes last is plainly asked
_QUESTIONS = (AskFact, OfSeen, OpenAids, Define, HowFar, TellBody, Show)
_BEGIN_IT = ("part_asks", "part_orders", "part_names", "same")  # what a question begins with
_NOT_ASKED = frozenset(("help", "welcome", "stop", "useless", "useful"))


def asked_last(said: Utterance, context: Context, world: World) -> Heard | None:
    """Hear what comes last in a message about what is in sight, None where it asks nothing."""
    if context.alarmed or not context.seen:
        return None
    polite = _after_a_courtesy(said, context, world)
    last = polite or _after_a_story(said)
    if last is None or not _FEWEST <= len(last.words) <= _LONGEST:
        return None
    heard = exactly(last, context, world)
    as_a_whole = polite is None and _is_found_whole(said, context, world)
    if heard is None and (as_a_whole or _leans_to_a_need(last, world)):
        return None
    heard = heard or judge(last, context, world)
    plain = heard.score >= _LEAST or not heard.runners_up
    needs = polite is not None and isinstance(heard.act, AskNeed)
    if not plain or not (needs or isinstance(heard.act, _QUESTIONS)):
        return None
    if isinstance(heard.act, Show) and heard.act.verb in _NOT_ASKED:
        return None
    return Heard(heard.act, f"asked last, {heard.because}", heard.kind, heard.score)


def _is_found_whole(said: Utterance, context: Context, world: World) -> bool:
    """Tell whether a story told over a list is a need that cards answer as a whole."""
    return not context.card and world.matcher.rank(said.need).outcome is Outcome.FOUND


def _leans_to_a_need(last: Utterance, world: World) -> bool:
    """Tell whether what comes last is like needs, and speaks of nothing in sight.

    The whole then says more: it is judged alone, which takes half of the time.
    """
    leaning = world.ear.listen(last).leaning
    asks = max(leaning.get(kind, -1.0) for kind in (ASK, *FACTS))
    return leaning.get(NEED, -1.0) > asks and not last.holds(ways().leads["seen"])


def _after_a_courtesy(said: Utterance, context: Context, world: World) -> Utterance | None:
    """Return what follows a courtesy that begins a message, None where none does."""
    pause = _PAUSE.search(said.typed)
    if pause is None:
        return None
    first = Utterance(said.typed[: pause.start()], said.parser)
    last, leads = Utterance(said.typed[pause.end() :], said.parser), ways().leads
    if not 0 < len(first.words) <= _LONGEST_COURTESY:
        return None
    if not (last.is_question or any(last.begins(leads[each]) for each in _BEGIN_IT)):
        return None
    return last if _is_courteous(first, context, world) else None


def _is_courteous(first: Utterance, context: Context, world: World) -> bool:
    """Tell whether what begins a message is a courtesy, plainly or by what it leans to most."""
    if heard := exactly(first, context, world):
        return isinstance(heard.act, Courtesy) and heard.kind in COURTESIES
    likeliest, side = world.ear.listen(first).kinds(1)[0]
    return likeliest in COURTESIES and side > LEAST_OF_A_COURTESY


def _after_a_story(said: Utterance) -> Utterance | None:
    """Return the question that ends a message of several sentences, or what one says it wants."""
    if len(said.words) < _STORY:
        return _after_its_lead(said)
    sentences = [each for each in _ENDS.split(said.typed.strip()) if each.strip()]
    last = Utterance(sentences[-1], said.parser) if sentences else said
    asks = last.is_question or last.begins(ways().leads["part_asks"])
    if len(sentences) > 1 and asks:
        return last
    return _after_its_lead(said)


def _after_its_lead(said: Utterance) -> Utterance | None:
    """Return what one says that one wants: "moi ce que je voudrais c'est parler à quelqu'un"."""
    text = f" {' '.join(said.words)} "
    leads = (whole_words(each) for each in ways().leads["the_question"])
    ends = [text.rfind(each) + len(each) for each in leads if each in text]
    return Utterance(text[max(ends) :].strip(), said.parser) if ends else None
