"""The cards that a message names by number, by rank or by letter, and the words around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bot.conversation.hearing.context import PAGE_OF_CARDS
from bot.conversation.hearing.counting import BEFORE_LAST, number_at, numbers_in
from bot.conversation.hearing.pointed import Pointed
from bot.conversation.hearing.ways import LAST, ways, words_of
from matching.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.conversation.hearing.context import Context
    from bot.conversation.world import World

_FIGURES_OF_A_CARD = 10  # a number from here is a card's even where nothing is in sight


@dataclass
class Numbers:
    """Reads the words of a message one after the other.

    `letters` are those typed as capitals; `of_list`: the numbers are ranks of the list in sight.
    """

    words: Sequence[str]
    context: Context
    world: World
    letters: frozenset[str]
    of_list: bool
    _ids: list[str] = field(default_factory=list)
    _missing: list[str] = field(default_factory=list)
    _rest: list[str] = field(default_factory=list)
    _left_out: list[str] = field(default_factory=list)
    _explicit: bool = False
    _chained: bool = False  # what comes next may go on from a card just named: "la 2 et 3"
    _out: bool = False  # what is named is left out: "sans la 3 et la 2"
    _ranked: bool = False

    def read(self) -> Pointed | None:
        """Return the cards named and the words around them; None where no card is."""
        i = 0
        while i < len(self.words):
            i = self._card(i) or self._letter(i) or self._number(i) or self._word(i)
        if not (self._ids or self._missing or self._left_out):
            return None
        return Pointed(
            tuple(dict.fromkeys(self._ids)),
            tuple(self._rest),
            tuple(self._missing),
            self._explicit,
            tuple(self._left_out),
            ranked=self._ranked,
        )

    def _card(self, i: int) -> int:
        """Read "fiche 12" or "aide S", and return where it ends; 0 where it is none."""
        words, known = self.words, ways().words
        is_said = words[i] in known.cards and (i == 0 or words[i - 1] not in known.numbers)
        if not is_said or _counts_the_list(words, i, self.context):
            return 0
        after = i + 1
        while after + 1 < len(words) and words[after] in (*known.before_number, *known.cards):
            after += 1
        spaced = _spaced(words, after, self.world)
        number, end = spaced or number_at(words, after, ordinal=False)
        name = str(number) if number else _letter(words, after) or _beyond(words, after)
        if not name:
            return 0
        (self._ids if name in self.world.collection.cards else self._missing).append(name)
        self._explicit = self._chained = True
        return end if number else after + 1

    def _letter(self, i: int) -> int:
        """Read "la S", and return where it ends; 0 where it is none."""
        letter = _lettered(self.words, i, self.letters, self.world, chained=self._chained)
        if not letter:
            return 0
        self._drop_articles()
        self._ids.append(letter)
        self._chained = True
        return i + 1

    def _number(self, i: int) -> int:
        """Read "la 2", "la première" or "pas la 3", and return where it ends; 0 for none."""
        words, known, rest = self.words, ways().words, self._rest
        number, end = number_at(words, i, ordinal=True)
        if not number or not _is_pointing(words, i, end, self._chained):
            return 0
        is_rank = self.of_list or (
            not self.context.card
            and (not known.ranks.isdisjoint(words[i:end]) or self._is_of_a_page(number))
        )
        named = _ranked(number, self.context, self.world, is_rank=is_rank)
        if not named and not is_rank and self._are_of_cards:
            named = str(number) if str(number) in self.world.collection.cards else ""
        if not self.context.listed and not known.ranks.isdisjoint(words[i:end]):
            named = _of_the_folder(number, self.context) or named  # "enlève la deuxième"
        self._ranked = self._ranked or (is_rank and not named)
        self._drop_articles()
        goes_on = self._chained and bool(rest) and rest[-1] in known.joining
        if rest and rest[-1] in known.joining and not known.one_of.isdisjoint(rest[-3:-1]):
            rest.pop()  # "celle-là plus la 12"
        # "pas la 3, la 2", "sans la 3 et la 2".
        self._out = (self._out and goes_on) or bool(rest and rest[-1] in known.leaves_out)
        if not self._out:
            (self._ids if named else self._missing).append(named or str(number))
        else:
            if not goes_on:
                rest.pop()
            self._left_out += [named] if named else []
        self._chained = True
        return end

    def _word(self, i: int) -> int:
        """Keep a word that names nothing, and return where it ends."""
        known = ways().words
        joins = self.words[i] in known.joining or self.words[i] in known.before_number
        self._chained = self._chained and joins
        self._rest.append(self.words[i])
        return i + 1

    def _is_of_a_page(self, number: int) -> bool:
        """Tell whether a number can only be meant of a list just shown, though it is too short."""
        keeps = not ways().leads["keeps"].words.isdisjoint(self.words)
        shown = bool(self.context.listed) and not (keeps or self.context.folder)
        return shown and 0 < number <= PAGE_OF_CARDS

    @cached_property
    def _are_of_cards(self) -> bool:
        """Tell whether small numbers are of cards where nothing is in sight: "garde la 8 et la 30".

        They are where the cards are to be kept, or one of them can be no rank.
        """
        if self.context.listed or self.context.card:
            return False
        keeps = not ways().leads["keeps"].words.isdisjoint(self.words)
        return keeps or any(each >= _FIGURES_OF_A_CARD for each in numbers_in(self.words))

    def _drop_articles(self) -> None:
        """Take off the words that go before a number: they say nothing around it."""
        while self._rest and self._rest[-1] in ways().words.before_number:
            self._rest.pop()


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
    numbers = all(
        each in known.ignored or each.isdecimal() for each in (*words[:i], *words[i + 1 :])
    )
    if word in letters and i == 0 and numbers:  # "S", "S et 12"
        return word.upper()
    done = word in letters and _is_done_to(words, i)  # "enlève C"
    if before not in known.before_letter and before not in known.cards and not done:
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
    # "la première é la dernière", "la 45 é la 46"
    goes_on = words[end + 1 : end + 2] and words[end + 1] in known.before_number
    is_and = len(after) == 1 and (words[start] in known.ranks or goes_on)
    counts = stem(after) in known.parts or (after in known.counted and not is_and)
    if counts or _is_department(words, start):
        return False
    done = _is_done_to(words, start)
    if not (chained or done) and _is_of_a_range(words, start, end):
        return False
    if words[start] in known.articles:
        return before in known.before_number and not after
    others = [word for i, word in enumerate(words) if not start <= i < end]
    alone = all(
        word in known.ignored or word in known.numbers or word.isdecimal() for word in others
    )
    listed = not after or after in known.joining or after.isdecimal()
    opened = (before in known.opening and not after) or (listed and done)
    return before in known.before_number or opened or chained or alone


def _is_done_to(words: Sequence[str], i: int) -> bool:
    """Tell whether figures or a letter follow what keeps cards or takes them out: "garde 22"."""
    leads = ways().leads
    before, earlier = words[i - 1] if i else "", words[i - 2] if i > 1 else ""
    does = before in leads["keeps"].words or before in leads["takes_out"].words
    return does and earlier not in leads["of_some"] and words[i] not in ways().words.numbers


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
    if words[i] in ways().words.hundreds:
        return "100"
    return words[i] if words[i].isdecimal() and len(words[i]) < 4 else ""


def _letter(words: Sequence[str], i: int) -> str:
    """Return the letter of an aid: "aide S", "fiche x svp", not "l'aide à domicile"."""
    if i >= len(words) or len(words[i]) != 1 or not words[i].isalpha():
        return ""
    alone = words_of("fillers").issuperset(words[i + 1 :])
    is_said = words[i] not in ways().words.one_letter or alone
    return words[i].upper() if is_said else ""


def _of_the_folder(number: int, context: Context) -> str:
    """Return the card of a rank in the folder, "" for none."""
    return context.folder[number - 1] if 0 < number <= len(context.folder) else ""


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
    if not listed and not context.card and number <= len(context.folder):
        return context.folder[number - 1]
    if not listed and not context.card and number < _FIGURES_OF_A_CARD:
        return ""  # "la 2" of a list that is no longer in sight
    return str(number) if str(number) in world.collection.cards else ""
