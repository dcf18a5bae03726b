"""What a question of meaning asks about: "c'est quoi un CIAS ?", "que fait la CAF ?", "qui est l'ANDES ?"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from matching.words import fold, spelt, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.world import World
    from matching.spelling import Reading

_ARTICLES = frozenset(("le", "la", "les", "l", "un", "une", "des", "du", "de", "d"))
_OF_A_BODY = (("qui", "est"), ("qui", "sont"), ("que", "fait"), ("que", "font"), ("c", "est", "qui"), ("a", "quoi", "sert"))
_SET_ASIDE = ("what_is", "polite")
_LONGEST, _LONGEST_WORD = 12, 30  # words of such a question, letters of a word; a longer text tells more than it asks


@dataclass(frozen=True)
class Question:
    """What a question is about, once the asking is set aside; `of_a_body`: it asks what someone does, not what a word means."""

    subject: tuple[Reading, ...]
    of_a_body: bool

    @property
    def written(self) -> str:
        """The subject as it was typed."""
        return " ".join(dict.fromkeys(reading.written for reading in self.subject))

    @property
    def read(self) -> str:
        """The subject as it is understood."""
        return " ".join(reading.read for reading in self.subject)


def question(world: World, text: str) -> Question | None:
    """Return what a text asks the meaning of, or None where it asks something else."""
    if len(text) > _LONGEST * _LONGEST_WORD or not 1 < len(spelt(text)) <= _LONGEST:
        return None
    parser = world.matcher.parser
    readings, met = parser.read(text).words, parser.read(text).found
    read, typed = [reading.read for reading in readings], [fold(reading.written) for reading in readings]
    met = met if typed == read else (*met, *parser.lexicon.find(typed))
    found = [each for each in met if each.meaning.id in _SET_ASIDE]
    of_a_body = _places_of(_OF_A_BODY, read)
    if not of_a_body and not any(each.meaning.id == "what_is" for each in found):
        return None
    aside = of_a_body | {i for each in found for i in range(each.start, each.end)}
    left = (reading for i, reading in enumerate(readings) if i not in aside and reading.read not in _ARTICLES)
    return Question(tuple(left), bool(of_a_body))


@lru_cache(4096)  # the names of every acronym are compared with each question
def joined(text: str) -> str:
    """Return a short text as it is compared with names: its words folded and joined, without articles."""
    return "".join(word for word in tokens(text) if word not in _ARTICLES)


def _places_of(spans: Iterable[tuple[str, ...]], words: Sequence[str]) -> set[int]:
    """Return the positions of the words that stand in one of these sequences."""
    starts = [(i, span) for span in spans for i in range(len(words)) if tuple(words[i : i + len(span)]) == span]
    return {i + further for i, span in starts for further in range(len(span))}
