"""Which cards a message means.

It points by rank in the list, by number, by letter, by their words, at several at once.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from bot.conversation.data import heard
from bot.conversation.hearing.arranging import arranges
from bot.conversation.hearing.forms import formed
from bot.conversation.hearing.groups import grouped
from bot.conversation.hearing.numbers_named import Numbers
from bot.conversation.hearing.pointed import Pointed
from bot.conversation.hearing.utterance import without
from bot.conversation.hearing.ways import LAST, ways
from matching.words import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_MISREAD = str.maketrans("oil", "011")  # "fiche 1O", "I5"
_NEARLY = re.compile(r"(?=.*[0-9])[0-9oil]{2,3}")
_CARD = heard("written")["card_words"][0]
_SHARE = re.compile(r"(\d+)\s*%")
_MOST_WORDS = 14  # a longer message points only by "fiche 12"
_BEST_OF = 2.0  # how many times more than the others a card's words are met for it to be meant


def point(said: Utterance, context: Context, world: World) -> Pointed:
    """Return what a message points at, in its context."""
    shares = set(_SHARE.findall(said.typed))  # "52 % de quoi" names no card
    every = [each for each in _named_apart(said) if each not in shares]
    words = without(every, ways().leads["of_the_list"])
    of_list = len(words) < len(every)
    if _is_of_the_folder(said, context):
        context = replace(context, listed=context.folder, first=1)
    letters = frozenset(
        each.lower() for each in said.typed.split() if len(each) == 1 and each.isupper()
    )
    found = grouped(words, context) or Numbers(words, context, world, letters, of_list).read()
    if found and found.ids and (other := _done_there(found.rest, context, world)):
        found = replace(found, ids=(*found.ids, *(each for each in other if each not in found.ids)))
    if found is None:
        found = _by_words(words, context, world) or Pointed(rest=tuple(words))
    if found.ids and context.card and context.card not in found.ids and _means_the_open(said):
        return replace(found, ids=(context.card, *found.ids))
    return found


def _is_of_the_folder(said: Utterance, context: Context) -> bool:
    """Tell whether a rank is said of the folder: "la deuxième de mon dossier".

    "mets la deuxième dans mon dossier" is said of the list in sight.
    """
    leads = ways().leads
    if not context.folder or not said.holds(leads["of_my_folder"]):
        return False
    goes_in = said.holds(leads["puts_in"]) and said.holds(leads["into_the_folder"])
    if goes_in and context.listed and not arranges(said):
        return False
    ranks = {*ways().words.ranks, *(w for w, n in ways().words.numbers.items() if n == LAST)}
    return not ranks.isdisjoint(said.words)


def _means_the_open(said: Utterance) -> bool:
    """Tell whether a message names the card that is open beside others: "celle-ci et la 3"."""
    return bool(said.holds(ways().leads["this_one"]))


def _named_apart(said: Utterance) -> Iterator[str]:
    """Yield the words of a message, "fiche45" and "la2" parted, "ficheb 12" and "1O" mended."""
    known, knows = ways().words, said.parser.lexicon.french.knows
    for word, after in zip(said.words, (*said.words[1:], ""), strict=False):
        name = word.rstrip("0123456789")
        if word != name and (name in known.cards or name in known.before_number):
            yield from (name, word[len(name) :])
        elif after.isdecimal() and not knows(word) and OSA.distance(word, _CARD) == 1:
            yield _CARD
        else:
            yield word.translate(_MISREAD) if _NEARLY.fullmatch(word) else word


def _done_there(words: Sequence[str], context: Context, world: World) -> tuple[str, ...]:
    """Return the card told by its place beside others: "la première et celle de Lumbres"."""
    known = ways().words
    start = next((i for i, word in enumerate(words) if word in known.one_of), -1)
    aside = known.which | known.ignored
    named = [word for word in words[start + 1 :] if word not in aside] if start >= 0 else []
    there = _of_its_place(named, context.listed, world) if named else ""
    return (there,) if there else ()


def _by_words(words: Sequence[str], context: Context, world: World) -> Pointed | None:
    """Return the cards in sight that a message means, each by the words only it has.

    "celle avec les scooters et celle de Lumbres" means two so.
    """
    known = ways().words
    indefinite = ways().leads["indefinite"]
    starts = [
        i
        for i, word in enumerate(words)
        if word in known.one_of and not (i and words[i - 1] in indefinite)
    ]
    around = tuple(dict.fromkeys((*context.listed, *context.trail, *filter(None, (context.card,)))))
    if not starts or len(words) > _MOST_WORDS or len(around) < 2:
        return None
    ids = []
    for start, end in zip(starts, (*starts[1:], len(words)), strict=True):
        named = [
            word
            for word in words[start + 1 : end]
            if word not in known.which and word not in known.ignored
        ]
        if best := _of_its_place(named, around, world) or named_best(named, around, world):
            ids.append(best)
    if not ids:
        return None
    asked = _after_its_name(words[starts[-1] + 1 :], ids[-1], world)
    return Pointed(tuple(dict.fromkeys(ids)), (*words[: starts[0]], *asked))


def _of_its_place(named: Sequence[str], around: Sequence[str], world: World) -> str:
    """Return the only card done at the place that some words name, those in sight first.

    It is "" for none, or for several: "celle de Château-Thierry".
    """
    there = [
        card.id
        for card in world.collection.cards.values()
        if named and card.place and set(named).issubset(tokens(card.place.name))
    ]
    seen = [each for each in there if each in around]
    return next(iter(seen if len(seen) == 1 else there if len(there) == 1 else ()), "")


def _after_its_name(words: Sequence[str], card: str, world: World) -> tuple[str, ...]:
    """Return what is asked of a card after its name: "celle de Lumbres, qui paie ?"."""
    known, of_card = ways().words, _words_of(world, card)
    aside = known.which | known.ignored
    named = list(takewhile(lambda each: each in aside or stem(each) in of_card, words))
    while named and named[-1] in aside:
        named.pop()
    asked = tuple(words[len(named) :]) if named else ()
    asks = bool(asked) and asked[0] in ways().words.questions
    return asked if asks or formed(asked, pointed=True) else ()


def named_best(named: Iterable[str], around: Sequence[str], world: World) -> str:
    """Return the card whose own words some words are, and no other's as much.

    It is "" where none stands out.
    """
    roots = {stem(word) for word in named}
    if not roots:
        return ""
    scores = {
        each: sum(of_card.get(root, 0.0) for root in roots)
        for each in around
        for of_card in (_words_of(world, each),)
    }
    ordered = sorted(scores, key=lambda each: -scores[each])
    best, other = ordered[0], scores[ordered[1]]
    return best if scores[best] > 0 and scores[best] >= _BEST_OF * other else ""


def _words_of(world: World, seen: str) -> dict[str, float]:
    card = world.collection.cards.get(seen)
    if card is not None:
        return world.ear.card_words[card.id]
    record = world.live.records.get(seen)
    return {stem(word): 1.0 for word in tokens(record.aid.name)} if record else {}
