"""The matcher of one collection.

It wires the lexicon, the speller, the parser, the index and the ranking.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from matching.echoes import Echoes, build_echoes
from matching.emergencies import build_watch
from matching.entries import Entry, card_entry
from matching.french import read_french
from matching.guides import Guides, SpokenThemes, build_guides
from matching.index import Index, Weigher, build_index
from matching.lexicon import build_lexicon
from matching.likeness import likeness
from matching.parsing import Parser
from matching.place_lexicon import build_place_lexicon
from matching.place_words import read_place_words
from matching.places import PlaceReader
from matching.ranking import Ranking, rank
from matching.reasons import ENOUGH, reasons
from matching.slips import build_slips
from matching.spelling import Speller
from matching.surroundings import surroundings
from matching.weights import WEIGHTS, Weights
from matching.whereabouts import Whereabouts, build_whereabouts
from matching.words import fold, spelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from knowledge.collection import Collection
    from matching.french import French
    from matching.index import Scores
    from matching.need import Need
    from matching.verdict import Outcome

_ACRONYM = re.compile(r"\b[A-ZÉÈ](?:[A-ZÉÈ0-9]|[a-z](?=[A-Z])){1,4}\b")


# What share of the best entry's subject an entry answers at least to be an example of it.


@dataclass(frozen=True)
class Match:
    """An entry that answers a need, with its score (0 to 1) and why it does.

    `only` is the one département it serves, where nobody who asks is.
    """

    id: str
    score: float
    reasons: tuple[str, ...]
    only: str = ""


@dataclass(frozen=True)
class SearchAnswer:
    """What the matcher says of a need.

    Matches stand best first, and so do the themes whose guide may help. `guide` is the theme whose
    guide leads, where it says what no card is about, `line` what it says; "" where cards answer.
    """

    need: Need
    outcome: Outcome
    matches: tuple[Match, ...]
    themes: tuple[str, ...]
    elapsed_us: int
    guide: str = ""
    line: str = ""


@dataclass(frozen=True)
class Matcher:
    """Answers needs over one index."""

    collection: Collection
    parser: Parser
    index: Index
    alike: Scores | None
    echoes: Echoes | None
    guides: Guides | None = None
    weights: Weights = WEIGHTS
    whereabouts: Whereabouts | None = None

    def search(self, text: str, limit: int = 5) -> SearchAnswer:
        """Return the best entries for what someone typed. Any text gives an answer."""
        started = time.perf_counter_ns()
        return self.answer(self.parser.parse(text), limit, started)

    def answer(
        self,
        need: Need,
        limit: int = 5,
        started: int | None = None,
        reasoned: int | None = None,
        home: str = "",
    ) -> SearchAnswer:
        """Return the best entries for a need already parsed.

        The first `reasoned` of them (None: all) have their reasons. `home` is the person's own
        place, if they told it.
        """
        started = started or time.perf_counter_ns()
        ranking = self.rank(need, home)
        matches = tuple(
            Match(
                self.index.ids[position],
                round(float(ranking.total[position]), 4),
                reasons(ranking, position, self.index, self.collection, home)
                if reasoned is None or i < reasoned
                else (),
                ranking.only[position] if ranking.only else "",
            )
            for i, position in enumerate(ranking.best(limit))
        )
        spoken = (
            self.guides.speak(need, ranking, self.index)
            if self.guides
            else SpokenThemes(need.themes)
        )
        elapsed = (time.perf_counter_ns() - started) // 1000
        return SearchAnswer(
            need, ranking.outcome, matches, spoken.themes, elapsed, spoken.leads, spoken.line
        )

    def answering_there(self, need: Need) -> frozenset[str]:
        """Return the ids of the entries that answer a need and lie where it says.

        They lie in its places, or in the département of one. What the need says most of must be
        theirs too, where any entry has it: another that is on wheels is no grocer on wheels.
        """
        ranking = self.rank(need)
        if ranking.nearness is None or not ranking.units:
            return frozenset()
        near = ranking.nearness > self.weights.anywhere
        answering = ranking.coverage >= self.weights.comparable * ranking.coverage.max(initial=0.0)
        _, most_said = max(ranking.units, key=lambda each: each[0].weight)
        if most_said.max(initial=0.0) >= ENOUGH:
            answering &= most_said >= ENOUGH
        return frozenset(
            self.index.ids[int(position)] for position in (near & answering).nonzero()[0]
        )

    def alike_entries(self, entry: str, limit: int) -> tuple[str, ...]:
        """Return the ids of the entries that resemble one the most."""
        if self.alike is None or entry not in self.index.ids:
            return ()
        nearest = (-self.alike[self.index.ids.index(entry)]).argsort()[:limit]
        return tuple(self.index.ids[position] for position in nearest)

    def rank(self, need: Need, home: str = "") -> Ranking:
        """Return every entry's score for a need, asked from `home` where that is known."""
        around = partial(surroundings, places=self.collection.places, weights=self.weights)
        return rank(
            self.index, need, around, self.alike, self.echoes, self.weights, self.whereabouts, home
        )


