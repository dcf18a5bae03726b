"""The words that stand around the names of places.

Some say that a place follows, some that a word is only a word.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    Words = frozenset[str]


@dataclass(frozen=True)
class PlaceWords:
    """Folded words by what they do around the name of a place.

    `at` and, after `saying`, `of` say that a place follows, `within` where it has a capital.
    `articles` stand before the name of a département: la Somme. After `determiners` comes a common
    word, after `titles` the name of someone or of a street, before `counted` how many. `links` join
    a place to its département, `departments` stand before a number of one. `speakers` say who
    writes, and so do `owners` where a place follows at once: "commune de".
    """

    at: Words
    of: Words
    saying: Words
    within: Words
    articles: Words
    determiners: Words
    titles: Words
    counted: Words
    links: Words
    departments: Words
    owners: Words
    speakers: Words

    @cached_property
    def no_heads(self) -> Words:
        """Words that are not what a name is known by: "le" of Le Crotoy."""
        return self.determiners | self.of

    @cached_property
    def before_wide(self) -> Words:
        """Words that may stand before the name of a département."""
        return self.articles | self.within | self.at


def read_place_words(path: Path) -> PlaceWords:
    """Read the file of words around places, lines of a name and its words."""
    lines = (
        line.partition(":")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and line[0] != "#"
    )
    read = {name: frozenset(words.split()) for name, _, words in lines}
    return PlaceWords(**{each.name: read[each.name] for each in fields(PlaceWords)})
