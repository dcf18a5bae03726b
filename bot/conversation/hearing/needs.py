"""The needs that one message holds.

"un bus pour les jeunes, et puis aussi un médecin" holds two.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.conversation.hearing.ways import ways
from matching.verdict import Outcome

if TYPE_CHECKING:
    from bot.conversation.hearing.utterance import Utterance
    from bot.conversation.world import World

_FEWEST = 4  # words on each side of a bare "et" for it to part two needs
_MOST = 200  # characters of a message that may hold two needs; a longer one tells a story


def needs_in(said: Utterance, world: World) -> tuple[str, ...]:
    """Return the two needs of a message, each of which finds cards of its own; else the message."""
    if len(said.typed) > _MOST:
        return (said.typed,)
    for pattern, fewest in ((_linking(), 1), (_and(), _FEWEST)):
        for link in pattern.finditer(said.typed):
            parts = (said.typed[: link.start()].strip(), said.typed[link.end() :].strip())
            if all(len(part.split()) >= fewest for part in parts) and _are_two(parts, world):
                return parts
    return (said.typed,)


def _are_two(parts: tuple[str, str], world: World) -> bool:
    """Tell whether each part asks something of its own, answered by another card first."""
    first = _first_card(parts[0], world)
    return bool(first) and _first_card(parts[1], world) not in ([], first)


def _first_card(part: str, world: World) -> list[int]:
    """Return the position of the card that answers a need first; [] where none surely does."""
    need = world.matcher.parser.parse(part)
    if not need.subject:
        return []
    ranking = world.matcher.rank(need)
    return ranking.best(1) if ranking.outcome is Outcome.FOUND else []


@cache
def _linking() -> re.Pattern[str]:
    links = "|".join(re.escape(each) for each in sorted(ways().leads["two"], key=len, reverse=True))
    return re.compile(rf"\s*;\s*|\s*[,.]?\s*\b(?:{links})\b\s*", re.IGNORECASE)


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(ways().leads['and'])})\s+", re.IGNORECASE)
