"""The live aids that are known, put together with what finds them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from knowledge.live_aids.model import AidKind
from matching.live_aids import LiveAids
from matching.matcher import Matcher
from matching.need import Facet, Meaning
from matching.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    from knowledge.live_aids.model import Record
    from matching.index import Index

    Mask = NDArray[np.bool_]
    Positions = NDArray[np.intp]

_NO_DEADLINE = date.max.toordinal()
_NEVER = 0
_MEANT = 0.5  # more than for cards, whose keywords and needs already say a thing in many ways


def live_aids(
    records: Mapping[str, Record], index: Index | None, cards: Matcher, as_of: datetime | None
) -> LiveAids:
    """Put together records and the index made of them, None where there is none.

    Needs are read as for the cards.
    """
    if index is None or not records:
        return LiveAids(as_of=as_of)
    ordered = [records[each] for each in index.ids]
    of: dict[Meaning | str, list[int]] = defaultdict(list)
    for position, record in enumerate(ordered):
        for theme in record.aid.themes:
            of[Meaning(Facet.THEME, theme)].append(position)
        for kind in record.aid.kinds or (AidKind.OTHER,):
            of[kind].append(position)
    return LiveAids(
        records,
        as_of,
        False,
        Matcher(
            cards.collection,
            cards.parser,
            index,
            None,
            None,
            weights=replace(WEIGHTS, meant=_MEANT),
        ),
        np.array([_last_day(record) for record in ordered], dtype=np.int64),
        np.array([_told_day(record) for record in ordered], dtype=np.int64),
        {key: np.array(positions, dtype=np.intp) for key, positions in of.items()},
    )


def _last_day(record: Record) -> int:
    if record.closed:
        return _NEVER
    return record.aid.deadline.toordinal() if record.aid.deadline else _NO_DEADLINE


def _told_day(record: Record) -> int:
    return _NEVER if record.silent and record.reopened is None else record.told_since.toordinal()
