"""Which cards a message means.

It points by rank in the list, by number, by letter, by their words, at several at once.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.hearing.counting import BEFORE_LAST, number_at
from bot.conversation.hearing.groups import grouped, without_the_list
from bot.conversation.hearing.pointed import Pointed
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


def point(said: Utterance, context: Context, world: World) -> Pointed:
    """Return what a message points at, in its context."""
    words, of_list = without_the_list([_mended(word) for word in said.words])
    if _is_of_the_folder(said, context):
        context = replace(context, listed=context.folder, first=1)
    letters = frozenset(
        each.lower() for each in said.typed.split() if len(each) == 1 and each.isupper()
    )
    found = grouped(words, context) or _numbers(words, context, world, letters, of_list=of_list)
    if found is None:
        found = _by_words(words, context, world) or Pointed(rest=tuple(words))
    if found.ids and context.card and context.card not in found.ids and _means_the_open(said):
        return replace(found, ids=(context.card, *found.ids))
    return found


def _is_of_the_folder(said: Utterance, context: Context) -> bool:
    """Tell whether a rank is said of the folder: "la deuxième de mon dossier"."""
    ranks = {*ways().words.ranks, *(w for w, n in ways().words.numbers.items() if n == LAST)}
    named = said.holds(ways().leads["of_my_folder"])
    return bool(context.folder and named and not ranks.isdisjoint(said.words))


def _means_the_open(said: Utterance) -> bool:
    """Tell whether a message names the card that is open beside others: "celle-ci et la 3"."""
    return bool(said.holds(ways().leads["this_one"]))


def _mended(word: str) -> str:
    return word.translate(_MISREAD) if _NEARLY.fullmatch(word) else word


def _numbers(
    words: Sequence[str],
    context: Context,
    world: World,
    letters: frozenset[str],
    *,
    of_list: bool,
) -> Pointed | None:
    """Return the cards named by number, rank or letter, and the words around them.

    `letters` are those typed as capitals; `of_list`: the numbers are ranks of the list in sight.
    """
    known = ways().words
    ids: list[str] = []
    missing: list[str] = []
    rest: list[str] = []
    left_out: list[str] = []
    i, explicit, chained, out, ranked = 0, False, False, False, False
    while i < len(words):
        word = words[i]
        if (
            word in known.cards
            and (i == 0 or words[i - 1] not in known.numbers)
            and not _counts_the_list(words, i, context)
        ):
            after = i + 1
            while after + 1 < len(words) and words[after] in (*known.before_number, *known.cards):
                after += 1
            number, end = _spaced(words, after, world) or number_at(words, after, ordinal=False)
            letter = (_letter(words, after) or _beyond(words, after)) if not number else ""
            if number or letter:
                name = str(number) if number else letter
                (ids if name in world.collection.cards else missing).append(name)
                explicit, chained, i = True, True, end if number else after + 1
                continue
        if letter := _lettered(words, i, letters, world, chained=chained):
            while rest and rest[-1] in known.before_number:
                rest.pop()
            ids.append(letter)
            chained, i = True, i + 1
            continue
        number, end = number_at(words, i, ordinal=True)
        if number and _is_pointing(words, i, end, chained):
            is_rank = of_list or (not context.card and not known.ranks.isdisjoint(words[i:end]))
            named = _ranked(number, context, world, is_rank=is_rank)
            ranked = ranked or (is_rank and not named)
            while rest and rest[-1] in known.before_number:
                rest.pop()
            goes_on = chained and bool(rest) and rest[-1] in known.joining
            if rest and rest[-1] in known.joining and not known.one_of.isdisjoint(rest[-3:-1]):
                rest.pop()  # "celle-là plus la 12"
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
        tuple(dict.fromkeys(ids)),
        tuple(rest),
        tuple(missing),
        explicit,
        tuple(left_out),
        ranked=ranked,
    )


def _counts_the_list(words: Sequence[str], i: int, context: Context) -> bool:
    """Tell whether "le numéro 2" is a rank of the list in sight, and not the number of a card."""
    known = ways().words
    if words[i] not in known.counting or (i and words[i - 1] in known.cards):
        return False
    number, _ = number_at(words, i + 1, ordinal=False)
    return 0 < number <= len(context.listed)


def _spaced(words: Sequence[str], i: int, world: World) -> tuple[int, int] | None:
    """Return the number of a card whose two figures stand apart: "fiche 4 5"."""
    pair = words[i : i + 2]
    after = words[i + 2] if i + 2 < len(words) else ""
    both = "".join(pair)
    alone = len(both) == 2 and both.isdecimal() and not after.isdecimal()
    single = words[i - 1] not in ways().words.plural_cards
    return (int(both), i + 2) if alone and single and both in world.collection.cards else None


def _lettered(
    words: Sequence[str], i: int, letters: frozenset[str], world: World, *, chained: bool
) -> str:
    """Return the aid of a letter that stands alone: "la S", "la 12 et la S"."""
    word, before = words[i], words[i - 1] if i else ""
    known = ways().words
    if len(word) != 1 or not word.isalpha() or word.upper() not in world.collection.cards:
        return ""
    if before not in known.before_letter and before not in known.cards:
        return ""
    others = (*words[:i], *words[i + 1 :])
    alone = len(words) > 1 and all(each in known.ignored for each in others)
    return word.upper() if word in letters or chained or alone else ""


def _is_pointing(words: Sequence[str], start: int, end: int, chained: bool) -> bool:
    """Tell whether a number points at a card.

    It does in "la 2", "le premier" and "2 et 3", not in "80 chômeurs" nor "la première étape".
    """
    known = ways().words
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    is_and = len(after) == 1 and words[start] in known.ranks  # "la première é la dernière"
    counts = stem(after) in known.parts or (after in known.counted and not is_and)
    if counts or _is_department(words, start):
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
    """Tell whether a number and the one beside it are ages or years: "les 18-25"."""
    beside = (*words[max(start - 1, 0) : start], *words[end : end + 1])
    return len(words[start]) == 2 and any(each.isdecimal() and len(each) == 2 for each in beside)


def _is_department(words: Sequence[str], i: int) -> bool:
    """Tell whether a number is that of a département: "dans le 62", "le 80"."""
    known = ways().words
    before = words[max(i - 2, 0) : i]
    return not known.before_department.isdisjoint(before) and known.before_card.isdisjoint(before)


def _beyond(words: Sequence[str], i: int) -> str:
    """Return the figures after "fiche" that can be no card's: "fiche 450", "la fiche 0"."""
    if i >= len(words) or not all(word in ways().words.ignored for word in words[i + 1 :]):
        return ""
    if words[i] in ways().words.nothing:
        return "0"
    return words[i] if words[i].isdecimal() and len(words[i]) < 4 else ""


