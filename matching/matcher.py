"""The matcher: wires the lexicon, the speller, the parser, the index and the ranking for one collection."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from matching.echoes import Echoes, build_echoes
from matching.emergencies import build_watch
from matching.entries import Entry, card_entry
from matching.french import read_french
from matching.index import Index, Weigher, build_index
from matching.lexicon import build_lexicon
from matching.likeness import likeness
from matching.parsing import Parser
from matching.place_lexicon import build_place_lexicon
from matching.place_words import read_place_words
from matching.places import PlaceReader
from matching.ranking import MEANT, Ranking, rank
from matching.reasons import reasons
from matching.spelling import Speller
from matching.surroundings import surroundings
from matching.whereabouts import Whereabouts, build_whereabouts
from matching.words import fold, spelt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from knowledge.collection import Collection
    from matching.french import French
    from matching.index import Scores
    from matching.need import Need
    from matching.verdict import Outcome


@dataclass(frozen=True)
class Match:
    """An entry that answers a need: its score (0 to 1), why, and the one département it serves where nobody who asks is."""

    id: str
    score: float
    reasons: tuple[str, ...]
    only: str = ""


@dataclass(frozen=True)
class Answer:
    """What the matcher says of a need: matches best first, and the themes whose guide may help."""

    need: Need
    outcome: Outcome
    matches: tuple[Match, ...]
    themes: tuple[str, ...]
    elapsed_us: int


@dataclass(frozen=True)
class Matcher:
    """Answers needs over one index; `meant` is what the meanings of an expression count there against its words."""

    collection: Collection
    parser: Parser
    index: Index
    alike: Scores | None
    echoes: Echoes | None
    meant: float = MEANT
    whereabouts: Whereabouts | None = None

    def search(self, text: str, limit: int = 5) -> Answer:
        """Return the best entries for what someone typed. Any text gives an answer."""
        started = time.perf_counter_ns()
        return self.answer(self.parser.parse(text), limit, started)

    def answer(
        self, need: Need, limit: int = 5, started: int | None = None, reasoned: int | None = None, home: str = ""
    ) -> Answer:
        """Return the best entries for a need already parsed, the first `reasoned` of them (None: all) with their reasons.

        `home` is the person's own place, if they told it."""
        started = started or time.perf_counter_ns()
        ranking = self.rank(need, home)
        matches = tuple(
            Match(
                self.index.ids[position],
                round(float(ranking.total[position]), 4),
                reasons(ranking, position, self.index, self.collection, home) if reasoned is None or i < reasoned else (),
                ranking.only[position] if ranking.only else "",
            )
            for i, position in enumerate(ranking.best(limit))
        )
        elapsed = (time.perf_counter_ns() - started) // 1000
        return Answer(need, ranking.outcome, matches, need.themes, elapsed)

    def alike_entries(self, entry: str, limit: int) -> tuple[str, ...]:
        """Return the ids of the entries that resemble one the most."""
        if self.alike is None or entry not in self.index.ids:
            return ()
        nearest = (-self.alike[self.index.ids.index(entry)]).argsort()[:limit]
        return tuple(self.index.ids[position] for position in nearest)

    def rank(self, need: Need, home: str = "") -> Ranking:
        """Return every entry's score for a need, asked from `home` where that is known."""
        around = partial(surroundings, places=self.collection.places)
        return rank(self.index, need, around, self.alike, self.echoes, self.meant, self.whereabouts, home)


def build_matcher(collection: Collection, french_words: Path) -> Matcher:
    """Build the matcher of the cards of a collection."""
    french = read_french(french_words)
    lexicon = build_lexicon(collection, french)
    entries = [card_entry(card, collection) for card in collection.cards.values()]
    index = build_index(entries, lexicon)
    weigh = Weigher(index, french)
    speller = Speller(known_words(entries, collection), french, short_forms(collection))
    alike = likeness(index, lambda term: weigh(term, term) if ":" not in term else index.rarity(term))
    places = build_place_reader(collection, french, french_words, speller)
    parser = Parser(lexicon, places, speller, weigh, build_watch(collection.emergencies))
    echoes = build_echoes(entries, weigh)
    return Matcher(collection, parser, index, alike, echoes, whereabouts=build_whereabouts(collection))


def build_place_reader(collection: Collection, french: French, french_words: Path, speller: Speller) -> PlaceReader:
    """Build what reads the places of a collection; the words around them stand beside the French ones."""
    around = read_place_words(french_words.with_name("places.txt"))
    return PlaceReader(build_place_lexicon(collection.places), french, around, speller.is_fine)


def known_words(entries: Iterable[Entry], collection: Collection) -> Counter[str]:
    """Count the words that corrections may aim at, accents kept: those of the entries, of the lexicon and of the places."""
    words: Counter[str] = Counter()
    for entry in entries:
        for _, text in entry.texts:
            words.update(spelt(text))
    for texts in (
        (word for theme in collection.themes.values() for word in (theme.title, *theme.words)),
        (word for audience in collection.audiences.values() for word in audience.words),
        (term for concept in collection.concepts for term in concept.terms),
        (term for topic in collection.topics for term in topic.terms),
        (alias for partner in collection.partners.values() for alias in (partner.name, *partner.aliases)),
        (acronym.acronym for acronym in collection.acronyms),
        (commune.name for commune in collection.places.communes.values()),
    ):
        for text in texts:
            words.update(spelt(text))
    return words


def short_forms(collection: Collection) -> dict[str, str]:
    """Return the SMS and abbreviated spellings, folded, with what they stand for."""
    return {fold(form): meaning for form, meaning in collection.short_forms.items()}
