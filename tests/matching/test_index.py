"""The index: what it finds, and that a stored one finds the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matching.entries import Entry
from matching.french import French
from matching.index import build_index, load_index
from matching.lexicon import Lexicon

if TYPE_CHECKING:
    from matching.index import Index

ENTRIES = (
    Entry(
        "bus",
        (("title", "Un bus pour les jeunes"), ("needs", "le bus ne passe plus")),
        places=frozenset({"02"}),
    ),
    Entry("creche", (("title", "Une crèche pour les petits"),)),
)


def _index() -> Index:
    return build_index(ENTRIES, Lexicon(French({"pour": 698})))


def test_an_entry_that_says_a_word_more_has_it_more_strongly() -> None:
    entries, strengths = _index().postings("bus")
    assert list(entries) == [0]
    assert 0 < strengths[0] < 1


def test_a_rare_word_is_rarer_than_a_common_one() -> None:
    index = _index()
    assert index.rarity("inconnu") == 1
    assert index.rarity("bus") > index.rarity("pour")


def test_entries_without_a_place_apply_everywhere() -> None:
    index = _index()
    assert list(index.places["02"]) == [0]
    assert list(index.everywhere) == [1]


def test_a_stored_index_finds_the_same(tmp_path: Path) -> None:
    index = _index()
    index.save(tmp_path / "index.npz")
    again = load_index(tmp_path / "index.npz")
    assert again.ids == index.ids
    assert all((again.postings(term)[1] == index.postings(term)[1]).all() for term in index.terms)
    assert {code: list(found) for code, found in again.places.items()} == {
        c: list(f) for c, f in index.places.items()
    }


def test_an_empty_index_answers() -> None:
    index = build_index((), Lexicon(French({})))
    assert len(index.postings("bus")[0]) == 0
