"""How good a ranking is on needs whose answers are known.

It is measured by NDCG@5, success@1, recall@5, and the needs rightly and wrongly left empty.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

CUT = 5
USEFUL = 2  # the grade from which a card counts as an answer


@dataclass(frozen=True)
class Judged:
    """A need and the grade of each card that answers it.

    3 is squarely, 2 clearly useful, 1 related; there are none where nothing answers.
    """

    id: str
    need: str
    kind: str
    relevant: Mapping[str, int]


@dataclass(frozen=True)
class Measures:
    """Means over the needs that have an answer.

    `empty_right` and `empty_wrong` count the needs left empty.
    """

    needs: int
    ndcg: float
    success: float
    recall: float
    empty_right: int
    out_of_scope: int
    empty_wrong: int


def read_judged(lines: Iterable[str]) -> list[Judged]:
    """Read needs, one JSON object a line. Raises ValueError naming the line that is wrong."""
    judged = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            grades = {str(card): int(grade) for card, grade in row["relevant"].items()}
            judged.append(
                Judged(
                    str(row.get("id", number)),
                    str(row["need"]),
                    str(row.get("kind", "need")),
                    grades,
                )
            )
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise ValueError(
                f'ligne {number} : {error} ; écrivez {{"need": "...", "relevant": {{"45": 3}}}}'
            ) from error
    return judged


def ndcg(found: list[str], relevant: Mapping[str, int], cut: int = CUT) -> float:
    """Return the normalised discounted cumulative gain, from 0 to 1.

    A grade gains 2^grade - 1 (Burges et al., 2005).
    """
    gains = [2 ** relevant.get(card, 0) - 1 for card in found[:cut]]
    ideal = [2**grade - 1 for grade in sorted(relevant.values(), reverse=True)[:cut]]
    return _discounted(gains) / _discounted(ideal)


def recall(found: list[str], relevant: Mapping[str, int], cut: int = CUT) -> float:
    """Return the share of the useful cards that stand among the first, out of those that could."""
    useful = {card for card, grade in relevant.items() if grade >= USEFUL} or set(relevant)
    return len(useful & set(found[:cut])) / min(cut, len(useful))


def measure(judged: Iterable[Judged], search: Callable[[str], list[str]]) -> dict[str, Measures]:
    """Return the measures of a search for each kind of need, and under "" for all.

    A search gives the ids of the cards for a need, best first.
    """
    results = [(each, search(each.need)) for each in judged]
    kinds: dict[str, list[tuple[Judged, list[str]]]] = defaultdict(list)
    for each, found in results:
        kinds[each.kind].append((each, found))
    return {"": _means(results)} | {kind: _means(rows) for kind, rows in sorted(kinds.items())}


def _means(rows: list[tuple[Judged, list[str]]]) -> Measures:
    answerable = [(each.relevant, found) for each, found in rows if each.relevant]
    unanswerable = [found for each, found in rows if not each.relevant]
    count = len(answerable) or 1
    return Measures(
        needs=len(rows),
        ndcg=sum(ndcg(found, relevant) for relevant, found in answerable) / count,
        success=sum(
            bool(found) and relevant.get(found[0], 0) >= USEFUL for relevant, found in answerable
        )
        / count,
        recall=sum(recall(found, relevant) for relevant, found in answerable) / count,
        empty_right=sum(not found for found in unanswerable),
        out_of_scope=len(unanswerable),
        empty_wrong=sum(not found for _, found in answerable),
    )


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))
