"""The aids that can be told on a day.

They are read once for everyone, and looked up by what people follow.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from weakref import ref

from knowledge.live_aids.model import AidKind
from knowledge.live_aids.territory import concerned_codes
from matching.aid_index import aid_entry
from matching.need import Facet
from matching.practices import practices_close_to
from matching.words import stem, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from bot.conversation.subscription import Subscription
    from knowledge.gazetteer import Places
    from knowledge.live_aids.model import LiveAid, Record
    from matching.lexicon import Lexicon
    from matching.matcher import Matcher

_MOST_REMEMBERED = 2_000  # different followings, places, or titles
_MOST_PRACTICES = 5
Reasons = tuple[str, ...]  # each "theme:<id>", "audience:<id>" or "word:<as the person wrote it>"


@dataclass(frozen=True)
class Traits:
    """What an aid is about: themes and audiences by id, and the stems of its words."""

    themes: frozenset[str]
    audiences: frozenset[str]
    stems: frozenset[str]


class TraitReader:
    """Reads aids with the words of the collection; one that has not changed is read once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[LiveAid, Traits]] = {}
        self._read_with: Callable[[], Lexicon | None] = lambda: None

    def read(self, aids: Iterable[LiveAid], lexicon: Lexicon) -> list[Traits]:
        """Return the traits of aids, in order.

        Those of other aids, or read with other words, are forgotten.
        """
        if self._read_with() is not lexicon:
            # Weak: that of a collection no longer in use is not kept for it.
            self._known, self._read_with = {}, ref(lexicon)
        traits = [(aid, self._traits(aid, lexicon)) for aid in aids]
        self._known = {aid.id: (aid, read) for aid, read in traits}
        return [read for _, read in traits]

    def _traits(self, aid: LiveAid, lexicon: Lexicon) -> Traits:
        known = self._known.get(aid.id)
        if known and (known[0] is aid or known[0] == aid):
            return known[1]
        texts = [tokens(text) for _, text in aid_entry(aid).texts]
        meanings = (found.meaning for words in texts for found in lexicon.find(words))
        audiences = frozenset(meaning.id for meaning in meanings if meaning.facet is Facet.AUDIENCE)
        return Traits(
            frozenset(aid.themes),
            audiences,
            frozenset(stem(word) for words in texts for word in words),
        )


class Tellable:
    """The open aids of a day.

    They stand in `records` by id, and in `news` by key, those whose version is worth telling
    whoever was not told.
    """

    def __init__(
        self, records: Iterable[Record], reader: TraitReader, cards: Matcher, today: date
    ) -> None:
        self.today = today
        lexicon, places = cards.parser.lexicon, cards.collection.places
        self.records = {record.aid.id: record for record in records if record.is_open(today)}
        self.news = {
            news_key(record): record
            for record in self.records.values()
            if record.version > 1 or not record.silent
        }
        self._french = lexicon.french
        # "theme:...", "audience:...", "stem:...", "kind:..." -> keys.
        self._index: dict[str, set[str]] = defaultdict(set)
        read = reader.read((each.aid for each in self.news.values()), lexicon)
        for (key, record), traits in zip(self.news.items(), read, strict=True):
            for facet, values in (
                ("theme", traits.themes),
                ("audience", traits.audiences),
                ("stem", traits.stems),
            ):
                for value in values:
                    self._index[f"{facet}:{value}"].add(key)
            for kind in record.aid.kinds or (AidKind.OTHER,):
                self._index[f"kind:{kind}"].add(key)
        self._followed: dict[tuple[Reasons, ...], Mapping[str, Reasons]] = {}
        self._codes = lru_cache(_MOST_REMEMBERED)(lambda place: concerned_codes(place, places))
        self._practices = lru_cache(_MOST_REMEMBERED)(
            partial(practices_close_to, cards=cards, limit=_MOST_PRACTICES)
        )

    def followed(self, subscription: Subscription) -> Mapping[str, Reasons]:
        """Return the keys of the news that a subscription follows, with the reasons.

        They count wherever they apply.
        """
        asked = (
            subscription.themes,
            subscription.audiences,
            subscription.words,
            subscription.kinds,
            subscription.without_themes,
            subscription.without_words,
            subscription.without_kinds,
        )
        if asked not in self._followed:
            if len(self._followed) >= _MOST_REMEMBERED:
                self._followed.clear()
            self._followed[asked] = self._find(*asked)
        return self._followed[asked]

    def applies(self, record: Record, places: Sequence[str]) -> bool:
        """Tell whether an aid applies at one of some places; without any, every aid does."""
        where = record.aid.places
        return (
            not places
            or not where
            or any(not where.isdisjoint(self._codes(place)) for place in places)
        )

    def departments(self, places: Iterable[str], known: Places) -> frozenset[str]:
        """Return the départements that places lie in or hold."""
        return (
            frozenset[str]().union(*(self._codes(place) for place in places))
            & known.departments.keys()
        )

    def practices_close_to(self, title: str, themes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the practices that did what the title of an aid says, the closest first."""
        return self._practices(title, themes)

    def _find(
        self,
        themes: Reasons,
        audiences: Reasons,
        words: Reasons,
        kinds: Reasons,
        without_themes: Reasons,
        without_words: Reasons,
        without_kinds: Reasons,
    ) -> Mapping[str, Reasons]:
        found: dict[str, Reasons] = {}
        for reason, keys in (
            *((f"theme:{theme}", self._index.get(f"theme:{theme}", ())) for theme in themes),
            *(
                (f"audience:{audience}", self._index.get(f"audience:{audience}", ()))
                for audience in audiences
            ),
            *((f"word:{word}", self._with_words(word)) for word in words),
        ):
            for key in keys:
                found[key] = (*found.get(key, ()), reason)
        if not (themes or audiences or words):
            found = dict.fromkeys(self.news, ())
        unwanted = set[str]().union(
            *(self._index.get(f"theme:{theme}", ()) for theme in without_themes),
            *(self._with_words(word) for word in without_words),
        )
        given = self._giving(kinds or tuple(map(str, AidKind))) & self._giving(
            set(map(str, AidKind)) - set(without_kinds)
        )
        return {
            key: reasons for key, reasons in found.items() if key in given and key not in unwanted
        }

    def _giving(self, kinds: Iterable[str]) -> set[str]:
        return set[str]().union(*(self._index.get(f"kind:{kind}", ()) for kind in kinds))

    def _with_words(self, words: str) -> set[str]:
        written = tokens(words)
        telling = [word for word in written if self._french.weight(word) > 0]
        found = [
            self._index.get(f"stem:{each}", set())
            for each in {stem(word) for word in telling or written}
        ]
        return set.intersection(*found) if found else set()


def news_key(record: Record) -> str:
    """Return the key of a version of an aid, by which it is told once: "at-990001#2"."""
    return f"{record.aid.id}#{record.version}"
