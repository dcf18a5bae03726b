"""Which expressions of a text say what is asked, and which only say who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.lexicon import TOOLS
from matching.need import Facet, Meaning
from matching.phrases import Found, longest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matching.place_text import NamedPlace
    from matching.place_words import PlaceWords

NAMES = (Facet.PARTNER, Facet.ACRONYM)  # kept even inside a longer expression ("aides de la CAF")
SUBJECTS = (
    Facet.TOPIC,
    Facet.CONCEPT,
    Facet.AUDIENCE,
    Facet.THEME,
    Facet.PARTNER,
    Facet.ACRONYM,
    Facet.PERSON,
    Facet.PLACE,
)
Spans = dict[tuple[int, int], list[Meaning]]


def spans_of(found: Sequence[Found[Meaning]]) -> Spans:
    """Return the longest expressions that say what is asked, with their meanings.

    The names that stand inside an expression go with it.
    """
    spans: Spans = {}
    polite = [each for each in found if each.meaning.facet is Facet.POLITE]
    for each in longest(
        [each for each in found if each.meaning.facet in SUBJECTS and not _is_within(each, polite)]
    ):
        spans.setdefault((each.start, each.end), []).append(each.meaning)
    for each in (each for each in found if each.meaning.facet in NAMES):
        around = next(
            (span for span in spans if span[0] <= each.start and each.end <= span[1]), None
        )
        if around and each.meaning not in spans[around]:
            spans[around].append(each.meaning)
    return spans


def _is_within(met: Found[Meaning], others: Iterable[Found[Meaning]]) -> bool:
    """Tell whether an expression is only a part of another.

    Who writes "je suis maire" asks nothing about mayors.
    """
    return any(
        o.start <= met.start and met.end <= o.end and o.end - o.start > met.end - met.start
        for o in others
    )


def words_in(found: Sequence[Found[Meaning]], facet: Facet) -> set[int]:
    """Return the positions of the words in the expressions of a facet."""
    return {i for each in found if each.meaning.facet is facet for i in range(each.start, each.end)}


def who_speaks(words: Sequence[str], places: Iterable[NamedPlace], around: PlaceWords) -> set[int]:
    """Return the positions of the words before a place that say who speaks, or how near.

    In "secrétaire de mairie à Vervins" they are the first three.
    """
    aside: set[int] = set()
    for place in places:
        before = place.start
        while before and words[before - 1] in around.of | around.determiners:
            before -= 1
        if before and words[before - 1] in around.owners and before < place.start:
            before -= 1
        while before and words[before - 1] in around.speakers | TOOLS:
            before -= 1
        aside.update(range(before, place.start))
    return aside
