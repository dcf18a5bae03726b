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
from matching.need import Facet, Meaning, Need, Unit
from matching.spans import spans_of, who_speaks, words_in
from matching.text_reading import LONGEST_TEXT, TextReader
from matching.weights import WEIGHTS, Weights
from matching.words import fold, stem, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Sequence

    from matching.emergencies import Danger
    from matching.lexicon import Lexicon
    from matching.places import PlaceReader
    from matching.slips import Slips
    from matching.spans import Spans
    from matching.spelling import Reading, Speller
    from matching.text_reading import Text

# "l école", as an apostrophe parts it: l’école.
_ELIDED = re.compile(r"\b([cdjlmnst]|qu) (?=[aâeéèêhiîoôœuûy])")
_KEPT = 64  # texts kept read and parsed: one message is read by several screens in turn
_MOST_UNITS = 30
_PRACTICAL = (Facet.CONCEPT, Facet.THEME, Facet.PARTNER, Facet.ACRONYM)

T = TypeVar("T")


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
        reader = TextReader(self.lexicon, self.places, self.speller, self.watch, self.slips)
        return _kept(self._texts, text, reader.read)

    def parse(self, text: str) -> Need:
        """Return the need a text holds; any text gives one, if only an empty one."""
        return _kept(self._needs, text, self._parse)

    def _parse(self, text: str) -> Need:
        text = text[:LONGEST_TEXT]
        read = self.read(text)
        readings, found = read.words, read.found
        spans = {
            span: told
            for span, told in spans_of(found).items()
            if not self._only_alarms(span, told, read.danger)
        }
        speaker = who_speaks(
            [reading.read for reading in readings], read.places, self.places.around
        )
        spans = {span: told for span, told in spans.items() if not speaker.issuperset(range(*span))}
        aside = words_in(found, Facet.POLITE) | read.danger.words | speaker
        aside |= {i for each in read.places if not each.codes for i in range(each.start, each.end)}
        units = self._units(readings, spans, words_in(found, Facet.INTENT), aside)
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

    def part(self, need: Need, words: Container[str]) -> Need:
        """Return what some of the words of a need ask, as they were read in the whole."""
        inside = (unit for unit in need.units if all(word in words for word in unit.words))
        return self._need(need.text, tuple(inside))

    def refine(self, text: str, dropped: Collection[str], added: Collection[str]) -> Need:
        """Return the need of a text, with others added and parts of it dropped.

        It is without the units that have a dropped label or term, and with those of the added
        texts.
        """
        if not (dropped or added):
            return self.parse(text)
        needs = [self.parse(text), *(self._stressed(self._added(each)) for each in added)]
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

    def _stressed(self, need: Need) -> Need:
        """Return a need whose audiences weigh more: whoever changes them wants them served."""
        units = (
            replace(unit, weight=unit.weight * self.worth.audience_changed)
            if unit.about(Facet.AUDIENCE)
            else unit
            for unit in need.units
        )
        return replace(need, units=tuple(units))

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
        label = " ".join(word.shown for word in words)
        if " " in label:
            label = _ELIDED.sub(r"\1’", label)
        weight *= self.worth.asking if asked else 1.0
        return Unit(tuple(word.read for word in words), label, telling, tuple(meanings), weight)


def _kept(memo: dict[str, T], text: str, make: Callable[[str], T]) -> T:
    """Return what is made of a text, from a small memo where it was just made."""
    if text not in memo:
        if len(memo) >= _KEPT:
            memo.clear()
        memo[text] = make(text)
    return memo[text]


def _named(units: Iterable[Unit]) -> dict[Facet, tuple[str, ...]]:
    """Return the ids that units name, by facet, each once."""
    named: dict[Facet, dict[str, None]] = defaultdict(dict)
    for unit in units:
        for meaning in unit.meanings:
            named[meaning.facet][meaning.id] = None
    return {facet: tuple(ids) for facet, ids in named.items()}
