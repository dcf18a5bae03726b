"""The peers: what one would write with each search library.

French stems and accents are folded, and none knows the collection. A library that is not installed
is met where its peer is made, as an ImportError.
"""

from __future__ import annotations

import heapq
import pickle
import shutil
import sqlite3
from collections import defaultdict
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from matching.words import fold
from tests.benchmarks.protocol import Pickled, Roots, prose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matching.entries import Entry
    from tests.benchmarks.protocol import Peer

_FUZZY_BOOST = 0.5
_FEW = 1000


class RapidFuzz(Pickled):
    """Compares the need with the title and each keyword of every entry.

    They come one after the other, and the nearest counts. Joined into one text they do half as
    well: WRatio holds long texts back.
    """

    name = "rapidfuzz WRatio"
    store = "rapidfuzz"

    def build(self, documents: Sequence[Entry]) -> None:
        asked = [
            (entry.id, text)
            for entry in documents
            for field, text in entry.texts
            if field in ("title", "keywords")
        ]
        self._ids = [name for name, _ in asked]
        self._texts = [fold(text) for _, text in asked]

    def search(self, need: str, limit: int) -> list[str]:
        from rapidfuzz import fuzz, process

        best: dict[str, float] = {}
        for _, score, position in process.extract_iter(
            fold(need), self._texts, scorer=fuzz.WRatio, processor=None
        ):
            name = self._ids[position]
            best[name] = max(best.get(name, 0.0), score)
        return [
            name
            for name in heapq.nlargest(limit, best, key=lambda name: best[name])
            if best[name] > 0
        ]


class Fts5:
    """SQLite's full-text search, any stem of the need, ranked by its own bm25().

    The texts are not stored, so detail stays full: with less, bm25() is 0 for every row and the
    order means nothing.
    """

    name = "SQLite FTS5"
    store = "fts5"
    _FILE: ClassVar[str] = "fts5.db"

    def __init__(self) -> None:
        self._roots = Roots()
        self._database = sqlite3.connect("")

    def build(self, documents: Sequence[Entry]) -> None:
        self._database.execute("create table names (id text)")
        self._database.execute(
            "create virtual table words using fts5 (text, content='', tokenize='unicode61 "
            "remove_diacritics 2')"
        )
        self._database.executemany(
            "insert into names values (?)", ((entry.id,) for entry in documents)
        )
        texts = (
            (row, " ".join(self._roots(prose(entry)))) for row, entry in enumerate(documents, 1)
        )
        self._database.executemany("insert into words (rowid, text) values (?, ?)", texts)

    def search(self, need: str, limit: int) -> list[str]:
        query = " OR ".join(f'"{root}"' for root in dict.fromkeys(self._roots(need)))
        if not query:
            return []
        found = self._database.execute(
            (
                "select id from words join names on names.rowid = words.rowid "
                "where words match ? order by bm25(words) limit ?"
            ),
            (query, limit),
        )
        return [str(row[0]) for row in found]

    def save(self, folder: Path) -> None:
        self._database.commit()
        with sqlite3.connect(folder / self._FILE) as file:
            self._database.backup(file)

    def load(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / self._FILE)


class Bm25s:
    """BM25 with every score computed beforehand, in sparse matrices."""

    name = "bm25s"
    store = "bm25s"

    def __init__(self) -> None:
        import bm25s

        self._library = bm25s
        self._roots = Roots()
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._index: Any = bm25s.BM25()

    def build(self, documents: Sequence[Entry]) -> None:
        self._ids = [entry.id for entry in documents]
        rows = [
            [self._rows.setdefault(root, len(self._rows)) for root in self._roots(prose(entry))]
            for entry in documents
        ]
        self._index.index((rows, self._rows), show_progress=False)

    def search(self, need: str, limit: int) -> list[str]:
        asked = [
            self._rows[root] for root in dict.fromkeys(self._roots(need)) if root in self._rows
        ]
        if not asked:
            return []
        found, scores = self._index.retrieve(
            [asked], k=min(limit, len(self._ids)), show_progress=False
        )
        return [self._ids[row] for row, score in zip(found[0], scores[0], strict=True) if score > 0]

    def save(self, folder: Path) -> None:
        self._index.save(str(folder), show_progress=False)
        (folder / "names.pickle").write_bytes(pickle.dumps((self._ids, self._rows)))

    def load(self, folder: Path) -> None:
        self._index = self._library.BM25.load(str(folder), show_progress=False)
        self._ids, self._rows = pickle.loads((folder / "names.pickle").read_bytes())


