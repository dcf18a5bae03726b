"""How conversations are named.

A person by a keyed hash, as a user id holds an e-mail address; a room by its id."""

from __future__ import annotations

import hashlib
import hmac

PREFIX = "matrix:"
_LENGTH = 32  # hexadecimal digits: 128 bits, far beyond any two people who meet


class Names:
    """Names people without telling who they are, with a secret kept beside what is named."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def person(self, user_id: str) -> str:
        """Return the key of the conversation held with one person, in whatever room."""
        hashed = hmac.new(self._secret, user_id.encode(), hashlib.sha256).hexdigest()
        return f"{PREFIX}{hashed[:_LENGTH]}"


def room_key(room: str, thread: str = "") -> str:
    """Return the key of a conversation that several people share: a room, or a thread of it."""
    return f"{PREFIX}{room}/{thread}" if thread else f"{PREFIX}{room}"


def read_room(key: str) -> tuple[str, str] | None:
    """Return the room and the thread that a key names; None where it names a person."""
    room, _, thread = key.removeprefix(PREFIX).partition("/")
    return (room, thread) if room.startswith("!") else None


def transaction(*parts: str | int) -> str:
    """Return the transaction id of something sent.

    The same parts, the same id, and the server keeps it once."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:_LENGTH]
