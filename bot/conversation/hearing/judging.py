"""What a message resembles most, in its context.

It may be a question about what is in sight, a wish, a correction, or a need. Each way to hear it
has the side of its kind on the classifier of hearing.leaning, and grounds: words that speak of what
is in sight ("ils", "là-bas"), words that lead elsewhere ("rien à voir"), how much of the message
the card in sight and the best other card speak of. The one with the highest score wins; between
equals, the first of hearing.candidates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.acts import Alarm, AskFact, AskNeed, Heard, Puzzled, Show
from bot.conversation.hearing.balance import ALARM, ALARM_ALL_THE_SAME, LEAST, LEAST_OF_A_COURTESY
from bot.conversation.hearing.candidates import candidates
from bot.conversation.hearing.counting import numbers_in
from bot.conversation.hearing.facts import Fact
from bot.conversation.hearing.intent import COURTESIES
from bot.conversation.hearing.matter import EXAMPLE, Matter
from bot.conversation.hearing.of_the_card import asks_of_listed, asks_of_the_card, only_tells_who
from bot.conversation.hearing.supposed import only_supposed
from bot.conversation.hearing.ways import ways
from matching.verdict import Outcome
from matching.words import stem

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.ear import Heeded
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World
    from matching.ranking import Ranking

_LANGUAGE = "language"
_MOST_RUNNERS_UP = 4
_ASKS = -0.2  # how plainly something is asked by who otherwise only says who writes


def judge(said: Utterance, context: Context, world: World, *, explained: bool = False) -> Heard:
    """Return the act that a message most resembles in its context.

    `explained`: it goes with the example that the message resembles.
    """
    heeded = world.ear.listen(said)
    if alarm := _alarm(said, context, heeded, world, explained=explained):
        return alarm
    ranking = world.matcher.rank(said.need)
    silent = not (
        said.need.units or said.need.intents or said.need.elsewhere or numbers_in(said.words)
    )
    if silent and said.text.found and not (context.seen or context.sight):
        likeliest, side = heeded.kinds(1)[0]
        if side < _ASKS or likeliest in COURTESIES:
            return Heard(Show("welcome"), "who writes, and no more", "greet")
    if _is_nonsense(said, world) and not _is_foreign(heeded):
        act: Act = Puzzled(said.typed) if context.seen else AskNeed((said.typed,))
        return Heard(act, "no word of it is known", "puzzled")
    won, *others = sorted(
        candidates(Matter(said, context, world, heeded, ranking)), key=lambda each: -each.score
    )
    runners_up = tuple((each.name, round(each.score, 2)) for each in others[:_MOST_RUNNERS_UP])
    far = won.name == "ask" and won.score < LEAST and ranking.outcome is Outcome.NOTHING
    if far and asks_of_listed(said, context) and context.seen[0] in world.collection.cards:
        untold = AskFact(said.typed, Fact(context.seen[0], 0.0))
        return Heard(untold, "no card listed tells it", "ask", won.score, runners_up)
    if far and not asks_of_the_card(said, context):
        return Heard(
            Puzzled(said.typed),
            f"nothing is close ({won.score:.2f})",
            "puzzled",
            won.score,
            runners_up,
        )
    whole = isinstance(won.act, AskNeed) and won.act.texts == (said.typed,)
    if whole and not context.seen and _only_greets(said, ranking):
        return Heard(Show("welcome"), "a greeting, and nothing known beside", "greet")
    resembles = won.because == EXAMPLE and explained
    because = f"it resembles « {heeded.example(won.name)} »" if resembles else won.because
    return Heard(won.act, f"{because} ({won.score:.2f})", won.name, won.score, runners_up)


def _is_foreign(heeded: Heeded) -> bool:
    """Tell whether a message leans to another language more than to any other kind."""
    likeliest, side = heeded.kinds(1)[0]
    return likeliest == _LANGUAGE and side > LEAST_OF_A_COURTESY


def _only_greets(said: Utterance, ranking: Ranking) -> bool:
    """Tell whether a message greets, and asks nothing that anyone here knows of."""
    greets = bool(said.read) and said.read[0] in ways().leads["greetings"]
    return greets and not said.is_question and ranking.outcome is Outcome.NOTHING


def _alarm(
    said: Utterance, context: Context, heeded: Heeded, world: World, *, explained: bool
) -> Heard | None:
    """Return the danger that a message tells in other words than those of the emergencies.

    The message leans to it plainly, and says more than who someone is and of what age; more plainly
    still where it holds an expression that alarms nobody.
    """
    if only_tells_who(said) or (said.holds(ways().leads["kept_here"]) and not said.need.audiences):
        return None
    sides = {
        kind.name: heeded.leaning.get(kind.name, -1.0)
        for kind in ways().kinds.values()
        if kind.alarms
    }
    name = max(sides, key=lambda each: sides[each], default="")
    emergency = ways().kinds[name].alarms if name else ""
    others = max((side for kind, side in heeded.leaning.items() if kind not in sides), default=-1.0)
    known = {each.id for each in world.collection.emergencies.emergencies}
    least = ALARM_ALL_THE_SAME if said.text.danger.harmless else ALARM
    if emergency not in known or sides[name] < max(least, others):
        return None
    if only_supposed(said, context, (emergency,)):
        return None
    because = f"it resembles « {heeded.example(name)} »" if explained else f"it leans to {name}"
    return Heard(Alarm((emergency,)), because, "danger")


def _is_nonsense(said: Utterance, world: World) -> bool:
    """Tell whether no word of a message, of more than two letters, is known to anyone here."""
    knows, index = said.parser.lexicon.french.knows, world.matcher.index
    words = [word for word in said.read if len(word) > 2 and word.isalpha()]
    return (
        bool(words)
        and not any(
            knows(word) or stem(word) in index.terms or word in said.parser.lexicon.acronyms
            for word in words
        )
        and not said.need.places
        and not (said.typed[:1].isupper() and world.place_finder.is_name(said.typed))
        and not said.holds(ways().leads["assess"])
    )
