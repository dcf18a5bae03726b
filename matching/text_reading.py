"""From the words a person typed to the text as it is read.

It mends words, and finds the expressions, the places and the danger that they tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matching.lexicon import TOOLS
from matching.need import Facet, Meaning
from matching.phrases import Found
from matching.place_text import Word, words_of
from matching.spans import NAMES, SUBJECTS
from matching.words import fold, singular, spelt, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matching.emergencies import Danger, DangerWords
    from matching.lexicon import Lexicon
    from matching.place_text import NamedPlace
    from matching.places import PlaceReader
    from matching.slips import Slips
    from matching.spelling import Reading, Speller

LONGEST_TEXT = 4096
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+\b")
_ACRONYM = re.compile(r"\b[A-Z](?:[A-Z0-9]|[a-z](?=[A-Z])){1,5}\b")
_MOST_WORDS = 200  # a need has a dozen: what comes after is a pasted document, and time is short


@dataclass(frozen=True)
class Text:
    """A text as it is read.

    It has its words, mended, every expression met in them, the danger they tell and the places they
    name.
    """

    words: tuple[Reading, ...]
    found: tuple[Found[Meaning], ...]
    danger: Danger
    places: tuple[NamedPlace, ...] = ()


@dataclass(frozen=True)
class TextReader:
    """Reads a text with a lexicon, a reader of places and a speller.

    `watch` looks for dangers, in the words as typed and as mended.
    """

    lexicon: Lexicon
    places: PlaceReader
    speller: Speller
    watch: DangerWords
    slips: Slips | None = None

    def read(self, text: str) -> Text:
        """Return a text as it is read, its first words only where it is very long."""
        text = text[:LONGEST_TEXT]
        words = spelt(text)
        typed = words_of(text, words)[:_MOST_WORDS]
        named = self.places.read(typed)
        acronyms = _unknown_acronyms(text)
        names = _positions(named) | {i for i, word in enumerate(typed) if word.folded in acronyms}
        readings = self.speller.read(words[:_MOST_WORDS], names)
        if [reading.read for reading in readings] != [word.folded for word in typed]:
            named = self.places.read([_mended(reading, typed) for reading in readings])
        if self.slips:
            readings = self.slips.mend(readings, _positions(named))
        read, accented = [reading.read for reading in readings], not text.isascii()
        found = self.lexicon.find(read, _in_capitals(text))
        found = [each for each in found if not self._is_another_word(each, readings, accented)]
        if named:
            named = [place for place in named if place.codes or not _is_said(place, found)]
            found = [
                each
                for each in found
                if not any(_is_of_place(each, place, read) for place in named)
            ]
        found += [
            Found(each.start, each.end, Meaning(Facet.PLACE, code))
            for each in named
            for code in each.codes
        ]
        danger = self.watch.look(read)
        whole = tokens(text)  # a danger may be told at the end of a long text
        if read != whole:
            danger = replace(
                danger, emergencies=danger.emergencies | self.watch.look(whole).emergencies
            )
        return Text(tuple(readings), tuple(found), danger, tuple(named))

    def _is_another_word(
        self, met: Found[Meaning], readings: Sequence[Reading], accented: bool
    ) -> bool:
        """Tell whether accents part a word from the expression it was met for.

        They part "même" from « mémé ». Where the text has no accents (`accented` is false), their
        lack says nothing but of the words of grammar.
        """
        typed = readings[met.start]
        forms = self.lexicon.spelt.get(singular(typed.read))
        if (
            met.end - met.start > 1
            or not forms
            or typed.read in forms
            or typed.written != typed.read
        ):
            return False
        if any(typed.shown[: len(form)] == form[: len(typed.shown)] for form in forms):
            return False
        if typed.shown == typed.read and not accented:
            return typed.read in self.lexicon.french.grammar
        return typed.shown in self.speller.known


def _positions(places: Iterable[NamedPlace]) -> set[int]:
    """Return the positions of the words that name places."""
    return {i for place in places for i in range(place.start, place.end)}


def _mended(reading: Reading, typed: Sequence[Word]) -> Word:
    """Return a word as it was mended, with the capital of the word as it was typed."""
    word = typed[reading.at]
    return (
        word
        if reading.read == word.folded
        else Word(reading.read, reading.shown, word.raised, word.gap)
    )


def _is_said(place: NamedPlace, found: Iterable[Found[Meaning]]) -> bool:
    """Tell whether words that name a town elsewhere say something else here.

    They may be the name of a person, or of a partner.
    """
    return any(
        each.start <= place.start and place.end <= each.end and each.meaning.facet in SUBJECTS
        for each in found
    )


def _is_of_place(met: Found[Meaning], place: NamedPlace, words: Sequence[str]) -> bool:
    """Tell whether an expression is but a part of a place, or holds one by chance.

    "à Rue" is not "à la rue".
    """
    if met.end <= place.start or place.end <= met.start or met.meaning.facet not in SUBJECTS:
        return False
    around = (*range(met.start, place.start), *range(place.end, met.end))
    if not (met.start <= place.start and place.end <= met.end):
        return not place.codes
    by_chance = met.meaning.facet not in (*NAMES, Facet.PERSON) and place.typed[0].isupper()
    return bool(around) and (by_chance or all(words[i] in TOOLS for i in around))


def _in_capitals(text: str) -> frozenset[str]:
    """Return the words typed in capitals, folded; none where the whole text is."""
    return (
        frozenset() if text.isupper() else frozenset(fold(word) for word in _CAPITALS.findall(text))
    )


def _unknown_acronyms(text: str) -> frozenset[str]:
    """Return the words typed as acronyms, folded.

    They are in capitals in a text that is not, or alone in theirs.
    """
    if text.isupper() and len(text.split()) > 1:
        return frozenset()
    return frozenset(fold(word) for word in _ACRONYM.findall(text))
