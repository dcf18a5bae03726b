"""Which cards a message means.

It points by rank in the list, by number, by letter, by their words, at several at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation.hearing.ways import LAST, ways
from matching.words import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.hearing.context import Context
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_MISREAD = str.maketrans("oil", "011")  # "fiche 1O", "I5"
_NEARLY = re.compile(r"(?=.*[0-9])[0-9oil]{2,3}")
_MOST_WORDS = 14  # a longer message points only by "fiche 12"
_FIGURES_OF_A_CARD = 10  # a number from here is a card's even where nothing is in sight
_BEST_OF = 2.0  # how many times more than the others a card's words are met for it to be meant


@dataclass(frozen=True)
class Pointed:
    """The ids meant, in order, and what of the message does not point.

    `rest` are the words that do not point, `missing` is what was named and does not exist.
    `left_out` are the ids after a "pas": "finalement pas la 2".
    """

    ids: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    explicit: bool = False
    left_out: tuple[str, ...] = ()


def point(said: Utterance, context: Context, world: World) -> Pointed:
    """Return what a message points at, in its context."""
    words = [_mended(word) for word in said.words]
    found = _groups(words, context) or _numbers(words, context, world)
    if found is None:
        found = _by_words(words, context, world) or Pointed(rest=tuple(words))
    return found


def _mended(word: str) -> str:
    return word.translate(_MISREAD) if _NEARLY.fullmatch(word) else word


def _groups(words: Sequence[str], context: Context) -> Pointed | None:
    """Return what "les deux premières", "l'autre", "ces deux fiches" mean."""
    if len(words) > _MOST_WORDS:
        return None
    known = ways().words
    choices: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    if len(context.trail) > 1 or (context.trail and context.trail[-1] != context.card):
        choices += [(said, _before(context)) for said in known.other]
    elif len(context.listed) == 2:
        choices += [
            (said, tuple(each for each in context.listed if each != context.card)[:1])
            for said in known.other
        ]
    choices += [(said, _both(context)) for said in known.both]
    choices += [
        (said, context.listed[:count])
        for count, every in known.first_ones.items()
        for said in every
    ]
    choices += [
        (said, context.listed[-count:])
        for count, every in known.last_ones.items()
        for said in every
    ]
    for said, ids in sorted(choices, key=lambda each: -len(each[0])):
        for start in range(len(words) - len(said) + 1):
            if tuple(words[start : start + len(said)]) == said and ids:
                return Pointed(ids, (*words[:start], *words[start + len(said) :]))
    return None


def _before(context: Context) -> tuple[str, ...]:
    """Return the card that was open before the one that is."""
    return tuple(each for each in reversed(context.trail) if each != context.card)[:1]


def _both(context: Context) -> tuple[str, ...]:
    """Return the two cards that "les deux" means.

    They are the last two opened, else the first two of the list.
    """
    opened = tuple(dict.fromkeys(reversed((*context.trail, *filter(None, (context.card,))))))[:2]
    return tuple(reversed(opened)) if len(opened) == 2 else context.listed[:2]


def _numbers(words: Sequence[str], context: Context, world: World) -> Pointed | None:
    """Return the cards named by number, rank or letter, and the words around them."""
    known = ways().words
    ids: list[str] = []
    missing: list[str] = []
    rest: list[str] = []
    left_out: list[str] = []
    i, explicit, chained, out = 0, False, False, False
    while i < len(words):
        word = words[i]
        if word in known.cards and (i == 0 or words[i - 1] not in known.numbers):
            after = i + 1
            while after + 1 < len(words) and words[after] in (*known.before_number, *known.cards):
                after += 1
            number, end = _number(words, after, ordinal=False)
            letter = (_letter(words, after) or _beyond(words, after)) if not number else ""
            if number or letter:
                name = str(number) if number else letter
                (ids if name in world.collection.cards else missing).append(name)
                explicit, chained, i = True, True, end if number else after + 1
                continue
        number, end = _number(words, i, ordinal=True)
        if number and _is_pointing(words, i, end, chained):
            named = _ranked(number, context, world)
            while rest and rest[-1] in known.before_number:
                rest.pop()
            goes_on = chained and bool(rest) and rest[-1] in known.joining
            # "pas la 3, la 2", "sans la 3 et la 2".
            out = (out and goes_on) or bool(rest and rest[-1] in known.leaves_out)
            if out:
                rest = rest if goes_on else rest[:-1]
                left_out += [named] if named else []
            else:
                (ids if named else missing).append(named or str(number))
            chained, i = True, end
            continue
        chained = chained and (word in known.joining or word in known.before_number)
        rest.append(word)
        i += 1
    if not (ids or missing or left_out):
        return None
    return Pointed(
        tuple(dict.fromkeys(ids)), tuple(rest), tuple(missing), explicit, tuple(left_out)
    )


def _number(words: Sequence[str], i: int, *, ordinal: bool) -> tuple[int, int]:
    """Return the number that words say from the i-th, and where it ends; 0 for none.

    LAST is the last of a list.
    """
    known = ways().words
    if i >= len(words):
        return 0, i
    word = words[i]
    if word.isdecimal() and len(word) <= 2 and word[0] != "0":
        return int(word), i + 1
    tens = known.tens.get(word, 0)
    unit = known.numbers.get(words[i + 1], 0) if i + 1 < len(words) else 0
    if (
        tens
        and i + 2 < len(words)
        and words[i + 1] in ways().leads["joins_numbers"]
        and words[i + 2] in known.articles
    ):
        return tens + 1, i + 3
    if tens:
        return (tens + unit, i + 2) if 0 < unit < 10 else (tens, i + 1)
    number = known.numbers.get(word, 0)
    if number == 10 and 6 < unit < 10:
        return number + unit, i + 2
    return (number, i + 1) if number and (ordinal or number > 0) else (0, i)


def _is_pointing(words: Sequence[str], start: int, end: int, chained: bool) -> bool:
    """Tell whether a number points at a card.

    It does in "la 2", "le premier" and "2 et 3", not in "80 chômeurs" nor "la première étape".
    """
    known = ways().words
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    if stem(after) in known.parts or after in known.counted or _is_department(words, start):
        return False
    if not chained and _is_of_a_range(words, start, end):
        return False
    if words[start] in known.articles:
        return before in known.before_number and not after
    others = [word for i, word in enumerate(words) if not start <= i < end]
    alone = all(
        word in known.ignored or word in known.numbers or word.isdecimal() for word in others
    )
    return before in known.before_number or chained or alone


def _is_of_a_range(words: Sequence[str], start: int, end: int) -> bool:
    """Tell whether a number and the one beside it are ages or years: "les 16-25"."""
    beside = (*words[max(start - 1, 0) : start], *words[end : end + 1])
    return len(words[start]) == 2 and any(each.isdecimal() and len(each) == 2 for each in beside)


def _is_department(words: Sequence[str], i: int) -> bool:
    """Tell whether a number is that of a département: "dans le 62", "le 80"."""
    known = ways().words
    before = words[max(i - 2, 0) : i]
    return not known.before_department.isdisjoint(before) and known.before_card.isdisjoint(before)


def _beyond(words: Sequence[str], i: int) -> str:
    """Return the figures after "fiche" that can be no card's: "fiche 450", "la fiche 0"."""
    alone = all(word in ways().words.ignored for word in words[i + 1 :])
    return (
        words[i] if i < len(words) and words[i].isdecimal() and len(words[i]) < 4 and alone else ""
    )


