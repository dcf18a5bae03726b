"""The deadlines that a text seems to say, to be offered to a curator: never taken as facts."""

from __future__ import annotations

import re
from datetime import date

from knowledge.place_names import plain

_MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_LIMIT = re.compile(
    r"\b(?:avant|jusqu|limite|cloture|echeance|au plus tard"
    r"|fin d[eu]s? (?:depots?|candidatures?)|reporte\w*|repousse\w*)\b"
)
_DATE = re.compile(rf"\b(\d{{1,2}})(?:er)? (?:(\d{{1,2}})|({'|'.join(_MONTHS)})) (20\d\d)\b")
_NEAR = 60  # characters between what announces a deadline and its date


def said_deadlines(text: str, today: date) -> tuple[date, ...]:
    """Return the dates to come that stand soon after the words of a deadline.

    They are in their order, the first one first.
    """
    written, found = plain(text), set()
    for limit in _LIMIT.finditer(written):
        if match := _DATE.search(written, limit.end(), limit.end() + _NEAR):
            month = int(match[2]) if match[2] else _MONTHS.index(match[3]) + 1
            try:
                found.add(date(int(match[4]), month, int(match[1])))
            except ValueError:
                continue
    return tuple(sorted(day for day in found if day >= today))