class Tantivy:
    """Tantivy with its own French analysis, any term of the need."""

    name = "tantivy"
    store = "tantivy"

    def __init__(self) -> None:
        import tantivy

        self._library = tantivy
        fields = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        self._schema: Any = fields.add_text_field(
            "text", tokenizer_name="french", index_option="freq"
        ).build()
        cut = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        for step in (
            tantivy.Filter.lowercase(),
            tantivy.Filter.stopword("french"),
            tantivy.Filter.stemmer("french"),
        ):
            cut = cut.filter(step)
        self._analyzer: Any = cut.filter(tantivy.Filter.ascii_fold()).build()

    def build(self, documents: Sequence[Entry]) -> None:
        self._folder = TemporaryDirectory()
        self._open(self._library.Index(self._schema, path=self._folder.name))
        # Several cut the index otherwise at each run, and equals change places.
        threads = 0 if len(documents) > _FEW else 1
        writer = self._index.writer(256_000_000, num_threads=threads)
        for entry in documents:
            writer.add_document(self._library.Document(id=entry.id, text=prose(entry)))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(self, need: str, limit: int) -> list[str]:
        should = self._library.Occur.Should
        parts = [
            (should, query)
            for term in dict.fromkeys(self._analyzer.analyze(need))
            for query in self._queries(term)
        ]
        searcher = self._index.searcher()
        found = (
            searcher.search(self._library.Query.boolean_query(parts), limit).hits if parts else []
        )
        return [str(searcher.doc(address)["id"][0]) for _, address in found]

    def save(self, folder: Path) -> None:
        shutil.copytree(self._folder.name, folder, dirs_exist_ok=True)

    def load(self, folder: Path) -> None:
        self._open(self._library.Index.open(str(folder)))

    def _open(self, index: Any) -> None:
        self._index = index
        self._index.register_tokenizer("french", self._analyzer)

    def _queries(self, term: str) -> list[Any]:
        return [self._library.Query.term_query(self._schema, "text", term, "freq")]


class TantivyFuzzy(Tantivy):
    """Tantivy, where a term may also be met with one letter changed, for less.

    It has four letters or more.
    """

    name = "tantivy, fuzzy 1"

    @override
    def _queries(self, term: str) -> list[Any]:
        queries = super()._queries(term)
        if len(term) > 3:
            fuzzy = self._library.Query.fuzzy_term_query(self._schema, "text", term, distance=1)
            queries.append(self._library.Query.boost_query(fuzzy, _FUZZY_BOOST))
        return queries


class NGrams(Pickled):
    """TF-IDF of the runs of three to five letters inside words, cosine."""

    name = "n-grams TF-IDF"
    store = "ngrams"

    def __init__(self) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._ids: list[str] = []
        self._grams: Any = TfidfVectorizer(
            preprocessor=fold, analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True
        )
        self._table: Any = None

    def build(self, documents: Sequence[Entry]) -> None:
        self._ids = [entry.id for entry in documents]
        self._table = self._grams.fit_transform(prose(entry) for entry in documents).T.tocsr()

    def search(self, need: str, limit: int) -> list[str]:
        scores = (self._grams.transform([need]) @ self._table).toarray()[0]
        return [
            self._ids[row] for row in (-scores).argsort(kind="stable")[:limit] if scores[row] > 0
        ]


class Fusion:
    """The rankings of words, of Tantivy and of n-grams in one.

    They are joined by reciprocal rank (Cormack et al., 2009).
    """

    name = "bm25s + tantivy + n-grams"
    _DEPTH, _SMOOTHING = 50, 60

    def __init__(self) -> None:
        self._peers: tuple[Peer, ...] = (Bm25s(), Tantivy(), NGrams())

    def build(self, documents: Sequence[Entry]) -> None:
        for peer in self._peers:
            peer.build(documents)

    def search(self, need: str, limit: int) -> list[str]:
        points: dict[str, float] = defaultdict(float)
        for peer in self._peers:
            for rank, found in enumerate(peer.search(need, self._DEPTH), 1):
                points[found] += 1 / (self._SMOOTHING + rank)
        return sorted(points, key=lambda found: (-points[found], found))[:limit]
