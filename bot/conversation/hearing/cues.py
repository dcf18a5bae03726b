"""Cues: sorts of words that together tell what a message asks, whatever stands between them.

"qui donc peut relire ce que je tape" has the sorts who, read and ones_words. They are data, in
fr/cues.yaml; a kind of act, or an answer about the bot, names those of each way to ask for it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bot.conversation.data import heard
from bot.conversation.hearing.context import Sight
from bot.conversation.hearing.expressions import Expressions, whole_words
from bot.conversation.hearing.ways import ways
from bot.conversation.questions import questions
from matching.need import Facet
from matching.words import fold, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance

_TOLD, _ABSENT, _BESIDE, _ALONE = "@", "-", "+", "!"
_SCREENS = (Sight.QUESTION, Sight.ASSESSMENT, Sight.KEPT_AIDS)
_A_PLACE = "a_place"  # the sort that a message has which names a place
_NO_OWN_SUBJECT = (Facet.PARTNER, Facet.PLACE)  # "la préfecture lit mes messages ?" seeks none


@dataclass(frozen=True)
class Cue:
    """The sorts of words that tell a kind of act, or an answer about the bot by its position.

    `absent` are sorts that must not stand there, `told` the topic that must just have been told of,
    or the screen in sight, if any. Where not `beside`, a message that names a subject of its own is
    a need; where `alone`, one said of a card in sight, or of the self-assessment, is of that.
    """

    kind: str
    answer: int
    sorts: frozenset[str]
    absent: frozenset[str]
    told: str
    beside: bool
    alone: bool


@dataclass(frozen=True)
class _WordSort:
    """The stems of single words, and the expressions, that a sort of words has."""

    stems: frozenset[str]
    expressions: Expressions


def cued(said: Utterance, context: Context) -> Cue | None:
    """Return the cue with the most sorts that a message bears, None for none."""
    text = _text(said)
    sorts = ((name, _sorts()[name]) for name in _may_stand_in(said))
    found = {name: words for name, sort in sorts if (words := _found(sort, said, text))}
    if said.need.places:
        found[_A_PLACE] = frozenset()
    best = None
    for cue in _cues():
        if (
            cue.sorts <= found.keys()
            and cue.absent.isdisjoint(found)
            and cue.told in ("", context.told, context.sight)
            and not (cue.alone and (context.seen or context.sight in _SCREENS))
            and (best is None or _size(cue) > _size(best))
            and (cue.beside or not _names_a_subject(said, [found[each] for each in cue.sorts]))
        ):
            best = cue
    return best


def bears(said: Utterance, *names: str) -> bool:
    """Tell whether words of each of some sorts stand in a message."""
    text = _text(said)
    return all(_found(_sorts()[name], said, text) for name in names)


def _size(cue: Cue) -> int:
    return len(cue.sorts) + bool(cue.told)


def _may_stand_in(said: Utterance) -> set[str]:
    """Return the sorts of which a word, or the beginning of an expression, stands in a message."""
    by_stem, by_head = _by_word()
    stems, heads = by_stem.keys() & said.stems, by_head.keys() & said.heads
    return {
        name
        for every in (*map(by_stem.get, stems), *map(by_head.get, heads))
        for name in every or ()
    }


@cache
def _by_word() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the sorts by the stems of their words, and by the heads of their expressions."""
    by_stem, by_head = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for name, sort in _sorts().items():
        for root in sort.stems:
            by_stem[root].append(name)
        for head in sort.expressions.by_head:
            by_head[head].append(name)
    return dict(by_stem), dict(by_head)


def _text(said: Utterance) -> str:
    """Return a message as typed and as it is understood, a space around each word."""
    return f" {' '.join(said.words)} | {' '.join(said.read)} "


def _found(sort: _WordSort, said: Utterance, text: str) -> frozenset[str]:
    """Return the stems of the words by which a sort stands in a message."""
    words = said.stems & sort.stems
    if not said.holds(sort.expressions):
        return words
    in_text = (each for each in sort.expressions if whole_words(each) in text)
    return words | {stem(word) for each in in_text for word in tokens(each)}


def _names_a_subject(said: Utterance, taken: list[frozenset[str]]) -> bool:
    """Tell whether a message names a subject in other words than those of a cue."""
    of_cue = frozenset[str]().union(*taken)
    return any(
        unit.meanings
        and not any(map(unit.about, _NO_OWN_SUBJECT))
        and of_cue.isdisjoint(map(stem, unit.words))
        for unit in said.need.subject
    )


@cache
def _sorts() -> dict[str, _WordSort]:
    sorts = {}
    for name, written in heard("cues").items():
        every = [fold(each.strip()) for each in written.split(",")]
        single = frozenset(stem(each) for each in every if len(tokens(each)) == 1)
        sorts[name] = _WordSort(single, Expressions(e for e in every if len(tokens(e)) > 1))
    return sorts


@cache
def _cues() -> tuple[Cue, ...]:
    """Return every cue of the ways of speaking, and of the answers about the bot."""
    of_kinds = (_cue(each, kind.name, -1) for kind in ways().kinds.values() for each in kind.cues)
    return (*of_kinds, *_of_answers())


def _of_answers() -> Iterator[Cue]:
    for topic, every in questions().items():
        for position, answer in enumerate(every):
            yield from (_cue(each, topic, position) for each in answer.cues)


def _cue(written: str, kind: str, answer: int) -> Cue:
    words = written.split()
    return Cue(
        kind,
        answer,
        frozenset(each for each in words if each[0].isalpha()),
        frozenset(each[1:] for each in words if each.startswith(_ABSENT)),
        next((each[1:] for each in words if each.startswith(_TOLD)), ""),
        _BESIDE in words,
        _ALONE in words,
    )
