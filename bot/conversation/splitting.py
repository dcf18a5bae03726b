"""The one place that cuts a reply too long for a message.

It cuts between lines, so never inside a tag.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.replies import LONGEST_TEXT, Reply


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units, as channels count."""
    return len(text.encode("utf-16-le")) // 2


def split(reply: Reply) -> tuple[Reply, ...]:
    """Return a reply as messages that hold; the buttons and the attachment go with the last one."""
    if units(reply.text) <= LONGEST_TEXT:
        return (reply,)
    parts: list[str] = []
    for line in reply.text.split("\n"):
        if parts and units(parts[-1]) + 1 + units(line) <= LONGEST_TEXT:
            parts[-1] += f"\n{line}"
        else:
            parts.append(_shortened(line))
    parts = [part.strip("\n") for part in parts if part.strip()] or [reply.text]
    last = replace(reply, text=parts[-1], replaces=reply.replaces and len(parts) == 1)
    return (*(Reply(part) for part in parts[:-1]), last)


def _shortened(line: str) -> str:
    """Cut a single line that would fill more than a message.

    What templates write never is so long, what people wrote could be.
    """
    if units(line) <= LONGEST_TEXT:
        return line
    return (
        line[: LONGEST_TEXT // 2].rsplit("<", 1)[0] + "…"
        if "<" in line
        else line[: LONGEST_TEXT // 2] + "…"
    )
