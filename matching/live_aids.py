"""Finding live aids with the cards' own matcher.

They answer a need, go with a card, or concern what someone follows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from knowledge.live_aids.territory import concerned_codes
from matching.aid_traits import AidTraits
from matching.following import Concerning, Excluded
from matching.matcher import Match, Matcher
from matching.need import Facet, Meaning, Need
from matching.practices import tells_what_is_done
from matching.reasons import reasons
from matching.verdict import Outcome
from matching.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from knowledge.live_aids.model import LiveAid, Record
    from knowledge.model import Card
    from matching.aid_traits import Wanted
    from matching.ranking import Ranking

    Mask = NDArray[np.bool_]
    Positions = NDArray[np.intp]

_MOST = 30  # aids of an answer: beyond, a narrower need serves better
_CLOSE = 0.5  # share of the best score under which an aid only shares a word with the need
# What it is worth, beside the words of a card, to be of its theme or for its people.
_SAME_THEME, _SAME_AUDIENCE = 0.3, 0.15
_FIT_FOR_A_CARD = 0.5  # from which an aid is offered beside a card
_MOST_PLACES = 512  # places whose aids are remembered: a few kilobytes each
_MOST_REASONS = 3
_NOTHING_EXCLUDED = Excluded()


@dataclass(frozen=True)
class FoundAids:
    """The open aids that answer, best first, and their `count` in all.

    Where none does here, `elsewhere` is how many would.
    """

    outcome: Outcome
    matches: tuple[Match, ...] = ()
    count: int = 0
    elsewhere: int = 0


@dataclass(frozen=True)
class LiveAids(AidTraits):
    """The live aids known, by id, and what finds them; none by default.

    `as_of` is when a source was last read whole. `loading`: what is known is being read for the
    first time since the start, so that none known does not mean that none is. `last_days` and
    `told_days` are ordinals in the order of the index: the last day of each aid (0 for a closed
    one), and the day it was there to be told (0 for one that was there when the memory was first
    filled).
    """

    records: Mapping[str, Record] = field(default_factory=dict, repr=False)
    as_of: datetime | None = None
    loading: bool = False
    matcher: Matcher | None = field(default=None, repr=False)
    last_days: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros(0, dtype=np.int64), repr=False
    )
    told_days: NDArray[np.int64] = field(
        default_factory=lambda: np.zeros(0, dtype=np.int64), repr=False
    )
    _of: dict[Meaning | str, Positions] = field(default_factory=dict, repr=False)
    _applying: dict[str, Mask] = field(default_factory=dict, repr=False)

    def search(self, need: Need, place: str, today: date) -> FoundAids:
        """Return the open aids that answer a need where it says, else at a place.

        The place is a code, "" anywhere. Where no aid answers, they are those of its theme; to a
        need without a subject, all of them, the first to close first.
        """
        if self.matcher is None:
            return FoundAids(Outcome.NOTHING)
        opened = np.asarray(self.last_days >= today.toordinal())
        here = opened & self._applies(need.places or (place,))
        asked = _asked_of_aids(need)
        if sum(unit.weight for unit in asked.units) < WEIGHTS.no_subject:
            return self._listed(here, opened)
        ranking = self.matcher.rank(asked)
        judged = ranking.among(here)
        wanted = self._themes_of(asked)
        of_theme = (
            np.all([each.aids for each in wanted], axis=0) if wanted else np.zeros_like(opened)
        )
        if best := _close(judged):
            outcome = Outcome.FOUND if of_theme[best[0]] else judged.outcome
            return self._found(
                best, judged.total, lambda i: _said(judged, i, self.matcher), outcome
            )
        if elsewhere := len(_close(ranking.among(opened))):
            return FoundAids(Outcome.NOTHING, elsewhere=elsewhere)
        listed = self._listed(here & of_theme, opened & of_theme, wanted)
        return replace(listed, outcome=Outcome.UNSURE) if listed.matches else listed

    def for_card(self, card: Card, place: str, today: date) -> FoundAids:
        """Return the open aids at a place that go with a card.

        They are of its theme, for the same people, about the same thing.
        """
        if self.matcher is None:
            return FoundAids(Outcome.NOTHING)
        opened = np.asarray(self.last_days >= today.toordinal())
        here = opened & self._applies((place,))
        ranking = self.matcher.rank(_asked_of_aids(self.matcher.parser.parse(card.title)))
        theme, audiences = self._wanted((card.theme,), (), ()), self._wanted((), card.audiences, ())
        shared = sum(
            (_SAME_THEME * each.aids for each in theme),
            sum(_SAME_AUDIENCE * each.aids for each in audiences),
        )
        fit = ranking.coverage + shared
        fitting = np.flatnonzero((fit >= _FIT_FOR_A_CARD) & here)
        if not len(fitting):
            return FoundAids(
                Outcome.NOTHING, elsewhere=int(np.count_nonzero((fit >= _FIT_FOR_A_CARD) & opened))
            )
        best, told = fitting[np.lexsort((fitting, -fit[fitting]))], (*theme, *audiences)
        return self._found(
            best, fit, lambda i: (*_told(told, i)[:2], *_said(ranking, i, self.matcher))
        )

    def following(
        self,
        themes: Iterable[str],
        audiences: Iterable[str],
        words: Iterable[str],
        place: str,
        kinds: Iterable[str],
        today: date,
        since: date | None = None,
        *,
        more_places: Iterable[str] = (),
        excluded: Excluded = _NOTHING_EXCLUDED,
    ) -> FoundAids:
        """Return the open aids at a place or another that are asked for, but those excluded.

        They are of some kinds (none: any), of any of these themes, audiences and words (none: all).
        With `since`, only those first told on that day or after it."""
        if self.matcher is None:
            return FoundAids(Outcome.NOTHING)
        wanted = self._wanted(themes, audiences, words)
        followed = self._followed(wanted, tuple(kinds), excluded, today)
        if since:
            followed &= self.told_days >= since.toordinal()
        return self._listed(followed & self._applies((place, *more_places)), followed, wanted)

    def concerning(
        self,
        themes: Iterable[str],
        audiences: Iterable[str],
        words: Iterable[str],
        places: Sequence[str],
        kinds: Iterable[str],
        excluded: Excluded,
        today: date,
    ) -> tuple[Concerning, ...]:
        """Return all the open aids that `following` finds, the first to close first.

        They apply at some of the places; where there are no places, anywhere.
        """
        if self.matcher is None:
            return ()
        wanted = self._wanted(themes, audiences, words)
        found = np.flatnonzero(
            self._followed(wanted, tuple(kinds), excluded, today)
            & self._applies(tuple(places) or ("",))
        )
        ids = self.matcher.index.ids
        return tuple(
            Concerning(ids[i], tuple(each.reason for each in wanted if each.aids[i]))
            for i in found[np.lexsort((found, self.last_days[found]))]
        )

    def _listed(self, kept: Mask, elsewhere: Mask, wanted: tuple[Wanted, ...] = ()) -> FoundAids:
        """Return aids without ranking them: the first to close first."""
        found = np.flatnonzero(kept)
        if not len(found):
            return FoundAids(Outcome.NOTHING, elsewhere=int(np.count_nonzero(elsewhere)))
        ordered = found[np.lexsort((found, self.last_days[found]))]
        return self._found(
            ordered, np.zeros(len(kept), dtype=np.float32), lambda i: _told(wanted, i)
        )

    def _found(
        self,
        positions: Sequence[int] | Positions,
        scores: NDArray[np.float32],
        why: Callable[[int], tuple[str, ...]],
        outcome: Outcome = Outcome.FOUND,
    ) -> FoundAids:
        ids = self.matcher.index.ids if self.matcher else ()
        shown = (int(position) for position in positions[:_MOST])
        matches = (
            Match(ids[i], round(float(scores[i]), 4), tuple(dict.fromkeys(why(i)))[:_MOST_REASONS])
            for i in shown
        )
        return FoundAids(outcome, tuple(matches), len(positions))

    def _applies(self, places: Sequence[str]) -> Mask:
        """Return the aids that apply at one of some places; all where one of them is nowhere."""
        masks = [self._applies_at(place) for place in places]
        return masks[0] if len(masks) == 1 else np.any(masks, axis=0)

    def _applies_at(self, place: str) -> Mask:
        mask = self._applying.get(place)
        if mask is None and self.matcher is not None:
            index = self.matcher.index
            codes = concerned_codes(place, self.matcher.collection.places) & index.places.keys()
            mask = self._any([index.everywhere, *(index.places[code] for code in codes)]) | (
                not place
            )
            if len(self._applying) >= _MOST_PLACES:
                self._applying.clear()
            self._applying[place] = mask
        return mask if mask is not None else np.zeros(0, dtype=np.bool_)


def cards_for(aid: LiveAid, cards: Matcher, limit: int) -> tuple[str, ...]:
    """Return the practices that did what an aid pays for, those of its themes first.

    There are none where none comes close, or the aid does not tell what is done.
    """
    if not tells_what_is_done(aid.name, cards):
        return ()
    found = cards.answer(replace(cards.parser.parse(aid.name), places=()), 3 * limit).matches
    practices = [match.id for match in found if cards.collection.cards[match.id].kind == "practice"]
    return tuple(
        sorted(practices, key=lambda card: cards.collection.cards[card].theme not in aid.themes)[
            :limit
        ]
    )


def _asked_of_aids(need: Need) -> Need:
    """Return a need without its places, which choose aids but do not rank them.

    What no card covers, an aid may.
    """
    units = (
        replace(
            unit, meanings=tuple(each for each in unit.meanings if each.facet is not Facet.TOPIC)
        )
        for unit in need.subject
    )
    return replace(need, units=tuple(units), places=(), topics=())


def _close(ranking: Ranking) -> list[int]:
    """Return the best entries of a ranking, but for those that lie far behind the first."""
    best = ranking.best(_MOST)
    return [each for each in best if ranking.total[each] >= _CLOSE * ranking.total[best[0]]]


def _told(wanted: Iterable[Wanted], position: int) -> tuple[str, ...]:
    return tuple(each.said for each in wanted if each.aids[position])


def _said(ranking: Ranking, position: int, matcher: Matcher | None) -> tuple[str, ...]:
    return (
        reasons(ranking, position, matcher.index, matcher.collection, otherwise=())
        if matcher
        else ()
    )