def _letter(words: Sequence[str], i: int) -> str:
    """Return the letter of an aid: "aide S", "fiche x svp", not "l'aide à domicile"."""
    if i >= len(words) or len(words[i]) != 1 or not words[i].isalpha():
        return ""
    alone = all(word in ways().words.ignored for word in words[i + 1 :])
    is_said = words[i] not in ways().words.one_letter or alone
    return words[i].upper() if is_said else ""


def _ranked(number: int, context: Context, world: World, *, is_rank: bool) -> str:
    """Return the card or aid that a number means.

    It is its rank in the list in sight, else its own number, but for what is a rank; "" for none.
    """
    listed = context.listed
    if number in (LAST, BEFORE_LAST):
        return listed[number] if len(listed) >= -number else ""
    rank = number - context.first if number >= context.first and context.first > 1 else number - 1
    if 0 <= rank < len(listed):
        return listed[rank]
    if listed and is_rank:
        return ""
    if str(number) in context.folder:
        return str(number)
    if not listed and not context.card and number < _FIGURES_OF_A_CARD:
        return ""  # "la 2" of a list that is no longer in sight
    return str(number) if str(number) in world.collection.cards else ""


def _by_words(words: Sequence[str], context: Context, world: World) -> Pointed | None:
    """Return the cards in sight that a message means, each by the words only it has.

    "celle avec les scooters et celle de Lumbres" means two so.
    """
    known = ways().words
    starts = [i for i, word in enumerate(words) if word in known.one_of]
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
        if best := named_best(named, around, world):
            ids.append(best)
    return Pointed(tuple(dict.fromkeys(ids)), tuple(words[: starts[0]])) if ids else None


def named_best(named: Iterable[str], around: Sequence[str], world: World) -> str:
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
