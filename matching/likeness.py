"""How much the entries of an index resemble each other.

It is the cosine of their terms, weighted by what each says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from matching.index import Index, Scores

# Beyond, the square table costs more than it brings: many entries answer a need by themselves.
MOST_ENTRIES = 2000


def likeness(index: Index, weigh: Callable[[str], float]) -> Scores | None:
    """Return a square table of resemblances, 0 to 1, with nothing on the diagonal.

    There is none for an index too large.
    """
    size = len(index.ids)
    if size > MOST_ENTRIES:
        return None
    table = np.zeros((size, len(index.terms)), dtype=np.float32)
    for term, row in index.terms.items():
        entries, strengths = index.postings(term)
        table[entries, row] = strengths * weigh(term)
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
    alike = table @ table.T
    np.fill_diagonal(alike, 0.0)
    return np.asarray(alike / (alike.max(initial=0.0) or 1.0), dtype=np.float32)
