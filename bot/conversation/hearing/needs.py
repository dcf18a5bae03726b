"""The needs that one message holds.

"un bus pour les jeunes, et puis aussi un médecin" holds two.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.conversation.hearing.expressions import whole_words
from bot.conversation.hearing.utterance import Utterance, without
from bot.conversation.hearing.ways import ways, words_of
from matching.need import Facet
from matching.verdict import Outcome
from matching.words import fold, spelt, tokens

if TYPE_CHECKING:
    from bot.conversation.world import World
    from matching.need import Need

_FEWEST = 4  # words on each side of a bare "et" for it to part two needs
_STORY = 14  # words from which a message may tell a story around what it asks
_SENTENCE_ENDS = re.compile(r"[.!?…]+\s")
_MOST = 200  # characters of a message that may hold two needs; a longer one tells a story


def needs_in(said: Utterance, world: World) -> tuple[str, ...]:
    """Return the two needs of a message, each of which finds cards of its own; else the message."""
    if len(said.typed) > _MOST:
        return (said.typed,)
    for pattern, fewest in ((_linking(), 1), (_and(), _FEWEST)):
        for link in pattern.finditer(said.typed):
            parts = (said.typed[: link.start()].strip(), said.typed[link.end() :].strip())
            follows = Utterance(parts[1], said.parser).begins(ways().leads["consequence"])
            enough = all(len(part.split()) >= fewest for part in parts)
            if enough and not follows and _are_two(said, link.span(), world):
                return parts
    return (said.typed,)


def _are_two(said: Utterance, link: tuple[int, int], world: World) -> bool:
    """Tell whether what stands on each side of a link is answered by another card first.

    Two sides of one theme are one need: "rien à louer, et trois maisons vides".
    """
    ends, begins = (len(spelt(said.typed[:each])) for each in link)
    read = said.text.words
    sides = (
        {each.read for each in read if each.at < ends},
        {each.read for each in read if each.at >= begins},
    )
    one, other = (said.parser.part(said.need, words) for words in sides)
    if set(one.themes) & set(other.themes):
        return False
    first = _first_card(one, world)
    return bool(first) and _first_card(other, world) not in ([], first)


def _first_card(need: Need, world: World) -> list[int]:
    """Return the position of the card that answers a need first; [] where none surely does."""
    if not need.subject:
        return []
    ranking = world.matcher.rank(need)
    return ranking.best(1) if ranking.outcome is Outcome.FOUND else []


@cache
def _linking() -> re.Pattern[str]:
    links = "|".join(re.escape(each) for each in sorted(ways().leads["two"], key=len, reverse=True))
    return re.compile(rf"\s*;\s*|\s*[,.]?\s*\b(?:{links})\b\s*", re.IGNORECASE)


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(ways().leads['and'])})\s+", re.IGNORECASE)


def is_bare(said: Utterance) -> bool:
    """Tell whether a message is only subjects, audiences and places, and not only an audience.

    What leads to a subject says nothing beside it: "et sinon l'énergie", "et pour l'eau, vous
    auriez quoi ?".
    """
    meant = {word for unit in said.need.units if unit.meanings for word in unit.words}
    subjects = [
        unit for unit in said.need.subject if unit.meanings and not unit.about(Facet.AUDIENCE)
    ]
    of_a_card = not ways().words.one_of.isdisjoint(said.words)  # "reviens à celle du bus"
    leading = frozenset() if of_a_card else words_of("to_subject")
    aside = ways().words.ignored | leading | set(ways().leads["wanting"])
    read = without(said.read, (*ways().leads["seeks"], *ways().leads["new"]))
    others = [word for word in read if word not in meant and word not in aside]
    return bool(subjects or said.need.places) and not any(
        fold(name) not in " ".join(said.need.elsewhere).lower() for name in others
    )


def without_leads(said: Utterance) -> Utterance:
    """Return a message without the words that only lead to its subject: "revenons à la cantine"."""
    typed = [(word, tuple(tokens(word))) for word in said.typed.split()]
    left = [[word, *read] for word, read in typed]
    whole = f" {' '.join(each for _, read in typed for each in read)} "
    for phrase in (*ways().leads["seeks"], *ways().leads["new"]):
        if whole_words(phrase) in whole:
            _take_out(left, tuple(tokens(phrase)))
    aside = words_of("to_subject")
    kept = [word for word, *read in left if not read or not aside.issuperset(read)]
    return Utterance(" ".join(kept), said.parser) if kept else said


def asked_clause(said: Utterance) -> Utterance:
    """Return what a long story asks in so many words: "ma question c'est surtout le médecin".

    The places told beside it are kept; a message that says nothing so is returned whole.
    """
    if len(said.words) <= _STORY or not said.holds(ways().leads["the_question"]):
        return said
    typed = [(word, tuple(tokens(word))) for word in said.typed.split()]
    every = [(i, each) for i, (_, read) in enumerate(typed) for each in read]
    read = [each for _, each in every]
    ends = [
        every[start + len(phrase)][0]
        for lead in ways().leads["the_question"]
        for phrase in (tuple(tokens(lead)),)
        for start in range(len(read) - len(phrase))
        if tuple(read[start : start + len(phrase)]) == phrase
    ]
    if not ends:
        return said
    clause = Utterance(" ".join(word for word, _ in typed[max(ends) :]), said.parser)
    sentence = Utterance(_SENTENCE_ENDS.split(clause.typed)[0], said.parser)
    if not any(unit.meanings for unit in sentence.need.subject):
        return said
    places = (
        [] if clause.need.places else [u.label for u in said.need.units if u.about(Facet.PLACE)]
    )
    return Utterance(" ".join((clause.typed, *places)), said.parser)


def _take_out(words: list[list[str]], phrase: tuple[str, ...]) -> None:
    """Take a phrase out of typed words, each with the words read in it."""
    read = [(i, each) for i, (_, *every) in enumerate(words) for each in every]
    for start in range(len(read) - len(phrase), -1, -1):
        span = read[start : start + len(phrase)]
        inside = {i for i, _ in span}
        whole = sum(len(words[i]) - 1 for i in inside) == len(phrase)
        if tuple(each for _, each in span) == phrase and whole:
            for i in sorted(inside, reverse=True):
                del words[i]
            return
