"""What a peer is, and the French text that those are given whose library knows no French."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING, Protocol

from matching.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from matching.entries import Entry

# How often a passage is written in the text of an entry: term frequency as field weight.
_REPEATS = {"title": 3, "keywords": 2}
_WORD = re.compile(r"[a-z0-9]+")
_EMPTY_WORDS = """
a ai as au aux avec c ce ces cet cette d dans de des du elle elles en est et eux il ils j je l la le
les leur leurs lui m ma mais me mes moi mon n ne nos notre nous on ont ou par pas pour qu que qui s
sa se ses si son sont sur t ta te tes toi ton tu un une vos votre vous y
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


class Peer(Protocol):
    """A search engine over entries."""

    name: str

    def build(self, documents: Sequence[Entry]) -> None:
        """Index entries."""

    def search(self, need: str, limit: int) -> list[str]:
        """Return the ids of the entries for a need, best first."""


class Kept(Peer, Protocol):
    """A peer whose index is kept in a folder.

    `store` names the kind of index, which several peers may share.
    """

    store: str

    def save(self, folder: Path) -> None:
        """Write the index."""

    def load(self, folder: Path) -> None:
        """Read the index, or open it."""


def prose(entry: Entry) -> str:
    """Return the whole text of an entry, what tells most of it repeated."""
    return "\n".join(text for field, text in entry.texts for _ in range(_REPEATS.get(field, 1)))


class Roots:
    """French stems of a text, accents folded and empty words left out."""

    def __init__(self) -> None:
        import Stemmer

        self._stem: Callable[[Iterable[str]], list[str]] = Stemmer.Stemmer("french").stemWords

    def __call__(self, text: str) -> list[str]:
        return self._stem(word for word in _WORD.findall(fold(text)) if word not in _EMPTY)


class Pickled:
    """Keeps a peer whole, for libraries that store nothing themselves."""

    def save(self, folder: Path) -> None:
        (folder / "peer.pickle").write_bytes(pickle.dumps(self.__dict__, protocol=5))

    def load(self, folder: Path) -> None:
        self.__dict__.update(pickle.loads((folder / "peer.pickle").read_bytes()))
