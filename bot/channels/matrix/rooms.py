"""The rooms that the bot is in, as the library knows them.

How many people, who, and where a person is to be written to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.channels.matrix.names import room_key
from bot.channels.matrix.reading import Room

if TYPE_CHECKING:
    from nio import AsyncClient, MatrixRoom

    from bot.channels.matrix.names import Names

_MAY_SET = 50  # the power level from which someone may change what a room has set, as Matrix has it


class Rooms:
    """Looks rooms up; `spoken` is the last room where each person was heard."""

    def __init__(self, client: AsyncClient, names: Names) -> None:
        self._client, self._names = client, names
        self._spoken: dict[str, str] = {}
        self._closed: set[str] = set()  # where the bot may not write, though it is there
        self._replaced: list[tuple[str, str]] = []

    def room(self, room_id: str) -> Room:
        """Return what matters of a room."""
        known = self._client.rooms.get(room_id)
        return Room(room_id, known.member_count if known else 2)

    def is_in(self, room_id: str) -> bool:
        """Tell whether the bot is in a room."""
        return room_id in self._client.rooms

    def is_open(self, room_id: str) -> bool:
        """Tell whether the bot is in a room, and may write there as far as is known."""
        return self.is_in(room_id) and room_id not in self._closed

    def note_closed(self, room_id: str) -> None:
        """Note that the bot may not write in a room, until someone is heard there."""
        self._closed.add(room_id)

    @property
    def closed(self) -> int:
        """How many rooms the bot is in without being able to write there."""
        return len(self._closed)

    def is_encrypted(self, room_id: str) -> bool:
        """Tell whether what is sent to a room is encrypted."""
        known = self._client.rooms.get(room_id)
        return bool(known and known.encrypted)

    def note_spoken(self, key: str, room_id: str) -> None:
        """Note that someone was heard in a room: that is where the weekly message goes."""
        self._closed.discard(room_id)
        self._spoken[key] = room_id

    def of_person(self, key: str) -> str:
        """Return the room where a person is written to, "" where there is none any more."""
        last = self._client.rooms.get(self._spoken.get(key, ""))
        if last and self._is_with(last, key):
            return str(last.room_id)
        found = [
            room_id for room_id, room in self._client.rooms.items() if self._is_with(room, key)
        ]
        return found[-1] if found else ""

    def others(self, room_id: str) -> list[str]:
        """Return who else is in a room, or invited."""
        known = self._client.rooms.get(room_id)
        return [each for each in known.users if each != self._client.user_id] if known else []

    def is_alone(self, room_id: str) -> bool:
        """Tell whether the bot is alone in a room: nobody is there, nor invited."""
        return self.is_in(room_id) and not self.others(room_id)

    def may_set(self, room_id: str, user_id: str) -> bool:
        """Tell whether someone may change what a shared room has set."""
        known = self._client.rooms.get(room_id)
        return bool(known) and known.power_levels.get_user_level(user_id) >= _MAY_SET

    def note_replaced(self, old: str, new: str) -> None:
        """Note that a room was replaced by another."""
        self._replaced.append((room_key(old), room_key(new)))

    def replaced(self) -> list[tuple[str, str]]:
        """Return the rooms that were replaced since the start, by the keys of both."""
        return list(self._replaced)

    def forget(self, room_id: str) -> None:
        """Forget a room that the bot left, or was thrown out of."""
        self._client.rooms.pop(room_id, None)
        self._closed.discard(room_id)

    def _is_with(self, room: MatrixRoom, key: str) -> bool:
        """Tell whether a room is held with the person of a key, and nobody else."""
        users: Any = room.users
        others = [user_id for user_id in users if user_id != self._client.user_id]
        return len(others) == 1 and self._names.person(others[0]) == key
