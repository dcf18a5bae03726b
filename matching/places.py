"""Reading the places that a text names: communes, postcodes, towns of other regions.

They are told from the words spelt like them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from matching.place_lexicon import Named, Sort, same_words
from matching.place_numbers import NumberReader
from matching.place_text import NamedPlace, typed_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from matching.french import French
    from matching.place_lexicon import PlaceLexicon
    from matching.place_words import PlaceWords

    Spans = dict[tuple[int, int], list[Named]]
    from matching.place_text import Word

_AFAR = (Sort.FAMED, Sort.AFAR)
# How frequent a word may be, in hundredths of the Zipf scale, to name a place in lower case.
_RATHER_A_WORD = 430
# How alike, out of 100, the name of a place must be to be meant by a word that nobody knows.
_ALIKE = 80.0
_LONGEST_NEAR = 30
_SHORTEST = 3
_JOINED = re.compile(r"['’-]")


@dataclass(frozen=True)
class PlaceReader:
    """Reads the places of a text.

    `is_known` tells whether a folded word is one that the collection or French has.
    """

    lexicon: PlaceLexicon
    french: French
    around: PlaceWords
    is_known: Callable[[str], bool]
    _near: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def read(self, words: Sequence[Word]) -> list[NamedPlace]:
        """Return the places that some words name, in their order.

        Of names that overlap, the longest is read.
        """
        spans: Spans = {}
        for each in self.lexicon.names.find(same_words(word.folded for word in words)):
            spans.setdefault((each.start, each.end), []).append(each.meaning)
        taken: dict[int, NamedPlace] = {}
        for place in self._named(words, spans, taken):
            taken.update(dict.fromkeys(range(place.start, place.end), place))
        if taken:
            for place in self._listed(words, spans, taken):
                taken.update(dict.fromkeys(range(place.start, place.end), place))
        for place in self._unknown(words, taken):
            taken.update(dict.fromkeys(range(place.start, place.end), place))
        if not taken and not any(word.folded.isdigit() for word in words):
            return []
        places = self._numbers.join(words, sorted(set(taken.values())))
        taken = {i: place for place in places for i in range(place.start, place.end)}
        i = 0
        while i < len(words):
            codes, end = (
                self._numbers.read(words, i)
                if words[i].folded.isdigit() and i not in taken
                else ((), i)
            )
            if codes:
                place = NamedPlace(i, end, typed_at(words, i, end), codes)
                taken.update(dict.fromkeys(range(i, end), place))
            i = max(end, i + 1)
        return self._told_by_department(words, sorted(set(taken.values())))

    @cached_property
    def _numbers(self) -> NumberReader:
        return NumberReader(self.lexicon, self.french, self.around)

    def _named(
        self, words: Sequence[Word], spans: Spans, taken: dict[int, NamedPlace]
    ) -> Iterable[NamedPlace]:
        """Yield the places whose names are meant as such, the longest names first."""
        for (start, end), named in sorted(
            spans.items(), key=lambda each: (each[0][0] - each[0][1], each[0][0])
        ):
            if taken.keys().isdisjoint(range(start, end)):
                yield from self._meant(
                    words, start, end, named, paired=_is_paired(spans, start, end)
                )

    def _listed(
        self, words: Sequence[Word], spans: Spans, taken: dict[int, NamedPlace]
    ) -> Iterable[NamedPlace]:
        """Yield the names that stand in a list beside a place already read: "à Hirson et Guise"."""
        for (start, end), named in sorted(
            spans.items(), key=lambda each: (each[0][0], -each[0][1])
        ):
            if not start or not taken.keys().isdisjoint(range(start, end)):
                continue
            joined = words[start - 1].folded in ("et", "ou") and start - 2 in taken
            if joined or (start - 1 in taken and "," in words[start].gap):
                yield from self._meant(
                    words, start, end, named, listed=words[start].raised or end - start > 1
                )

    def _unknown(self, words: Sequence[Word], taken: dict[int, NamedPlace]) -> Iterable[NamedPlace]:
        """Yield the names that no list has, in capitals where a place is said.

        Each is the place it is nearly, or one elsewhere.
        """
        for start, word in enumerate(words):
            if (
                not word.raised
                or start in taken
                or len(word.folded) < _SHORTEST
                or not self._introduced(words, start)
            ):
                continue
            end = start + 1
            while (
                end < len(words)
                and end not in taken
                and (_JOINED.fullmatch(words[end].gap) or words[end].raised)
            ):
                end += 1
            if not all(self.is_known(each.folded) for each in words[start:end]):
                meant = self._spelt_nearly(words[start:end])
                yield NamedPlace(start, end, typed_at(words, start, end), meant)

    def _meant(
        self,
        words: Sequence[Word],
        start: int,
        end: int,
        named: list[Named],
        listed: bool = False,
        paired: bool = False,
    ) -> Iterable[NamedPlace]:
        """Yield the place that some words name, unless they are rather common words there."""
        sort = min(each.sort for each in named)
        meant = [
            each
            for each in named
            if each.sort is sort or {each.sort, sort} == {Sort.COMMUNE, Sort.WIDE}
        ]
        start += meant[0].before
        glued = words[start].gap == "-" or (end < len(words) and words[end].gap == "-")
        if (paired or not glued or sort is Sort.WIDE) and self._is_name(
            words, start, end, meant[0], listed
        ):
            codes = () if sort in _AFAR else tuple(dict.fromkeys(each.code for each in meant))
            yield NamedPlace(start, end, typed_at(words, start, end), codes)

    def _is_name(
        self, words: Sequence[Word], start: int, end: int, meant: Named, listed: bool
    ) -> bool:
        """Tell whether words that are a name are meant as one.

        They are unless they are common words; then a capital, or what stands before, must say it.
        """
        span, before = words[start:end], words[start - 1].folded if start else ""
        if meant.sort is Sort.WIDE and len(span) > 1:
            return True
        if before in self.around.titles:
            return False
        heads = [word for word in span if word.folded not in self.around.no_heads] or span
        raised = any(word.raised for word in heads)
        introduced = self._introduced(words, start)
        common = all(
            self.french.knows(word.folded) and word.folded not in self.lexicon.proper
            for word in heads
        )
        if meant.sort in _AFAR:
            # A name that is the whole text needs nothing before it.
            alone = raised and not common and len(span) == len(words)
            return self._is_afar(
                meant.sort is Sort.FAMED,
                heads,
                raised,
                introduced or listed or alone,
                common,
                before,
            )
        if meant.sort is Sort.BEGUN:
            return (raised and (introduced or listed or before in self.around.of)) or (
                not common and introduced
            )
        if not common:
            spelt_like = len(heads) == 1 and self.french.knows(heads[0].folded)
            return raised or not spelt_like or before not in self.around.determiners
        if meant.sort is Sort.WIDE and (not before or before in self.around.before_wide):
            rest = (*words[:start], *words[end:])
            return raised or all(word.folded in self.around.articles for word in rest)
        article = span[0].folded in self.around.determiners
        if before in self.around.determiners and not article:
            return raised and meant.before > 0
        if raised or listed or (len(heads) > 1 and (introduced or not article)):
            return True
        return introduced and not article and self._is_rare(heads)

    def _is_afar(
        self,
        known: bool,
        heads: Sequence[Word],
        raised: bool,
        introduced: bool,
        common: bool,
        before: str,
    ) -> bool:
        """Tell whether the name of a town of another region is meant."""
        belonging = before in self.around.of
        if common:
            return (raised and (introduced or belonging or known)) or (
                known and introduced and self._is_rare(heads)
            )
        if len(heads) == 1 and self.is_known(heads[0].folded):
            return raised and (introduced or (known and belonging))
        return introduced or known or (raised and (belonging or len(heads) > 1))

    def _is_rare(self, words: Iterable[Word]) -> bool:
        return max(self.french.frequencies.get(word.folded, 0) for word in words) < _RATHER_A_WORD

    def _introduced(self, words: Sequence[Word], start: int) -> bool:
        """Tell whether what stands before some words says that a place follows.

        "à", "vers", "commune de" and "autour d'" say it.
        """
        before = words[start - 1].folded if start else ""
        if before in self.around.within:
            return words[start].raised
        if before in ("le", "la", "les", "l"):
            return self._introduced(words, start - 1)
        earlier = words[start - 2].folded if start > 1 else ""
        return (
            before in self.around.at
            or before in self.around.saying
            or (before in self.around.of and earlier in self.around.saying)
        )

    def _spelt_nearly(self, words: Sequence[Word]) -> tuple[str, ...]:
        """Return the communes whose name is nearly these words.

        There are none where the words are rather a place that nobody told us of.
        """
        wanted = " ".join(same_words(word.folded for word in words))[:_LONGEST_NEAR]
        if wanted not in self._near:
            near = process.extractOne(
                wanted, self.lexicon.spellings.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
            )
            self._near[wanted] = self.lexicon.spellings[near[0]] if near else ()
        return self._near[wanted]

    def _told_by_department(
        self, words: Sequence[Word], places: list[NamedPlace]
    ) -> list[NamedPlace]:
        """Return the places, homonyms told by the département named after them.

        It is named so in "Fleury dans l'Oise" and "dury 62".
        """
        found: list[NamedPlace] = []
        for place in places:
            last = found[-1] if found else None
            if (
                last
                and len(place.codes) == 1
                and all(word.folded in self.around.links for word in words[last.end : place.start])
            ):
                here = tuple(
                    code
                    for code in last.codes
                    if self.lexicon.department_of.get(code) == place.codes[0]
                )
                if here:
                    found[-1] = last._replace(end=place.end, codes=here)
                    continue
            found.append(place)
        return found


def _is_paired(spans: Spans, start: int, end: int) -> bool:
    """Tell whether a name stands against another.

    "Hirson-Guise" is two towns, "Croix-Rouge" is none.
    """
    beside = (named for (first, last), named in spans.items() if last == start or first == end)
    return any(each.sort is Sort.COMMUNE for named in beside for each in named)