def build_matcher(
    collection: Collection, french_words: Path, weights: Weights = WEIGHTS
) -> Matcher:
    """Build the matcher of the cards of a collection."""
    french = read_french(french_words)
    lexicon = build_lexicon(collection, french)
    entries = [card_entry(card, collection) for card in collection.cards.values()]
    index = build_index(entries, lexicon, weights)
    weigh = Weigher(index, french, weights.number)
    speller = build_speller(entries, collection, french)
    alike = likeness(
        index, lambda term: weigh(term, term) if ":" not in term else index.rarity(term)
    )
    places = build_place_reader(collection, french, french_words, speller)
    slips = build_slips(lexicon, speller.known)
    parser = Parser(
        lexicon, places, speller, weigh, build_watch(collection.emergencies), slips, weights
    )
    echoes, guides = build_echoes(entries, weigh), build_guides(collection, lexicon)
    return Matcher(
        collection,
        parser,
        index,
        alike,
        echoes,
        guides,
        weights,
        build_whereabouts(collection, weights),
    )


def build_place_reader(
    collection: Collection, french: French, french_words: Path, speller: Speller
) -> PlaceReader:
    """Build what reads the places of a collection.

    The words around them stand beside the French ones.
    """
    around = read_place_words(french_words.with_name("places.txt"))
    return PlaceReader(build_place_lexicon(collection.places), french, around, speller.is_fine)


def build_speller(entries: Sequence[Entry], collection: Collection, french: French) -> Speller:
    """Build what corrects words towards those of the entries, of the lexicon and of the places."""
    words = known_words(entries, collection)
    places = Counter(
        word for commune in collection.places.communes.values() for word in spelt(commune.name)
    )
    only_places = frozenset(fold(word) for word, times in places.items() if words[word] <= times)
    return Speller(
        words, french, collection.spelling, acronyms_of(entries, collection), only_places
    )


def known_words(entries: Iterable[Entry], collection: Collection) -> Counter[str]:
    """Count the words that corrections may aim at, accents kept.

    They are those of the entries, of the lexicon and of the places.
    """
    words: Counter[str] = Counter()
    for entry in entries:
        for _, text in entry.texts:
            words.update(spelt(text))
    for texts in (
        (word for theme in collection.themes.values() for word in (theme.title, *theme.words)),
        (word for audience in collection.audiences.values() for word in audience.words),
        (term for concept in collection.concepts for term in concept.terms),
        (term for topic in collection.topics for term in topic.terms),
        (
            alias
            for partner in collection.partners.values()
            for alias in (partner.name, *partner.aliases)
        ),
        (acronym.acronym for acronym in collection.acronyms),
        (commune.name for commune in collection.places.communes.values()),
    ):
        for text in texts:
            words.update(spelt(text))
    return words


def acronyms_of(entries: Iterable[Entry], collection: Collection) -> frozenset[str]:
    """Return the short acronyms that are known, folded.

    Nothing unknown may be taken for one of them.
    """
    texts = [text for entry in entries for field, text in entry.texts if field != "contacts"]
    texts += [term for concept in collection.concepts for term in concept.terms]
    texts += [
        alias
        for partner in collection.partners.values()
        for alias in (partner.name, *partner.aliases)
    ]
    texts += [
        name for acronym in collection.acronyms for name in (acronym.acronym, *acronym.variants)
    ]
    return frozenset(fold(found) for text in texts for found in _ACRONYM.findall(text))
