"""Reads the log of a simulated day.

Every line above information has a cause that was made to happen, or is listed.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from statistics import quantiles
from typing import TYPE_CHECKING

from tests.telegram_stand_in.faults import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.telegram_stand_in.calls import Call

_LOSING = (Kind.RESET, Kind.SILENT)
_STARTING = ("getMe", "getWebhookInfo", "deleteWebhook")


@dataclass(frozen=True)
class Logged:
    """What a log holds: figures to print, and lines that nothing explains."""

    figures: list[str]
    unexplained: list[str]


def read_log(logs: Sequence[str], calls: Sequence[Call]) -> Logged:
    """Explain each warning and error by the faults that were made.

    A cause explains no more lines than it happened.
    """
    kinds = Counter(call.fault.kind for call in calls if call.fault)
    methods = Counter(call.method for call in calls if call.fault)
    causes: dict[str, int] = {
        "is uncertain": sum(kinds[kind] for kind in _LOSING),
        "Telegram asks for a pause": kinds[Kind.TOO_MANY],
        "no updates from Telegram": methods["getUpdates"],
        "the last answers are not confirmed": methods["getUpdates"],
        "Telegram can't be reached": sum(methods[each] for each in _STARTING),
        "profile not set": sum(count for method, count in methods.items() if "My" in method),
        "administrators are told: failures": 2 * 24 if kinds else 0,
        "administrators are told: collection": 2,
        "le recueil modifié est en service": 2,
        "le recueil modifié est refusé": 1,
    }
    found: Counter[str] = Counter()
    unexplained, milliseconds = [], []
    for line in (line for log in logs for line in log.splitlines()):
        try:
            entry = json.loads(line)
        except ValueError:
            unexplained.append(f"not of the log: {line[:200]}")
            continue
        event = str(entry["event"])
        if event == "answered":
            milliseconds.append(int(entry["ms"]))
        if "telegram:" in event:
            unexplained.append(f"names a chat: {event[:200]}")
        if entry["level"] in ("info", "debug"):
            continue
        cause = next((each for each in causes if each in event), "")
        found[cause] += 1
        if found[cause] > causes.get(cause, 0):
            unexplained.append(
                f"{entry['level']}: {event[:300]} {str(entry.get('error', ''))[-600:]}"
            )
    told = ", ".join(f"{cause!r} {count}" for cause, count in found.items() if cause)
    p95 = quantiles(milliseconds, n=20)[18] if len(milliseconds) > 1 else 0
    return Logged(
        [
            f"faults made: {', '.join(f'{kind.value} {count}' for kind, count in kinds.items())}",
            f"warnings and errors, all with a cause but {found['']}: {told}",
            f"answers timed by the bot: {len(milliseconds)}, 95 % within {p95:.0f} ms of real time",
        ],
        unexplained,
    )


def is_expected(refusal: str) -> bool:
    """Tell whether a refusal is no mistake of the bot.

    In a day this fast, a press is old after a few tenths of a second.
    """
    return any(
        words in refusal for words in ("blocked by the user", "not modified", "query is too old")
    )
