"""What happened to a room, pure: the bot came in, is out, is alone; the room was replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_GONE = ("leave", "ban")


@dataclass(frozen=True)
class Happened:
    """What a synchronisation tells of a room.

    `became` is the room that replaces it, `since` the place of the first event
    that is for the bot: what was said before it was invited is not."""

    came_in: str = ""
    someone_left: bool = False
    became: str = ""
    since: int = 0


def happened(events: Sequence[Mapping[str, Any]], me: str) -> Happened:
    """Return what the events of a room tell, in their order.

    `came_in` is the event by which the bot joined."""
    came_in, became, someone_left, since = "", "", False, 0
    for place, event in enumerate(events):
        content = event.get("content") or {}
        if event.get("type") == "m.room.tombstone":
            became = str(content.get("replacement_room", ""))
        if event.get("type") != "m.room.member":
            continue
        membership = content.get("membership")
        if event.get("state_key") == me:
            before = (event.get("unsigned") or {}).get("prev_content") or {}
            if membership == "join" and before.get("membership") != "join":
                came_in = str(event.get("event_id", ""))
            elif membership == "invite":
                since = place
        elif membership in _GONE:
            someone_left = True
    return Happened(came_in, someone_left, became, since)
