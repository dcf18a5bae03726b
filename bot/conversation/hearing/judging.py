"""What a message resembles most, in its context: a question about what is in sight, a wish, a correction, a need.

Each is given a score by the sentences it resembles, then what the context tells is added: words that speak of what is in
sight ("ils", "là-bas"), words that lead elsewhere ("rien à voir"), how much of the message the card in sight and the best
other card speak of. The highest wins; between equals, the order of bot.conversation.hearing.hear.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.conversation.acts import Alarm, AskFact, AskGuide, AskNeed, AskRegion, Correct, Heard, OfSeen, Puzzled, Show, TellPlace
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.corrections import correction, moved, tells_place
from bot.conversation.hearing.ear import ASK, GUIDE, NEED, REGION
from bot.conversation.hearing.facts import ABOUT, Fact, fact
from bot.conversation.hearing.intent import COURTESIES, FACTS, UNDOES, act_of, place_called
from bot.conversation.hearing.needs import needs_in
from bot.conversation.hearing.pointing import numbers_in, point
from bot.conversation.hearing.ways import ways
from matching.need import Facet
from matching.verdict import Outcome
from matching.words import fold, stem

if TYPE_CHECKING:
    from bot.conversation.acts import Act
    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.ear import Heeded
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World
    from matching.ranking import Ranking


@dataclass(frozen=True)
class Balance:
    """What counts how much in a judgement; each was set on the cases of tests/bot/hearing, never on the turns that measure.

    Sides are those of hearing.leaning: above 0 a message is of that kind, at -1 it is nothing like it."""

    same_topic: float = 0.5  # what an act gains that is of the screen in sight: the weekly message, the self-assessment
    bare_acronym: float = 1.6  # an acronym alone, with a question mark or a card open
    pointed: float = 0.3  # a card named by its number, with words that ask nothing known
    asked_again: float = 0.6  # a body of the card named after a contact was asked
    told_from: float = 0.3  # the nearness from which an answer of the region is given
    guide_from: float = 0.55  # the same of a guide: cards answer a need better
    alarm: float = 0.1  # the side from which a danger is heard in words that no list has
    tells_place: float = 1.3  # someone tells where they are, and no more
    corrects: float = 0.35  # a message that says the last answer was not it
    leaves_out: float = 1.2  # one that names what of the last need is to be left out
    inhabitant_found: float = -0.3  # what is left of "I, an inhabitant" where cards answer the need
    moved: float = 1.5  # the last need for another place or audience, where nothing else is asked
    moved_from_a_card: float = 0.8  # the same where a card is open, of which something may be asked
    bare: float = 0.8  # what a need gains that is only subjects, audiences and places: "logement dans l'Oise"
    said_so: float = 1.0  # what "quelles aides" adds in favour of open aids, "c'est quoi" in favour of a meaning
    least: float = -0.7  # the side below which an act is not considered
    least_of_what_undoes: float = -0.25  # the same of what stops, empties or erases
    least_of_a_courtesy: float = -0.35  # the same of what is said beside the subject: a need never met is no horoscope
    least_where_found: float = -0.2  # the same of what nothing in sight calls for, where cards answer the message
    least_where_unsure: float = -0.45  # and where they may, or something is in sight
    seen_words: float = 0.25  # "ils", "là-bas", in favour of what is in sight
    open_card: float = 0.65  # what a question gains where a card is open, and not only listed
    answered: float = 1.0  # what a close answer of the card in sight adds to a question about it
    answered_from: float = 0.3  # the score of an answer that adds nothing
    wanted: float = -0.3  # the side from which a sort of fact is known to be asked
    leads_elsewhere: float = 0.45  # "rien à voir", in favour of a need
    own_subject: float = 1.4  # the share of the message that another card speaks of more than the one in sight
    found: float = 0.3  # what a need that finds cards gains
    nothing: float = -0.5  # what one that finds none loses
    first: float = 0.3  # what a need gains where nothing is in sight


BALANCE = Balance()
_ASKING = ("?", "…", "...")
_MOST_ACRONYMS = 3
_EXAMPLE = ""  # the reason of what only resembles examples: the closest one
_TOPICS: dict[str, str] = {
    Sight.SUBSCRIPTION: "following",
    Sight.ASSESSMENT: "assessment",
    Sight.QUESTION: "assessment",
    Sight.FOLDER: "folder",
    Sight.KEPT_AIDS: "folder",
    Sight.ERASING: "privacy",
}
_MOST_RUNNERS_UP, _MOST_KINDS = 4, 6
_ASSESSING = (
    "assess",
    "assess_resume",
    "assess_pause",
    "assess_result",
    "assess_weak",
    "assess_export",
    "assess_again",
    "assess_left",
)
_LEADS = {
    "aids": "aids",
    "follow": "follow",
    "define": "asks_meaning",
    "kept_aids": "kept_before",
    "partner_does": "asks_meaning",
    "print": "as_file",
    "compare": "comparing",
} | dict.fromkeys(_ASSESSING, "assess")


class _Candidate(NamedTuple):
    score: float
    name: str
    act: Act | None
    because: str


def judge(said: Utterance, context: Context, world: World, *, explained: bool = False) -> Heard:
    """Return the act that a message most resembles in its context; `explained`: with the example it resembles."""
    heeded = world.ear.listen(said)
    if alarm := _alarm(heeded, world):
        return alarm
    ranking = world.matcher.rank(said.need)
    silent = not (said.need.units or said.need.intents or said.need.elsewhere or numbers_in(said.words))
    if silent and said.text.found and not context.seen:
        return Heard(Show("welcome"), "who writes, and no more", "greet")
    if _is_nonsense(said, world):
        act: Act = Puzzled(said.typed) if context.seen else AskNeed((said.typed,))
        return Heard(act, "no word of it is known", "puzzled")
    candidates = [
        *_wishes(said, context, world, heeded, ranking),
        *_question(said, context, world, heeded, ranking),
        *_change(said, context),
        _need(said, context, world, heeded, ranking),
    ]
    candidates.sort(key=lambda each: -each.score)
    won = candidates[0]
    if won.name == "ask" and won.score < BALANCE.least and ranking.outcome is Outcome.NOTHING:
        won = _Candidate(won.score, "puzzled", Puzzled(said.typed), "nothing is close")
    because = f"it resembles « {heeded.example(won.name)} »" if won.because == _EXAMPLE and explained else won.because
    others = tuple((each.name, round(each.score, 2)) for each in candidates[1 : 1 + _MOST_RUNNERS_UP])
    return Heard(won.act or AskNeed((said.typed,)), f"{because} ({won.score:.2f})", won.name, won.score, others)


def _alarm(heeded: Heeded, world: World) -> Heard | None:
    """Return the danger that a message tells in other words than those of the emergencies, where it leans to one plainly."""
    sides = {kind.name: heeded.leaning.get(kind.name, -1.0) for kind in ways().kinds.values() if kind.alarms}
    name = max(sides, key=lambda each: sides[each], default="")
    emergency = ways().kinds[name].alarms if name else ""
    others = max((side for kind, side in heeded.leaning.items() if kind not in sides), default=-1.0)
    known = {each.id for each in world.collection.emergencies.emergencies}
    if emergency not in known or sides[name] < max(BALANCE.alarm, others):
        return None
    return Heard(Alarm((emergency,)), f"it resembles « {heeded.example(name)} »", "danger")


def _is_bare(said: Utterance) -> bool:
    """Tell whether a message is only subjects, audiences and places, and not only an audience."""
    meant = {word for unit in said.need.units if unit.meanings for word in unit.words}
    subjects = [unit for unit in said.need.subject if unit.meanings and not unit.about(Facet.AUDIENCE)]
    aside = ways().words.ignored | set(ways().leads["wanting"])
    others = [word for word in said.read if word not in meant and word not in aside]
    return bool(subjects or said.need.places) and not any(
        fold(name) not in " ".join(said.need.elsewhere).lower() for name in others
    )


def _is_nonsense(said: Utterance, world: World) -> bool:
    """Tell whether no word of a message, of more than two letters, is known to anyone here."""
    knows, index = said.parser.lexicon.french.knows, world.matcher.index
    words = [word for word in said.read if len(word) > 2 and word.isalpha()]
    return (
        bool(words)
        and not said.need.places
        and not said.holds(ways().leads["assess"])
        and not any(knows(word) or stem(word) in index.terms or word in said.parser.lexicon.acronyms for word in words)
    )


def _wishes(said: Utterance, context: Context, world: World, heeded: Heeded, ranking: Ranking) -> list[_Candidate]:
    """Return the kinds of acts that the message leans to, where they can be meant here."""
    pointed = point(said, context, world)
    found = []
    kinds = dict(heeded.kinds(_MOST_KINDS))
    said_so = {name: heeded.leaning.get(name, -1.0) for name, lead in _LEADS.items() if said.holds(ways().leads[lead])}
    for name, side in (kinds | said_so).items():
        least = _least(name, context, ranking)
        if (side < least and name not in said_so) or (
            name in FACTS and any(each in world.collection.cards for each in context.seen)
        ):
            continue  # a question about a card is weighed as one
        act = _told(name, heeded) or act_of(name, said, context, world, pointed)
        if act is not None:
            side += BALANCE.said_so if name in said_so else 0.0
            known = ways().kinds.get(name)
            side += BALANCE.same_topic if known and known.topic == _TOPICS.get(context.sight) else 0.0
            side += BALANCE.inhabitant_found if name == "inhabitant" and ranking.outcome is Outcome.FOUND else 0.0
            found.append(_Candidate(side, name, act, _EXAMPLE))
    if _names_an_acronym(said) and (context.card or said.typed.rstrip().endswith(_ASKING)):
        act = act_of("define", said, context, world, pointed)
        found += [_Candidate(BALANCE.bare_acronym, "define", act, "an acronym and nothing else")] if act else []
    if pointed.ids and pointed.explicit and not any(each.score > 0 for each in found):
        found.append(_Candidate(BALANCE.pointed, "open", OfSeen("open", pointed.ids, said.typed), "a card is named"))
    named = [each for each in said.need.partners for card in context.seen if _helps(world, card, each)]
    if named and context.asked == "contact":
        act = OfSeen("contact", context.seen[:1], said.typed)
        found.append(_Candidate(BALANCE.asked_again, "contact", act, "the contact of another body of the card"))
    return found


def _least(kind: str, context: Context, ranking: Ranking) -> float:
    """Return the side below which a kind of act is not considered."""
    if kind in UNDOES:
        return BALANCE.least_of_what_undoes
    topic = ways().kinds[kind].topic if kind in ways().kinds else ""
    if ranking.outcome is not Outcome.NOTHING and topic != _TOPICS.get(context.sight):
        sure = ranking.outcome is Outcome.FOUND and not context.seen
        return BALANCE.least_where_found if sure else BALANCE.least_where_unsure
    return BALANCE.least_of_a_courtesy if kind in COURTESIES else BALANCE.least


def _told(kind: str, heeded: Heeded) -> Act | None:
    """Return the answer of the region or of a guide that a message asks for, where one comes close."""
    if kind not in (REGION, GUIDE):
        return None
    if kind == GUIDE and not (heeded.said.is_question or heeded.said.holds(ways().leads["asks"])):
        return None
    theme, answer, near = heeded.told(kind)
    if near < (BALANCE.guide_from if kind == GUIDE else BALANCE.told_from):
        return None
    return AskGuide(theme, answer) if kind == GUIDE else AskRegion(heeded.said.typed, answer)


def _names_an_acronym(said: Utterance) -> bool:
    """Tell whether a message is an acronym and small words: "et GPEC alors", "AVIP…"."""
    words = [word for word in said.words if word not in ways().words.ignored]
    return 0 < len(words) <= _MOST_ACRONYMS and all(word in said.parser.lexicon.acronyms for word in words)


def _helps(world: World, card: str, partner: str) -> bool:
    """Tell whether a card names a partner."""
    known = world.collection.cards.get(card)
    return known is not None and any(each.id == partner for each in known.partners)


def _question(said: Utterance, context: Context, world: World, heeded: Heeded, ranking: Ranking) -> list[_Candidate]:
    """Return the question about the card in sight that the message may be."""
    pointed = point(said, context, world)
    cards = [world.collection.cards[each] for each in (pointed.ids or context.seen)[:5] if each in world.collection.cards]
    if not cards:
        return []
    kind, side = max(((name, heeded.leaning.get(name, -1.0)) for name in FACTS), key=lambda each: each[1])
    wanted = ABOUT[kind] if side > BALANCE.wanted else ()
    best = max((fact(said, heeded, card, world, wanted) for card in cards), key=lambda each: each.score)
    score = max(heeded.leaning.get(ASK, -1.0), side)
    score += BALANCE.answered * (best.score - BALANCE.answered_from)
    score += BALANCE.open_card if context.card else 0.0
    if said.holds(ways().leads["seen"]):
        score += BALANCE.seen_words
    score -= BALANCE.own_subject * _elsewhere(best, world, ranking)
    if said.holds(ways().leads["new"]):
        score -= BALANCE.leads_elsewhere
    because = (
        f"it asks of card {best.card} what « {best.because} » asks" if best.because else f"a question about card {best.card}"
    )
    return [_Candidate(score, "ask", AskFact(said.typed, best), because)]


def _elsewhere(best: Fact, world: World, ranking: Ranking) -> float:
    """Return how much more of a message another card speaks of than the card in sight, 0 to 1."""
    position = world.matcher.index.ids.index(best.card)
    return max(float(ranking.coverage.max(initial=0.0)) - float(ranking.coverage[position]), 0.0)


def _change(said: Utterance, context: Context) -> list[_Candidate]:
    act = moved(said, context)
    if act is not None and context.card and said.holds(ways().leads["of_facts"]):
        act = None  # "et pour aller à Abbeville, c'est tous les jours ?"
    if act is not None:
        score = BALANCE.moved_from_a_card if context.card else BALANCE.moved
        return [_Candidate(score, "place", act, "the last need, for another place")]
    if unknown := place_called(said):
        return [_Candidate(BALANCE.moved, "place_set", unknown, "a place of one's own that is not known")]
    if not context.need and not context.card and tells_place(said):
        return [_Candidate(BALANCE.tells_place, "place_set", TellPlace(said.typed, sure=False), "someone tells where they are")]
    speaks = said.holds((*ways().leads["speaker"], *ways().leads["own_place"], *ways().leads["place_told"]))
    if said.need.places and not (context.need or context.card or speaks or context.sight in _TOPICS) and _is_bare(said):
        return [_Candidate(1.2, "place", AskNeed((said.typed,)), "a place and nothing else")]
    act = correction(said, context)
    if act is not None:
        score = BALANCE.leaves_out if isinstance(act, Correct) and act.gone else BALANCE.corrects
        return [_Candidate(score, "correct", act, "a correction of the last need")]
    return []


def _need(said: Utterance, context: Context, world: World, heeded: Heeded, ranking: Ranking) -> _Candidate:
    """Return the need that the message may be; about what is in sight, one that finds nothing is only puzzling."""
    score = heeded.leaning.get(NEED, -1.0)
    score += {Outcome.FOUND: BALANCE.found, Outcome.UNSURE: 0.0, Outcome.NOTHING: BALANCE.nothing}[ranking.outcome]
    if said.holds(ways().leads["new"]):
        score += BALANCE.leads_elsewhere
    if context.sight in _TOPICS:
        score += BALANCE.same_topic if _is_bare(said) else -BALANCE.same_topic / 2
    elif not context.seen:
        score += BALANCE.first
    if _is_bare(said):
        score += BALANCE.bare
    if ranking.outcome is Outcome.NOTHING and context.seen and not any(unit.meanings for unit in said.need.units):
        return _Candidate(score, "puzzled", Puzzled(said.typed), "nothing known in it")
    return _Candidate(score, "need", AskNeed(needs_in(said, world)), _EXAMPLE)
