"""What the bot says of Matrix itself, as bot/texts/matrix.yaml has it."""

from __future__ import annotations

from bot.channels.sentences import read

_SAID = read("matrix")

NOT_ADMITTED: str = _SAID["not_admitted"]
HELLO_SHARED: str = _SAID["hello_shared"]
POLL: str = _SAID["poll"]
UNREADABLE: str = _SAID["unreadable"]