def _letter(words: Sequence[str], i: int) -> str:
    """Return the letter of an aid: "aide S", "fiche x svp", not "l'aide à domicile"."""
    if i >= len(words) or len(words[i]) != 1 or not words[i].isalpha():
        return ""
    alone = all(word in ways().words.ignored for word in words[i + 1 :])
    is_said = words[i] not in ways().words.one_letter or alone
    return words[i].upper() if is_said else ""


def _ranked(number: int, context: Context, world: World) -> str:
    """Return the card or aid that a number means.

    It is its rank in the list in sight, else its own number; "" for none.
    """
    listed = context.listed
    if number == LAST:
        return listed[-1] if listed else ""
    rank = number - context.first if number >= context.first and context.first > 1 else number - 1
    if 0 <= rank < len(listed):
        return listed[rank]
    if str(number) in context.folder:
        return str(number)
    if not listed and not context.card and number < _FIGURES_OF_A_CARD:
        return ""  # "la 2" of a list that is no longer in sight
    return str(number) if str(number) in world.collection.cards else ""


def _by_words(words: Sequence[str], context: Context, world: World) -> Pointed | None:
    """Return the card in sight that a message means by the words only it has.

    "celle avec les scooters" and "celle de Lumbres" mean one so.
    """
    known = ways().words
    starts = [i for i, word in enumerate(words) if word in known.one_of]
    around = tuple(dict.fromkeys((*context.listed, *context.trail, *filter(None, (context.card,)))))
    if not starts or len(words) > _MOST_WORDS or len(around) < 2:
        return None
    start = starts[0]
    named = [
        word for word in words[start + 1 :] if word not in known.which and word not in known.ignored
    ]
    best = _named_best(named, around, world)
    return Pointed((best,), tuple(words[:start])) if best else None


def _named_best(named: Iterable[str], around: Sequence[str], world: World) -> str:
    """Return the card whose own words some words are, and no other's as much.

    It is "" where none stands out.
    """
    roots = {stem(word) for word in named}
    if not roots:
        return ""
    scores = {
        each: sum(weight for root, weight in _words_of(world, each).items() if root in roots)
        for each in around
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


def numbers_in(words: Sequence[str]) -> list[int]:
    """Return the numbers that words say, in order; LAST for the last."""
    found: list[int] = []
    i = 0
    while i < len(words):
        number, end = _number(words, i, ordinal=True)
        if number and words[i] not in ways().words.articles:
            found.append(number)
        i = max(end, i + 1)
    return found
