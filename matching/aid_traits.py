"""What live aids have of what someone wants or excludes: themes, audiences, words, kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.live_aids.model import AidKind
from matching.need import Facet, Meaning, Need
from matching.words import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from numpy.typing import NDArray

    from matching.following import Excluded
    from matching.matcher import Matcher

    Mask = NDArray[np.bool_]
    Positions = NDArray[np.intp]

_NONE = np.zeros(0, dtype=np.intp)


@dataclass(frozen=True)
class Wanted:
    """Something wanted of an aid, as it was said, and the aids that have it.

    `reason` is the same as it is kept beside an aid that concerns someone.
    """

    said: str
    aids: Mask
    reason: str


class AidTraits:
    """What aids have of what someone wants or excludes, as masks over the index."""

    matcher: Matcher | None
    last_days: NDArray[np.int64]
    _of: dict[Meaning | str, Positions]

    def _followed(
        self, wanted: tuple[Wanted, ...], kinds: tuple[str, ...], excluded: Excluded, today: date
    ) -> Mask:
        """Return the open aids of some kinds that have any of what is wanted.

        They count wherever they apply, but for those excluded.
        """
        followed = np.asarray(self.last_days >= today.toordinal())
        if kinds:
            followed &= self._any(self._of.get(kind, _NONE) for kind in kinds)
        if wanted:
            followed &= np.any([each.aids for each in wanted], axis=0)
        for unwanted in self._wanted(excluded.themes, (), excluded.words):
            followed &= ~unwanted.aids
        if excluded.kinds:
            followed &= self._any(
                self._of.get(kind, _NONE) for kind in AidKind if kind not in excluded.kinds
            )
        return followed

    def _wanted(
        self, themes: Iterable[str], audiences: Iterable[str], words: Iterable[str]
    ) -> tuple[Wanted, ...]:
        """Return what someone wants, each with the aids that have it and how to say it."""
        if self.matcher is None:
            return ()
        collection, index = self.matcher.collection, self.matcher.index
        found = [
            Wanted(
                f"thème : {collection.themes[each].short}",
                self._any([self._of.get(Meaning(Facet.THEME, each), _NONE)]),
                f"theme:{each}",
            )
            for each in themes
            if each in collection.themes
        ]
        found += [
            Wanted(
                f"public : {collection.audiences[each].name}",
                self._any([index.postings(Meaning(Facet.AUDIENCE, each).term)[0]]),
                f"audience:{each}",
            )
            for each in audiences
            if each in collection.audiences
        ]
        weight = self.matcher.parser.lexicon.french.weight
        for written in words:
            telling = [word for word in tokens(written) if weight(word)] or tokens(written)
            holding = [self._any([index.postings(stem(word))[0]]) for word in telling]
            held = np.all(holding, axis=0) if holding else self._any(())
            found.append(Wanted(f"« {written} »", held, f"word:{written}"))
        return tuple(found)

    def _themes_of(self, need: Need) -> tuple[Wanted, ...]:
        """Return the theme or else the audience of each thing that a need names.

        There are none where one thing has none, or two.
        """
        wanted = [
            self._wanted(themes, () if themes else unit.about(Facet.AUDIENCE)[:1], ())
            for unit in need.units
            if unit.meanings
            for themes in (unit.about(Facet.THEME),)
        ]
        return tuple(each for (each,) in wanted) if all(len(each) == 1 for each in wanted) else ()

    def _any(self, some: Iterable[Positions]) -> Mask:
        mask = np.zeros(len(self.last_days), dtype=np.bool_)
        for positions in some:
            mask[positions] = True
        return mask
