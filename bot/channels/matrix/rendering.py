"""From replies to the contents of messages.

HTML as Matrix has it with plain text beside, buttons as numbered lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any

from bot.channels.matrix import sentences
from bot.channels.matrix.reading import keycap
from bot.channels.plain import plain, pressable
from bot.conversation.buttons import read

if TYPE_CHECKING:
    from bot.channels.matrix.reading import Origin
    from bot.conversation.replies import Attachment, Button, Reply

WORDS, POLL = "m.room.message", "org.matrix.msc3381.poll"
BUTTONS = "fr.tambour.buttons"  # what the numbered lines of a message carry, in their order
_NOT_MATRIX = re.compile(r"</?time[^>]*>")
_PNG_SIZE = slice(16, 24)  # width, then height, four bytes each


@dataclass(frozen=True)
class Message:
    """The content of a message.

    `file` is to be uploaded first, and `buttons` are what its numbers press."""

    content: dict[str, Any]
    kind: str = WORDS
    file: Attachment | None = None
    buttons: tuple[Button, ...] = ()

    def shorter(self) -> Message | None:
        """Return the same without HTML; None where there is none."""
        if "formatted_body" not in self.content:
            return None
        kept = {
            name: value
            for name, value in self.content.items()
            if name not in ("format", "formatted_body")
        }
        return replace(self, content=kept)


def render(reply: Reply, source: Origin | None = None) -> tuple[Message, ...]:
    """Return the messages that show a reply where it was asked for.

    Its file first, then its words; after a question whose
    answers are levels, a poll, which clients that know none do not show."""
    place = _place(source) if source else {}
    buttons = tuple(button for button in pressable(reply) if button.data)
    told = _said(reply.text, pressable(reply))
    carried = {BUTTONS: [button.data for button in buttons]} if buttons else {}
    words = Message(told | carried | place, buttons=buttons)
    levels = [button for button in buttons if read(button.data)[0] == "level"]
    polls = (Message(_poll(levels) | place, f"{POLL}.start"),) if len(levels) > 1 else ()
    if reply.attachment is None:
        return (words, *polls)
    file = Message(_file(reply.attachment) | place, file=reply.attachment)
    return (file, words, *polls)


def tell(sentence: str, source: Origin | None = None) -> Message:
    """Return the message that says a sentence, of no HTML."""
    said = {"msgtype": "m.text", "body": sentence}
    return Message(said | (_place(source) if source else {}))


def to_html(text: str) -> str:
    """Return the HTML of a reply in the subset of Matrix, where line ends must be said."""
    return _NOT_MATRIX.sub("", text).replace("\n", "<br>")


def _said(text: str, buttons: list[Button]) -> dict[str, Any]:
    lines, written = [], []
    number = 0
    for button in buttons:
        number += bool(button.data)
        line, html = _line(button, number)
        lines.append(line)
        written.append(html)
    parted = "\n\n" if lines else ""
    return {
        "msgtype": "m.text",
        "body": plain(text) + parted + "\n".join(lines),
        "format": "org.matrix.custom.html",
        "formatted_body": to_html(text + parted) + "<br>".join(written),
    }


def _line(button: Button, number: int) -> tuple[str, str]:
    """Return the line of a button as plain text and as HTML."""
    label = escape(button.label)
    if button.data:
        sign = keycap(number)
        return f"{sign} {button.label}", f"{sign} {label}"
    if button.url:
        return f"{button.label} : {button.url}", f'<a href="{escape(button.url)}">{label}</a>'
    return f"{button.label} : {button.copy}", f"{label} : <code>{escape(button.copy)}</code>"


def _poll(levels: list[Button]) -> dict[str, Any]:
    """Return the content of a poll whose answers carry what the buttons do."""
    text = "org.matrix.msc1767.text"
    answers = [{"id": button.data, text: button.label} for button in levels]
    asked = {"kind": f"{POLL}.disclosed", "max_selections": 1, "question": {text: sentences.POLL}}
    fallback = "\n".join((sentences.POLL, *(button.label for button in levels)))
    carried = {BUTTONS: [button.data for button in levels]}
    return {f"{POLL}.start": asked | {"answers": answers}, text: fallback} | carried


def _file(file: Attachment) -> dict[str, Any]:
    """Return the content of a file, but for where it lies."""
    mimetype = guess_type(file.name)[0] or "application/octet-stream"
    info: dict[str, Any] = {"mimetype": mimetype, "size": len(file.content)}
    if file.is_picture:
        size = file.content[_PNG_SIZE]
        info |= {"w": int.from_bytes(size[:4], "big"), "h": int.from_bytes(size[4:], "big")}
    return {
        "msgtype": "m.image" if file.is_picture else "m.file",
        "body": file.description if file.is_picture else file.name,
        "filename": file.name,
        "info": info,
    }


def _place(source: Origin) -> dict[str, Any]:
    """Return where a message goes: the thread it was asked in.

    In a shared room, the message it answers."""
    answers = {"m.in_reply_to": {"event_id": source.event}}
    if source.thread:
        thread = {"rel_type": "m.thread", "event_id": source.thread}
        return {"m.relates_to": thread | {"is_falling_back": not source.is_shared} | answers}
    return {"m.relates_to": answers} if source.is_shared and source.event else {}
