"""The questions of one message about a card, and what answers each."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from bot.conversation.hearing.facts import Fact, fact
from bot.conversation.hearing.utterance import Utterance
from bot.conversation.hearing.ways import ways
from matching.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.world import World
    from matching.parsing import Parser

_ENDS = re.compile(r"[?!]+")  # where one question ends and another begins
_FEWEST_WORDS, _MOST_QUESTIONS = 2, 3  # of a question, and of a message
_AROUND = " ,;.:"


def each_asked(said: Utterance, found: Fact, world: World) -> Fact:
    """Return what answers a message of several questions: the best answer to each.

    "c'est payant ? et il faut s'inscrire quand ?" gets both, and what is left unanswered is
    named; a single question is left as it is.
    """
    parts = questions_in(said)
    if not 1 < len(parts) <= _MOST_QUESTIONS:
        return found
    card, score = world.collection.cards[found.card], found.score
    answers, unanswered = list[int](), list[str]()
    for part in parts:
        asked = Utterance(part, said.parser)
        answer = fact(asked, world.ear.listen(asked), card, world)
        if answer.answers and not answer.doubtful:
            answers.append(answer.answers[0])
            score = max(score, answer.score)
        else:
            unanswered.append(part)
    several = tuple(dict.fromkeys(answers))
    if not several or len(several) + len(unanswered) < 2:
        return found
    return replace(
        found,
        score=score,
        answers=several,
        lines=(),
        doubtful=False,
        unanswered=tuple(unanswered),
    )


def questions_in(said: Utterance) -> list[str]:
    """Return the questions of a message, parted by their signs, or by an "et" before another."""
    ended = (part for part in _ENDS.split(said.typed) if len(tokens(part)) >= _FEWEST_WORDS)
    return [each for part in ended for each in _linked(part, said.parser)]


def _linked(part: str, parser: Parser) -> Iterator[str]:
    """Yield the questions of a part that "et" links: "qui finance et faut-il un agrément"."""
    begun = 0
    for link in _links().finditer(part):
        before, after = part[begun : link.start()], part[link.end() :]
        if link.start() and _asks(before, parser) and _asks(after, parser):
            yield before.strip(_AROUND)
            begun = link.end()
    led = _links().match(part, begun)
    yield part[led.end() if led else begun :].strip(_AROUND)


def _asks(part: str, parser: Parser) -> bool:
    leads, said = ways().leads, Utterance(part.strip(_AROUND), parser)
    begins = (*leads["part_asks"], *leads["obliges"], *leads["begins_if"])
    return len(said.words) >= _FEWEST_WORDS and said.begins(begins)


@cache
def _links() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, ways().leads["part_links"]), key=len, reverse=True))
    return re.compile(rf"[\s,;]*\b(?:{words})\b\s*", re.IGNORECASE)
