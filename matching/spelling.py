"""Reading what was meant under what was typed.

It mends SMS forms, glued and split words, phonetic spelling and slips of the thumb.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from matching.aims import SLIP, Aims
from matching.gluing import unglued
from matching.words import fold, fold_word, sounds, tokens

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from knowledge.vocabulary import Spelling
    from matching.french import French

# What is glued to a word by its vowel; "z" is that of "lé zabitan".
_ELISIONS = ("qu", "l", "d", "j", "m", "n", "s", "t", "c", "z")
_BEFORE_NAMES = frozenset(
    ("", "le", "la", "l", "un", "une", "du", "au", "de", "d", "notre", "votre", "leur", "ce")
)
_VOWELS = frozenset("aeiouy")
_REPEATED = re.compile(r"(.)\1{2,}")
# How frequent a French word is at least for a correction to aim at it though the collection never
# uses it.
_COMMON = 500
# How many words spelt as no word is, or what share, make a text one written by ear.
_EAR_WORDS, _EAR_SHARE = 1.5, 1 / 3
# A need has a dozen words: beyond, it is no French at all, and time is short.
_MOST_CORRECTIONS = 20
_LONGEST_WORD = 40
_SMALL = 4  # letters of a word before a place's name: "dans", "de", "l"


class Reading(NamedTuple):
    """A word read, and where it was typed.

    As it was typed, as it is understood (folded), as it is shown back with its accents, and the
    position of what was typed.
    """

    written: str
    read: str
    shown: str
    at: int = 0


@dataclass
class Speller:
    """Corrects words towards those the collection uses, never away from French.

    `known` counts each accented word of the collection. `acronyms` and `places` are folded words.
    An acronym that is not known is another: only what sounds the same is corrected into one of four
    letters, and nothing into one of three.
    """

    known: Mapping[str, int]
    french: French
    spelling: Spelling
    acronyms: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    _uses: dict[str, int] = field(default_factory=dict)
    _aims: Aims = field(init=False)
    _accented: dict[str, str] = field(default_factory=dict)
    _short: dict[str, str] = field(default_factory=dict)
    _by_ear: dict[str, str] = field(default_factory=dict)
    _before_verbs: dict[str, str] = field(default_factory=dict)
    _verbs: frozenset[str] = frozenset()
    _prefixes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Sort the known words by their first sound and length.

        A correction then compares with a few dozen of them.
        """
        self._aims = Aims(self._uses, self.acronyms, self.places)
        for word, uses in self.known.items():
            folded = fold(word)
            if folded not in self._uses and not (folded in self.acronyms and len(folded) < 4):
                self._aims.add(folded, word)
            self._uses[folded] = self._uses.get(folded, 0) + uses
            self._accented.setdefault(folded, word)
        for word, frequency in self.french.frequencies.items():
            if frequency >= _COMMON and word not in self._uses:
                self._aims.add(word, word)
        self._short = {
            key: meant
            for form, meant in self.spelling.short_forms.items()
            for key in (fold(form), form)
        }
        self._by_ear = {fold(form): meant for form, meant in self.spelling.by_ear.items()}
        self._before_verbs = {
            fold(form): meant for form, meant in self.spelling.before_verbs.items()
        }
        self._verbs = frozenset(map(fold, self.spelling.verbs))
        self._prefixes = frozenset(map(fold, self.spelling.prefixes))

    def read(self, words: list[str], names: Container[int] = frozenset()) -> list[Reading]:
        """Return words (as spelt) the way they are understood, folded.

        One may give several, and two may give one.

        `names` are the positions of words to leave as they are.
        """
        folded = [fold_word(word) for word in words]
        by_ear = self._is_by_ear(words, folded, names)
        readings: list[Reading] = []
        left = _MOST_CORRECTIONS
        position = 0
        while position < len(words):
            word, spelt = folded[position], words[position]
            following = folded[position + 1] if position + 1 < len(words) else ""
            before = folded[position - 1] if position else ""
            short = None if position in names else self._stands_for(word, spelt, before, by_ear)
            if following in self._verbs:
                short = self._before_verbs.get(word, short)
            if (
                position not in names
                and position + 1 not in names
                and self._are_one(word, following)
            ):
                readings.append(
                    self._reading(f"{spelt} {words[position + 1]}", word + following, position)
                )
                position += 1
            elif short:
                readings += [self._reading(spelt, read, position) for read in tokens(short)]
            elif position in names or not left or self.is_fine(word):
                heard = self._heard_in(word) if by_ear and position not in names else word
                readings.append(
                    Reading(word, word, spelt, position)
                    if heard == word
                    else self._reading(spelt, heard, position)
                )
            else:
                left -= 1
                readings += [
                    self._reading(spelt, read, position) for read in self._mend(word, spelt)
                ]
            position += 1
        return readings

    def _reading(self, written: str, read: str, at: int) -> Reading:
        return Reading(written, read, self._accented.get(read, read), at)

    def _is_by_ear(self, words: list[str], folded: list[str], names: Container[int]) -> bool:
        """Tell whether a text is written by ear.

        It is where several of its words are short forms, or no words at all.
        """
        odd = doubtful = 0
        for position, (before, word, spelt) in enumerate(
            zip(["", *folded], folded, words, strict=False)
        ):
            if position not in names:
                odd += self._stands_for(word, spelt, before, False) is not None or not self.is_fine(
                    word
                )
                doubtful += word in self._by_ear and self.french.frequencies.get(word, 0) < _COMMON
        return odd + doubtful / 2 >= _EAR_WORDS or (odd > 0 and odd >= _EAR_SHARE * len(words))

    def _stands_for(self, word: str, spelt: str, before: str, by_ear: bool) -> str | None:
        """Return what a short form stands for, None for any other word.

        One that is an acronym too stands for nothing after an article: "le plu" is the PLU, "y a
        plu de bus" is not.
        """
        if spelt != word and spelt in self._short:
            return self._short[spelt]
        acronym = word in self.acronyms and before not in _BEFORE_NAMES
        if word in self._short and (word not in self._uses or acronym):
            return self._short[word]
        return self._by_ear.get(word) if by_ear else None

    def is_fine(self, word: str) -> bool:
        """Tell whether a folded word needs no mending.

        It needs none where it is one of the collection, or French, or no word at all.
        """
        return (
            not 1 < len(word) <= _LONGEST_WORD
            or not word.isalpha()
            or word in self._uses
            or self.french.knows(word)
        )

    def _heard_in(self, word: str) -> str:
        """Return what a French word stands for in a text written by ear.

        Where the collection has no use for it, the most used of those that sound the same, else
        itself.
        """
        if len(word) < 3 or word in self._uses or self.french.weight(word) == 0:
            return word
        alike = [
            other
            for each in sounds(word)
            for other in self._aims.sounding(each)
            if other not in self.places
        ]
        return max(
            (other for other in alike if other in self._uses),
            key=lambda other: self._uses[other],
            default=word,
        )

    def _are_one(self, word: str, following: str) -> bool:
        """Tell whether two typed words are one that was cut ("trans port").

        The collection must not use one of them alone.
        """
        together = word + following
        if len(together) < 6 or not following:
            return False
        if word in self._prefixes and (
            together in self._uses or (word not in self._uses and self.french.knows(together))
        ):
            return True
        if together not in self._uses:
            return False
        return not (self._uses.get(word) and self._uses.get(following))

    def _unglued(self, word: str) -> list[str] | None:
        """Return the words run together in one, None where it is more likely a name.

        A place stands after a small word: "dansloise" has one, "Françoise" has none.
        """
        pieces = unglued(word, self.french.frequencies, self._uses) or []
        names = [i for i, piece in enumerate(pieces) if piece in self.places]
        led = all(i and len(pieces[i - 1]) <= _SMALL for i in names)
        return pieces if pieces and led else None

    def _mend(self, word: str, spelt: str) -> Iterable[str]:
        """Return the words that are meant by one that is not known.

        Where none is near enough, it is the word itself. What sounds as a known word does is that
        word: "mair" is « maire » and not "m'air".
        """
        squeezed = _REPEATED.sub(r"\1", word)
        if squeezed != word or _VOWELS.isdisjoint(word):
            return [squeezed if len(squeezed) > 2 and self.is_fine(squeezed) else word]
        elided = self._elided(word)
        if elided and not any(
            other in self._uses for other in self._aims.sounding(sounds(spelt)[0])
        ):
            return [elided]
        close = self._aims.closest(word, spelt)
        if close and close[0] <= SLIP:
            return [close[1]]
        return (
            self._without_elision(word, spelt)
            or self._unglued(word)
            or ([close[1]] if close else [word])
        )

    def _elided(self, word: str) -> str | None:
        """Return a word that was left with an article or pronoun and no apostrophe.

        "lecole" and "dargent" are such.
        """
        for elision in _ELISIONS:
            rest = word.removeprefix(elision)
            if (
                rest != word
                and len(rest) > 2
                and rest[0] in "aeiouyh"
                and rest in self._uses
                and rest not in self.acronyms
            ):
                return rest
        return None

    def _without_elision(self, word: str, spelt: str) -> list[str] | None:
        """Drop an article or pronoun left without its apostrophe from a word badly spelt.

        "lekole" and "lpermi" have one.
        """
        for elision in _ELISIONS:
            rest = word.removeprefix(elision)
            if rest != word and len(rest) > 3:
                if rest in self._uses:
                    return [rest]
                close = self._aims.closest(rest, spelt[len(elision) :])
                if close and close[0] <= SLIP:
                    return [close[1]]
        return None
