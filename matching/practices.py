"""Finding the practices of the collection that did what an aid, or another card, is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.need import Facet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matching.matcher import Matcher

# Of the cards: a concept that more of them hold, such as money, says nothing of what a card did.
_SHARED_BY_MANY = 1 / 3
# The same of an audience, « tous les habitants », and of a theme, « Trouver des financements ».
_VAGUE_FROM = {Facet.CONCEPT: _SHARED_BY_MANY, Facet.AUDIENCE: 0.9, Facet.THEME: 0.8}
_HELD_ENOUGH = 0.5  # how much a card must be about a concept, of 1


def practices_close_to(
    title: str, themes: Iterable[str], cards: Matcher, limit: int
) -> tuple[str, ...]:
    """Return the practices that are about a thing that a title names, those of its themes first.

    To share a theme is not enough: « Trouver des financements » is that of nearly every aid."""
    index, collection, shared = cards.index, cards.collection, set(themes)
    named = {
        each
        for unit in cards.parser.parse(title).subject
        for each in unit.meanings
        if each.facet is Facet.CONCEPT
    }
    about: dict[str, float] = {}
    for concept in sorted(named, key=lambda each: each.id):
        positions, weights = index.postings(concept.term)[:2]
        if len(positions) <= _SHARED_BY_MANY * len(index.ids):
            for position, weight in zip(positions.tolist(), weights.tolist(), strict=True):
                if (
                    weight >= _HELD_ENOUGH
                    and collection.cards[index.ids[position]].kind == "practice"
                ):
                    about[index.ids[position]] = about.get(index.ids[position], 0.0) + weight
    return tuple(
        sorted(
            about, key=lambda card: (collection.cards[card].theme not in shared, -about[card], card)
        )[:limit]
    )


def tells_what_is_done(title: str, cards: Matcher) -> bool:
    """Tell whether a title names a thing, people or a theme that few cards share.

    « Dotation de solidarité rurale » names none: any card would be close to it.
    """
    index = cards.index
    named = [each for unit in cards.parser.parse(title).subject for each in unit.meanings]
    return any(
        0 < len(index.postings(each.term)[0]) <= _VAGUE_FROM[each.facet] * len(index.ids)
        for each in named
        if each.facet in _VAGUE_FROM
    )
