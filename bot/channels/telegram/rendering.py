"""From replies to the calls that show them.

They have HTML, keyboards, edits in place, pictures and files, and long steps folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode

from bot.channels.plain import plain
from bot.conversation.replies import LONGEST_TEXT
from bot.conversation.splitting import units

if TYPE_CHECKING:
    from bot.channels.telegram.todo import Source
    from bot.conversation.replies import Button, Reply, Rows

_LONGEST_CAPTION = 1024
_FOLDED_FROM = 600  # units of numbered steps, from which they are folded
# What a call may say, and how many units of it.
_TEXTS = {"text": LONGEST_TEXT, "caption": _LONGEST_CAPTION}
_TOPICS = ("message_thread_id", "direct_messages_topic_id")
_MOST_BUTTONS = 100
_LONGEST_LABEL = 128
_TIME = re.compile(r'<time datetime="(\d{4}-\d{2}-\d{2})">(.*?)</time>')
_STEP = re.compile(r"\d+\. ")
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True)
class Call:
    """A call of a method of the bot, but for the chat.

    One that `can_repeat` does no harm when done twice.

    `afresh` is what takes its place where the message to edit is gone.
    """

    method: str
    arguments: dict[str, Any] = field(default_factory=dict)
    can_repeat: bool = False
    afresh: Call | None = None

    def simpler(self) -> Call | None:
        """Return what says the same with less that can be refused.

        It is first the text as a person reads it, cut; then that alone, without buttons. It is None
        where nothing simpler is left.
        """
        plain = self._plain()
        if plain.arguments != self.arguments:
            return plain
        bare = self._bare()
        return bare if bare and bare != self else None

    def out_of_topic(self) -> Call | None:
        """Return the same call to the group itself; None where it is made to no topic of it."""
        arguments = {name: value for name, value in self.arguments.items() if name not in _TOPICS}
        if arguments == self.arguments:
            return None
        return replace(
            self, arguments=arguments, afresh=self.afresh.out_of_topic() if self.afresh else None
        )

    def _plain(self) -> Call:
        """Return the same call with the text as a person reads it.

        It has no tags, and is cut to what a message holds.
        """
        arguments = {name: value for name, value in self.arguments.items() if name != "parse_mode"}
        is_html = bool(self.arguments.get("parse_mode"))
        for name, longest in _TEXTS.items():
            if name in arguments:
                arguments[name] = _cut(
                    plain(arguments[name]) if is_html else arguments[name], longest
                )
        return replace(
            self, arguments=arguments, afresh=self.afresh._plain() if self.afresh else None
        )

    def _bare(self) -> Call | None:
        """Return the call that sends its text and nothing else; None where it has none."""
        sent = self.afresh or self
        text = next((sent.arguments[name] for name in _TEXTS if sent.arguments.get(name)), "")
        kept = {name: value for name, value in sent.arguments.items() if name in _TOPICS}
        return Call("send_message", {"text": text, **kept}) if text else None


def render(
    reply: Reply, source: Source, extra: tuple[InlineKeyboardButton, ...] = ()
) -> tuple[Call, ...]:
    """Return the calls that show a reply where it was asked for.

    `extra` is a row of buttons that only Telegram has.
    """
    keyboard, reply = to_keyboard(reply.rows, extra), replace(reply, text=mark_days(reply.text))
    if reply.attachment is None:
        send = _text(reply.text, keyboard, source)
        return (
            _edit(send, source) if reply.replaces and source.pressed and source.message else send,
        )
    kind = "photo" if reply.attachment.is_picture else "document"
    file = InputFile(reply.attachment.content, filename=reply.attachment.name)
    arguments = {kind: file, **place(source)}
    if units(read(reply.text)) > _LONGEST_CAPTION:
        return Call(f"send_{kind}", arguments), _text(reply.text, keyboard, source)
    arguments |= {"caption": reply.text, "parse_mode": ParseMode.HTML, "reply_markup": keyboard}
    return (Call(f"send_{kind}", arguments),)


def tell(sentence: str, source: Source, rows: Rows = ()) -> Call:
    """Return the call that says a sentence, of no HTML."""
    arguments = {
        "text": sentence,
        "reply_markup": to_keyboard(rows),
        "link_preview_options": _NO_PREVIEW,
        **place(source),
    }
    return Call("send_message", arguments)


def to_keyboard(
    rows: Rows, extra: tuple[InlineKeyboardButton, ...] = ()
) -> InlineKeyboardMarkup | None:
    """Return the keyboard of rows of buttons; as many as a message may carry."""
    keyboard: list[list[InlineKeyboardButton]] = []
    left = _MOST_BUTTONS - len(extra)
    for row in rows:
        buttons = [button for each in row[:left] if (button := _button(each))]
        left -= len(buttons)
        if buttons:
            keyboard.append(buttons)
    keyboard += [list(extra)] if extra else []
    return InlineKeyboardMarkup(keyboard) if keyboard else None


def fold_steps(text: str) -> str:
    """Put long runs of numbered steps in a quote that opens when touched."""
    lines, folded = text.split("\n"), []
    while lines:
        run = 0
        while run < len(lines) and _STEP.match(lines[run]):
            run += 1
        steps = "\n".join(lines[:run])
        if run > 1 and len(steps) >= _FOLDED_FROM and "<blockquote" not in steps:
            folded.append(f"<blockquote expandable>{steps}</blockquote>")
        else:
            run = max(run, 1)
            folded += lines[:run]
        lines = lines[run:]
    return "\n".join(folded)


def mark_days(text: str) -> str:
    """Mark days as Telegram does.

    The text stays as it is written, and a touch gives the reader's calendar or a reminder. The
    moment is noon, so that it is the same day in nearly every zone. A server that does not know the
    tag gets plain text, as for any.
    """
    return _TIME.sub(lambda found: f'<tg-time unix="{_noon(found[1])}">{found[2]}</tg-time>', text)


def _noon(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp())


def read(text: str) -> str:
    """Return what is read of HTML: what its limits count."""
    return unescape(re.sub(r"<[^>]*>", "", text))


def _text(text: str, keyboard: InlineKeyboardMarkup | None, source: Source) -> Call:
    arguments = {"text": fold_steps(text), "parse_mode": ParseMode.HTML, "reply_markup": keyboard}
    return Call("send_message", arguments | {"link_preview_options": _NO_PREVIEW} | place(source))


def _edit(send: Call, source: Source) -> Call:
    kept = {
        name: send.arguments[name]
        for name in ("text", "parse_mode", "reply_markup", "link_preview_options")
    }
    return Call(
        "edit_message_text", {"message_id": source.message, **kept}, can_repeat=True, afresh=send
    )


def place(source: Source) -> dict[str, Any]:
    """Return where a message goes in its chat.

    It goes to the topic it was asked in, and in a group to the message it answers.
    """
    name = "direct_messages_topic_id" if source.is_direct else "message_thread_id"
    topic = {name: source.topic} if source.topic else {}
    if not source.is_group or source.pressed or not source.message:
        return topic
    return topic | {
        "reply_parameters": ReplyParameters(source.message, allow_sending_without_reply=True)
    }


def _button(button: Button) -> InlineKeyboardButton | None:
    label = _cut(button.label, _LONGEST_LABEL)
    if button.url:
        return InlineKeyboardButton(label, url=button.url)
    if button.copy:
        return InlineKeyboardButton(label, copy_text=CopyTextButton(button.copy[:256]))
    return InlineKeyboardButton(label, callback_data=button.data) if button.data else None


def _cut(text: str, longest: int) -> str:
    """Cut a text to a number of UTF-16 units, never inside a sign."""
    if units(text) <= longest:
        return text
    return text.encode("utf-16-le")[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"
