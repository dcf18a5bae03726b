"""From the words a person typed to a Need.

Spelling comes first, then expressions, then units of meaning with their weights.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from matching.chosen_place import read_chosen
from matching.emergencies import DangerWords
from matching.lexicon import TOOLS
from matching.need import Facet, Meaning, Need, Unit
from matching.phrases import Found, longest
from matching.place_text import Word, words_of
from matching.weights import WEIGHTS, Weights
from matching.words import fold, singular, spelt, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from matching.emergencies import Danger
    from matching.lexicon import Lexicon
    from matching.place_text import NamedPlace
    from matching.place_words import PlaceWords
    from matching.places import PlaceReader
    from matching.slips import Slips
    from matching.spelling import Reading, Speller

LONGEST_TEXT = 4096
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+\b")
_ACRONYM = re.compile(r"\b[A-Z](?:[A-Z0-9]|[a-z](?=[A-Z])){1,5}\b")
# "l école", as an apostrophe parts it: l’école.
_ELIDED = re.compile(r"\b([cdjlmnst]|qu) (?=[aâeéèêhiîoôœuûy])")
_KEPT = 64  # texts kept read and parsed: one message is read by several screens in turn
_MOST_WORDS = 200  # a need has a dozen: what comes after is a pasted document, and time is short
_MOST_UNITS = 30
_NAMES = (Facet.PARTNER, Facet.ACRONYM)  # kept even inside a longer expression ("aides de la CAF")
_PRACTICAL = (Facet.CONCEPT, Facet.THEME, Facet.PARTNER, Facet.ACRONYM)
_SUBJECTS = (
    Facet.TOPIC,
    Facet.CONCEPT,
    Facet.AUDIENCE,
    Facet.THEME,
    Facet.PARTNER,
    Facet.ACRONYM,
    Facet.PERSON,
    Facet.PLACE,
)

Spans = dict[tuple[int, int], list[Meaning]]
T = TypeVar("T")


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
class Parser:
    """Parses needs with a lexicon, a reader of places and a speller.

    `weigh` gives the weight of a (folded word, stem) pair.

    `watch` looks for dangers, in the words as typed and as mended: a mended word may hide one, a
    slip of the thumb too.
    """

    lexicon: Lexicon
    places: PlaceReader
    speller: Speller
    weigh: Callable[[str, str], float]
    watch: DangerWords = field(default_factory=DangerWords)
    slips: Slips | None = None
    worth: Weights = WEIGHTS
    _texts: dict[str, Text] = field(default_factory=dict, repr=False)
    _needs: dict[str, Need] = field(default_factory=dict, repr=False)

    def read(self, text: str) -> Text:
        """Return a text as it is read, its first words only where it is very long."""
        return _kept(self._texts, text, self._read)

    def parse(self, text: str) -> Need:
        """Return the need a text holds; any text gives one, if only an empty one."""
        return _kept(self._needs, text, self._parse)

    def _read(self, text: str) -> Text:
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

    def _parse(self, text: str) -> Need:
        text = text[:LONGEST_TEXT]
        read = self.read(text)
        readings, found = read.words, read.found
        spans = {
            span: told
            for span, told in _spans(found).items()
            if not self._only_alarms(span, told, read.danger)
        }
        speaker = _who_speaks(
            [reading.read for reading in readings], read.places, self.places.around
        )
        spans = {span: told for span, told in spans.items() if not speaker.issuperset(range(*span))}
        aside = _words_of(found, Facet.POLITE) | read.danger.words | speaker
        aside |= {i for each in read.places if not each.codes for i in range(each.start, each.end)}
        units = self._units(readings, spans, _words_of(found, Facet.INTENT), aside)
        if read.danger.emergencies and not self._is_practical(units):
            units = tuple(unit for unit in units if unit.about(Facet.TOPIC))
        used = {word for unit in units for word in unit.words}
        return replace(
            self._need(text, units),
            intents=tuple(
                dict.fromkeys(
                    each.meaning.id for each in found if each.meaning.facet is Facet.INTENT
                )
            ),
            corrected=self._corrected(readings, aside),
            ignored=tuple(dict.fromkeys(each.read for each in readings if each.read not in used)),
            emergencies=read.danger.emergencies,
            named=tuple((place.typed, place.codes) for place in read.places),
        )

    def _only_alarms(self, span: tuple[int, int], meanings: list[Meaning], danger: Danger) -> bool:
        """Tell whether an expression only tells a danger.

        "dort dans sa voiture" asks nothing about cars.
        """
        practical = any(
            each.id in self.watch.concepts or each.facet is Facet.TOPIC for each in meanings
        )
        return not practical and danger.words.issuperset(range(*span))

    def _corrected(
        self, readings: Sequence[Reading], aside: set[int]
    ) -> tuple[tuple[str, str], ...]:
        """Return what was read for what was written, where it changes what is asked.

        A polite word or an ending changes nothing.
        """
        return tuple(
            (each.written, each.read)
            for i, each in enumerate(readings)
            if each.written != each.read
            and i not in aside
            and self.weigh(each.read, stem(each.read)) > 0
            and stem(fold(each.written)) != stem(each.read)
        )

    def _is_practical(self, units: Iterable[Unit]) -> bool:
        """Tell whether a text that tells a danger also asks for practices.

        One thing that it names by chance asks for none.
        """
        asked = [
            unit
            for unit in units
            if any(unit.about(facet) for facet in _PRACTICAL) and not unit.about(Facet.AUDIENCE)
        ]
        return len(asked) > 1 or any(
            not self.watch.concepts.isdisjoint(unit.about(Facet.CONCEPT)) for unit in units
        )

    @staticmethod
    def _need(text: str, units: tuple[Unit, ...]) -> Need:
        named = _named(units)
        return Need(
            text=text,
            units=units,
            themes=named.get(Facet.THEME, ()),
            audiences=named.get(Facet.AUDIENCE, ()),
            places=named.get(Facet.PLACE, ()),
            partners=named.get(Facet.PARTNER, ()),
            topics=named.get(Facet.TOPIC, ()),
        )

    def refine(self, text: str, dropped: Collection[str], added: Collection[str]) -> Need:
        """Return the need of a text, with others added and parts of it dropped.

        It is without the units that have a dropped label or term, and with those of the added
        texts.
        """
        if not (dropped or added):
            return self.parse(text)
        needs = [self.parse(text), *map(self._added, added)]
        every = {tuple(unit.stems): unit for need in needs for unit in need.units}
        units = tuple(
            unit for unit in every.values() if not any(name in dropped for name in unit.names)
        )
        return replace(
            self._need(needs[0].text, units),
            intents=needs[-1].intents,
            corrected=needs[-1].corrected,
            emergencies=frozenset().union(*(need.emergencies for need in needs)),
        )

    def _added(self, text: str) -> Need:
        """Return what is added to a need: what a text says, or the very place that was chosen."""
        name, code = read_chosen(text)
        if not code:
            return self.parse(text)
        words = tuple(tokens(name))
        weights = {root: self.weigh(word, root) for word in words for root in (stem(word),)}
        telling = {root: each for root, each in weights.items() if each > 0} or dict.fromkeys(
            weights, self.worth.least
        )
        weight = max(sum(weights.values()), self.worth.least)
        return self._need(
            name, (Unit(words, text, telling, (Meaning(Facet.PLACE, code),), weight),)
        )

    def _units(
        self, words: Sequence[Reading], spans: Spans, asking: set[int], aside: set[int]
    ) -> tuple[Unit, ...]:
        """Return a unit for each expression, and for each word outside them.

        Words that are set aside have none.
        """
        inside = {i for start, end in spans for i in range(start, end)}
        every = spans | {
            (i, i + 1): [] for i in range(len(words)) if i not in inside and i not in aside
        }
        units: dict[tuple[str, ...], Unit] = {}
        for (start, end), meanings in sorted(every.items()):
            unit = self._unit(words[start:end], meanings, asking.issuperset(range(start, end)))
            if unit:
                units.setdefault(tuple(unit.stems), unit)
        if len(units) <= _MOST_UNITS:
            return tuple(units.values())
        lightest = sorted(unit.weight for unit in units.values())[-_MOST_UNITS]
        return tuple(unit for unit in units.values() if unit.weight >= lightest)[:_MOST_UNITS]

    def _unit(self, words: Sequence[Reading], meanings: list[Meaning], asked: bool) -> Unit | None:
        """Return the unit of some words, or None where they say nothing."""
        weights: dict[str, float] = {}
        for word in words:
            root = stem(word.read)
            weights[root] = max(weights.get(root, 0.0), self.weigh(word.read, root))
        weight = max(sum(weights.values()), self.worth.least if meanings else 0.0)
        if not weight:
            return None
        telling = {root: each for root, each in weights.items() if each > 0} or dict.fromkeys(
            weights, self.worth.least
        )
        label = _ELIDED.sub(r"\1’", " ".join(word.shown for word in words))
        weight *= self.worth.asking if asked else 1.0
        return Unit(tuple(word.read for word in words), label, telling, tuple(meanings), weight)


def _kept(memo: dict[str, T], text: str, make: Callable[[str], T]) -> T:
    """Return what is made of a text, from a small memo where it was just made."""
    if text not in memo:
        if len(memo) >= _KEPT:
            memo.clear()
        memo[text] = make(text)
    return memo[text]


def _spans(found: Sequence[Found[Meaning]]) -> Spans:
    """Return the longest expressions that say what is asked, with their meanings.

    The names that stand inside an expression go with it.
    """
    spans: Spans = {}
    polite = [each for each in found if each.meaning.facet is Facet.POLITE]
    for each in longest(
        [each for each in found if each.meaning.facet in _SUBJECTS and not _is_within(each, polite)]
    ):
        spans.setdefault((each.start, each.end), []).append(each.meaning)
    for each in found:
        around = next(
            (span for span in spans if span[0] <= each.start and each.end <= span[1]), None
        )
        if around and each.meaning.facet in _NAMES and each.meaning not in spans[around]:
            spans[around].append(each.meaning)
    return spans


def _is_within(met: Found[Meaning], others: Iterable[Found[Meaning]]) -> bool:
    """Tell whether an expression is only a part of another.

    Who writes "je suis maire" asks nothing about mayors.
    """
    return any(
        o.start <= met.start and met.end <= o.end and o.end - o.start > met.end - met.start
        for o in others
    )


def _words_of(found: Sequence[Found[Meaning]], facet: Facet) -> set[int]:
    """Return the positions of the words in the expressions of a facet."""
    return {i for each in found if each.meaning.facet is facet for i in range(each.start, each.end)}


def _who_speaks(words: Sequence[str], places: Iterable[NamedPlace], around: PlaceWords) -> set[int]:
    """Return the positions of the words before a place that say who speaks, or how near.

    In "secrétaire de mairie à Vervins" they are the first three.
    """
    aside: set[int] = set()
    for place in places:
        before = place.start
        while before and words[before - 1] in around.of | around.determiners:
            before -= 1
        if before and words[before - 1] in around.owners and before < place.start:
            before -= 1
        while before and words[before - 1] in around.speakers | TOOLS:
            before -= 1
        aside.update(range(before, place.start))
    return aside


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
        each.start <= place.start and place.end <= each.end and each.meaning.facet in _SUBJECTS
        for each in found
    )


def _is_of_place(met: Found[Meaning], place: NamedPlace, words: Sequence[str]) -> bool:
    """Tell whether an expression is but a part of a place, or holds one by chance.

    "à Rue" is not "à la rue".
    """
    if met.end <= place.start or place.end <= met.start or met.meaning.facet not in _SUBJECTS:
        return False
    around = (*range(met.start, place.start), *range(place.end, met.end))
    if not (met.start <= place.start and place.end <= met.end):
        return not place.codes
    by_chance = met.meaning.facet not in (*_NAMES, Facet.PERSON) and place.typed[0].isupper()
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


def _named(units: Iterable[Unit]) -> dict[Facet, tuple[str, ...]]:
    """Return the ids that units name, by facet, each once."""
    named: dict[Facet, dict[str, None]] = defaultdict(dict)
    for unit in units:
        for meaning in unit.meanings:
            named[meaning.facet][meaning.id] = None
    return {facet: tuple(ids) for facet, ids in named.items()}
