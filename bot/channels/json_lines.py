"""Many chats in one process, by a JSON object a line in and one out.

It is the way in of tests and measures.
"""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

from bot.channels.plain import plain, pressable, to_event
from bot.conversation.events import Pressed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.channels.keeper import Keeper
    from bot.conversation.events import Event
    from bot.conversation.replies import Button, Reply


def converse(keeper: Keeper, lines: Iterable[str], out: IO[str]) -> None:
    """Answer each line that holds {"chat", "text"} or {"chat", "press"}.

    A line that can't be read is answered by "error".
    """
    for line in filter(str.strip, lines):
        out.write(json.dumps(_answered(keeper, line), ensure_ascii=False) + "\n")
        out.flush()


def _answered(keeper: Keeper, line: str) -> dict[str, Any]:
    try:
        chat, event = _read(line)
    except ValueError as error:
        return {"error": str(error)}
    session, replies = keeper.handle(chat, event, datetime.now(UTC))
    return {"chat": chat, "replies": [_written(reply) for reply in replies], "act": session.act}


def _read(line: str) -> tuple[str, Event]:
    """Return the chat and the event of a line. Raises ValueError that says what is missing."""
    read = json.loads(line)
    if not isinstance(read, dict) or not isinstance(read.get("chat"), str):
        raise ValueError(
            'expected {"chat": "any name", "text": "..."} or {"chat": "...", "press": "..."}'
        )
    if isinstance(read.get("press"), str):
        return read["chat"], Pressed(read["press"])
    if isinstance(read.get("text"), str):
        return read["chat"], to_event(read["text"], [])
    raise ValueError('"text" or "press" is missing, or is no text')


def _written(reply: Reply) -> dict[str, Any]:
    file = reply.attachment
    files = (
        [{"name": file.name, "content": base64.b64encode(file.content).decode()}] if file else []
    )
    return {
        "text": plain(reply.text),
        "buttons": [_button(each) for each in pressable(reply)],
        "files": files,
    }


def _button(button: Button) -> dict[str, str]:
    return {name: value for name, value in vars(button).items() if value}
