"""Which theme's guide speaks of a need, and whether it leads.

It leads where no card is about what is asked, but one of its lines is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matching.entries import Entry
from matching.index import build_index
from matching.need import Facet
from matching.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.collection import Collection
    from matching.index import Index, Scores
    from matching.lexicon import Lexicon
    from matching.need import Need, Unit
    from matching.ranking import Ranking

_SPOKEN = 0.5  # what share of a need a line of a guide says at least for the guide to speak of it
_TELLING = 0.3  # what a bare word weighs at least for a guide to be chosen by it
# How rare at most is a meaning that says nothing of what is asked: « commune », « habitants ».
_COMMON = 0.03
# What the words themselves count beside what they mean, so that of two guides the one that says
# them leads.
_LITERAL = 0.1
# What share of the words of a need a line has at least to lead though cards were found.
_WHOLE = 0.95
_FIRST = 3  # how many cards are looked at: the first three are shown


@dataclass(frozen=True)
class SpokenThemes:
    """Themes whose guide speaks of a need, most first.

    `leads` is the one to show before any card, "" where cards answer; `line` is what it says.
    """

    themes: tuple[str, ...] = ()
    leads: str = ""
    line: str = ""


@dataclass(frozen=True)
class Guides:
    """The lines of the guides (levers, funding), indexed one by one.

    `themes` is the theme of each line, `lines` its text; `leading` gives, by concept, the theme
    whose guide answers what no card is about.
    """

    index: Index
    themes: tuple[str, ...]
    lines: tuple[str, ...]
    leading: Mapping[str, str]

    def speak(self, need: Need, ranking: Ranking, cards: Index) -> SpokenThemes:
        """Return the guides that speak of a need, and the one that leads its answer."""
        subject = [unit for unit in need.subject if _tells(unit, cards)]
        whole = sum(unit.weight for unit in subject)
        if not whole or need.topics:
            return SpokenThemes(need.themes)
        led = next(
            (self.leading[name] for unit in subject for name in self._curated(unit, whole)), ""
        )
        if ranking.outcome is Outcome.FOUND and not led and self._answered(subject, ranking, cards):
            return SpokenThemes(need.themes)
        # The share of the need that each line says: by its words, those of them that have no
        # meaning, and what the others mean.
        words, plain, meant = np.zeros((3, len(self.themes)), dtype=np.float32)
        for unit in subject:
            share, held = unit.weight / whole, self._words(unit)
            words += share * held
            if unit.meanings:
                meant += share * self._meant(unit, held)
            else:
                plain += share * held
        said = (1 - _LITERAL) * (plain + meant) + _LITERAL * words
        best: dict[str, int] = {}
        for line in np.argsort(-said, kind="stable"):
            if said[line] < _SPOKEN:
                break
            best.setdefault(self.themes[line], int(line))
        spoken = tuple(theme for theme, line in best.items() if meant[line] > 0)
        if not led and spoken and not need.intents:
            least = {Outcome.NOTHING: 0.0, Outcome.UNSURE: _SPOKEN, Outcome.FOUND: _WHOLE}[
                ranking.outcome
            ]
            led = spoken[0] if words[best[spoken[0]]] >= least else ""
        return SpokenThemes(
            tuple(dict.fromkeys((*([led] if led else []), *spoken, *need.themes))),
            led,
            self.lines[best[led]] if led in best else "",
        )

    def _words(self, unit: Unit) -> Scores:
        """Return what share of the words of a unit each line has."""
        words = np.zeros(len(self.themes), dtype=np.float32)
        whole = sum(unit.stems.values())
        for root, weight in unit.stems.items():
            words[self.index.postings(root)[0]] += weight / whole
        return words

    def _meant(self, unit: Unit, words: Scores) -> Scores:
        """Return for each line 1 where it says a unit with a meaning, else 0.

        It says it by all its words, of which it has a share, or by its sense in a guide of its
        themes.
        """
        meant = np.asarray(words >= _WHOLE, dtype=np.float32)
        themes = unit.about(Facet.THEME)
        for meaning in unit.meanings:
            if meaning.facet in (Facet.CONCEPT, Facet.ACRONYM):
                for line in self.index.postings(meaning.term)[0]:
                    if self.themes[line] in themes:
                        meant[line] = 1.0
        return meant

    def _curated(self, unit: Unit, whole: float) -> list[str]:
        """Return the concepts of a unit that a curator gave to a guide.

        There are none where the unit is not most of what is asked.
        """
        return [
            name
            for name in unit.about(Facet.CONCEPT)
            if name in self.leading and unit.weight >= whole / 2
        ]

    @staticmethod
    def _answered(subject: Iterable[Unit], ranking: Ranking, cards: Index) -> bool:
        """Tell whether one of the first cards has every word of what is asked."""
        roots = {root for unit in subject for root in unit.stems}
        return any(
            all(card in cards.postings(root)[0] for root in roots) for card in ranking.best(_FIRST)
        )


def _tells(unit: Unit, cards: Index) -> bool:
    """Tell whether a unit says something of what is asked.

    That it is a « commune » or a « habitant » says nothing.
    """
    if not unit.meanings:
        return unit.weight >= _TELLING
    return any(cards.rarity(meaning.term) > _COMMON for meaning in unit.meanings)


def build_guides(collection: Collection, lexicon: Lexicon) -> Guides:
    """Index the lines of the guides of a collection."""
    lines = [
        (guide.theme, line)
        for guide in collection.guides.values()
        for line in (*guide.levers, *guide.funding)
    ]
    entries = [Entry(f"{theme}.{i}", (("needs", line),)) for i, (theme, line) in enumerate(lines)]
    leading = {concept.id: concept.guide for concept in collection.concepts if concept.guide}
    themes, texts = zip(*lines, strict=True) if lines else ((), ())
    return Guides(build_index(entries, lexicon), themes, texts, leading)
