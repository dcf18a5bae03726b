"""An answer to a need as other programs read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.model import Card
    from matching.matcher import SearchAnswer

_FACETS = ("themes", "audiences", "places", "partners", "intents")


def answer_as_json(answer: SearchAnswer, cards: Mapping[str, Card]) -> dict[str, Any]:
    """Return an answer; `elapsed_us` is how long the search took, in microseconds."""
    results = [
        {
            "id": match.id,
            "kind": cards[match.id].kind,
            "title": cards[match.id].title,
            "score": match.score,
            "reasons": list(match.reasons),
        }
        for match in answer.matches
    ]
    return {
        "need": answer.need.text,
        "understood": {facet: list(getattr(answer.need, facet)) for facet in _FACETS},
        "outcome": answer.outcome,
        "results": results,
        "elapsed_us": answer.elapsed_us,
    }
